"""When cards came, when and by whom they were handed over, and who signs certificates."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.forms import DayInput
from enrolment.letters.signers import SIGNER, place_of, read_nip
from enrolment.models import Certificate, RosterStatement


class ReceivedForm(forms.Form):
    day = forms.DateField(label=_("Received on"), widget=DayInput)

    def clean_day(self) -> dt.date:
        return not_ahead(self.cleaned_data["day"])


class HandedOverForm(forms.Form):
    day = forms.DateField(label=_("Handed over on"), widget=DayInput)
    by_whom = forms.CharField(
        label=_("Handed over by"), max_length=160, help_text=_("The name of the official who gives them out.")
    )

    def clean_day(self) -> dt.date:
        return not_ahead(self.cleaned_data["day"])


class SignerForm(forms.Form):
    """The head of the agency, as the name stands under letters; asked once."""

    signer_name = forms.CharField(
        label=_("Name of the signer"),
        max_length=160,
        help_text=_("With degrees, as it stands under letters."),
    )
    signer_nip = forms.CharField(
        label=_("NIP of the signer"),
        max_length=30,
        required=False,
        help_text=_("18 digits; empty where the signer has none."),
    )
    signer_title = forms.CharField(label=_("Position of the signer"), max_length=160)
    place = forms.CharField(label=_("Place of signing"), max_length=80, required=False)

    def clean_signer_nip(self) -> str:
        return read_nip(self.cleaned_data["signer_nip"])


class CodeForm(forms.Form):
    """The code of a certificate, as it is read off the paper."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        max_length=60,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        help_text=_("20 letters and digits; dashes and blanks do not matter."),
    )


def remembered_signer(agency: Agency) -> dict[str, str] | None:
    """Who signed the agency's last certificate, or else its last statement; None where nobody did yet."""
    last = Certificate.objects.filter(agency=agency).order_by("-issued_at").first()
    if last and last.content.get("signer"):
        return {name: str(last.content["signer"].get(name, "")) for name in SIGNER}
    statement = RosterStatement.objects.for_agency(agency).first()
    return {name: getattr(statement, name) for name in SIGNER} if statement else None


def first_place(agency: Agency) -> dict[str, Any]:
    """What a form about the signer begins with where nobody signed yet."""
    return {"place": place_of(agency)}


def not_ahead(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("The day lies in the future."))
    return day
