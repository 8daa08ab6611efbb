"""What is asked of a report: of which day and in which language; then the decision, who signs, to whom."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.models.places import RegionKind
from agencies.pages.forms import DayInput
from contributions.budget.forms import FIRST_YEAR
from contributions.models import Report
from contributions.reports.frozen import last_frozen
from enrolment.letters.signers import labour_office, place_in, read_nip

SIGNER = ("office", "title", "name", "rank", "nip", "place")


class PositionForm(forms.Form):
    """The day and the language, from which the proposal follows."""

    as_of = forms.DateField(label=_("Position as of"), widget=DayInput)
    language = forms.ChoiceField(label=_("Language of the report"), choices=settings.LANGUAGES)

    def clean_as_of(self) -> dt.date:
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="to_come")
        if day.year < FIRST_YEAR:
            raise ValidationError(_("BPJS Ketenagakerjaan has been there since 2014."), code="too_early")
        return day


class ReportForm(PositionForm):
    """Everything that the report needs beyond the figures. What is left empty is written by hand."""

    as_of = forms.DateField(widget=forms.HiddenInput)
    language = forms.ChoiceField(widget=forms.HiddenInput, choices=settings.LANGUAGES)
    decision = forms.CharField(
        label=_("The one decision that is asked"),
        max_length=600,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Proposed from the figures; write it as it is to be decided. No names of workers."),
    )
    recipient = forms.CharField(label=_("Addressed to"), max_length=160, required=False)
    office = forms.CharField(
        label=_("Office, for the letterhead"),
        max_length=160,
        required=False,
        help_text=_("For example: Dinas Tenaga Kerja dan Transmigrasi."),
    )
    title = forms.CharField(label=_("Position of the signer"), max_length=160, required=False)
    name = forms.CharField(label=_("Name of the signer"), max_length=160, required=False)
    rank = forms.CharField(label=_("Rank"), max_length=80, required=False)
    nip = forms.CharField(
        label=_("NIP"),
        max_length=30,
        required=False,
        help_text=_("18 digits; empty where the signer has none."),
    )
    place = forms.CharField(label=_("Place of signing"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with the form of the position, whose fields it repeats.
        super().__init__(*args, **{"auto_id": "report_%s", **kwargs})

    def clean_nip(self) -> str:
        return read_nip(self.cleaned_data["nip"])

    @property
    def asked(self) -> dict[str, Any]:
        """As `actions.ask` takes it."""
        cleaned = self.cleaned_data
        asked = {name: cleaned[name] for name in ("as_of", "language", "decision", "recipient")}
        return {**asked, "signer": {name: cleaned[name] for name in SIGNER}}


def position_of(region: Region) -> dict[str, Any]:
    """At first: the last frozen month's end, else today; in Indonesian."""
    return {"as_of": last_frozen(region) or timezone.localdate(), "language": "id"}


def remembered(region: Region, language: str) -> dict[str, Any]:
    """The signer of the city's last report, and whom the last one in this language went to; at first whom it
    goes to and where, and the office that sees to labour."""
    made = Report.objects.filter(region=region).order_by("-asked_at")
    last, alike = made.first(), made.filter(language=language).exclude(recipient="").first()
    signer = last.signer if last else {"place": place_in(region), "office": labour_office(region)}
    return {"recipient": alike.recipient if alike else _leader(region, language), **signer}


def _leader(region: Region, language: str) -> str:
    with translation.override(language):
        form = (
            gettext("Mayor of %(place)s")
            if region.kind == RegionKind.KOTA
            else gettext("Regent of %(place)s")
        )
    return form % {"place": place_in(region)}
