"""Who signs, and the signed scan."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.files import ACCEPT, checked
from agencies.models import Agency
from agencies.pages.forms import DayInput
from enrolment.letters.signers import SIGNER, place_of, read_nip
from enrolment.models import RosterStatement


class StatementForm(forms.ModelForm):
    """Asked once: the next statement begins with the signer of the last one."""

    class Meta:
        model = RosterStatement
        fields = (*SIGNER, "as_of")
        widgets = {"as_of": DayInput}
        help_texts = {
            "signer_name": _("With degrees, as it stands under letters."),
            "signer_nip": _("18 digits; empty where the signer has none."),
            "signer_title": _("For example: Kepala Dinas Perhubungan Kota Serang."),
            "as_of": _("The day for which the list holds."),
        }

    @property
    def signer(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in SIGNER}

    def clean_signer_nip(self) -> str:
        return read_nip(self.cleaned_data["signer_nip"])

    def clean_as_of(self) -> dt.date:
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


def remembered(agency: Agency) -> dict[str, Any]:
    """The signer of the agency's last statement; at first only the place, from the region's name."""
    last = RosterStatement.objects.for_agency(agency).first()
    if last:
        found: dict[str, Any] = {name: getattr(last, name) for name in SIGNER}
    else:
        found = {"place": place_of(agency)}
    return found | {"as_of": timezone.localdate()}


class ScanForm(forms.Form):
    """A signed scan: its bytes say what it is."""

    file = forms.FileField(
        label=_("Signed scan"),
        max_length=255,
        help_text=_("PDF, JPG or PNG, at most 10 MB."),
        widget=forms.FileInput({"accept": ACCEPT}),
    )
    replace = forms.BooleanField(
        label=_("Replace the scan that is there; it is deleted"), required=False, initial=False
    )

    def __init__(self, *args: Any, statement: RosterStatement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not statement.scan_stored_name:
            del self.fields["replace"]
        else:
            self.fields["replace"].required = True

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])
