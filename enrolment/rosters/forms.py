"""What an operator is asked: a file, what kind of list it is, since when people are registered."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.forms import DayInput, WorkbookInput
from enrolment.models import Upload, UploadMode
from enrolment.rosters.parts.limits import not_too_large


class WorkbookForm(forms.Form):
    """One workbook, and the day its list is true for; nothing else is asked before the file is read."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=WorkbookInput,
        allow_empty_file=True,
        max_length=255,
        validators=[not_too_large],
    )


class SaveForm(forms.Form):
    """The questions that the comparison raises; only those that apply are asked.

    `mode` when people are missing from the file, `registered` when the file has a KPJ column, `seen` when
    rows have warnings.
    """

    mode = forms.ChoiceField(
        label=_("Some people on the list are not in this file. The file is …"),
        choices=[
            (UploadMode.PARTIAL, _("a part of the list: nobody leaves")),
            (
                UploadMode.FULL,
                _("the whole list: those missing are proposed to leave, decided one by one later"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    roster_date = forms.DateField(
        label=_("List as of"), widget=DayInput, help_text=_("New people count as listed from this day.")
    )
    registered = forms.ChoiceField(
        label=_("The file has KPJ numbers. Are these people already registered through this agency?"),
        choices=[
            ("no", _("No, or not known: a KPJ may come from an earlier job")),
            ("yes", _("Yes, everybody in the file with a KPJ")),
        ],
        widget=forms.RadioSelect,
        initial="no",
    )
    registered_on = forms.DateField(label=_("Registered since"), widget=DayInput, required=False)
    seen = forms.BooleanField(label=_("I have looked at the rows with warnings; they are right as they are."))

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial", {"mode": upload.mode, "roster_date": upload.roster_date, "registered": "no"}
        )
        super().__init__(*args, **kwargs)
        if not upload.counts.get("missing"):
            del self.fields["mode"]
        if not upload.has_kpj_column:
            del self.fields["registered"], self.fields["registered_on"]
        if not upload.counts.get("warnings"):
            del self.fields["seen"]

    def clean_roster_date(self) -> dt.date:
        return _not_in_future(self.cleaned_data["roster_date"])

    def clean_registered_on(self) -> dt.date | None:
        day = self.cleaned_data["registered_on"]
        return day and _not_in_future(day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        undated = not cleaned.get("registered_on") and "registered_on" not in self.errors
        if cleaned.get("registered") == "yes" and undated:
            self.add_error("registered_on", _("Say since when they are registered."))
        if cleaned.get("registered") != "yes":
            cleaned["registered_on"] = None
        return cleaned


def _not_in_future(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise ValidationError(_("This day lies in the future."))
    return day
