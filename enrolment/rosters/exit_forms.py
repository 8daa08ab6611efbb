"""The decision on proposed exits: one by one, and one answer for many."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.forms import AgencyChoiceField, DayInput, agency_label
from enrolment.claims.opening import ONE_BY_ONE
from enrolment.models import EndReason
from enrolment.rosters.exits import Leaving
from enrolment.workers.leaving_forms import others_of

STAYS = "stays"
FUTURE = _("The day lies in the future. Record the end when it has come.")
OTHERS = "other-agencies"  # the id of the page's one list of names


class LeavingForm(forms.Form):
    """The decision on one proposed exit. `places`: what stands in the list of agencies -> the agency."""

    STAYS = STAYS
    decision = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=[("", _("Decide later")), (STAYS, _("Stays on the list")), *EndReason.choices],
    )
    ended_on = forms.DateField(label=_("No longer counts from"), widget=DayInput, required=False)
    moved_to = forms.CharField(
        label=_("Moved to (agency of this city; empty for elsewhere)"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"list": OTHERS, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, listed_on: dt.date, places: dict[str, Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed_on, self.places = listed_on, places

    def clean_moved_to(self) -> Agency | None:
        typed = " ".join(self.cleaned_data["moved_to"].split())
        if typed and typed not in self.places:
            raise forms.ValidationError(_("Choose an agency from the list, or leave this empty."))
        return self.places.get(typed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decision, day = cleaned.get("decision"), cleaned.get("ended_on")
        if decision and decision != self.STAYS:
            if not day and "ended_on" not in self.errors:
                self.add_error("ended_on", _("Say from which day."))
            elif day and day < self.listed_on:
                self.add_error("ended_on", _("This lies before the day the person was listed or registered."))
            elif day and day > timezone.localdate():
                self.add_error("ended_on", FUTURE)
        return cleaned

    @property
    def leaving(self) -> Leaving | None:
        """The decision, None for who stays or waits."""
        data = self.cleaned_data
        if data.get("decision") in ("", None, self.STAYS):
            return None
        moved_to = data.get("moved_to") if data["decision"] == EndReason.MOVED else None
        return Leaving(data["decision"], data["ended_on"], moved_to)


class BulkForm(forms.Form):
    """One answer for many proposals. It stands folded in the form of the single ones: what a browser asks
    for there, unseen, would keep it from sending them."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("For all of them"),
        choices=[("", "—"), (STAYS, _("Stay on the list")), *EndReason.choices],
    )
    ended_on = forms.DateField(
        label=_("No longer counted from"),
        widget=DayInput,
        required=False,
        help_text=_("The first day without them. Not needed for those who stay."),
    )
    moved_to = AgencyChoiceField(
        label=_("Moved to"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("an agency that is not in this list"),
        help_text=_("Only when moved. They stay on the list until the city agrees."),
    )

    def __init__(self, *args: Any, agency: Agency, count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count  # of those it is for
        self.fields["moved_to"].queryset = others_of(agency)

    def clean_decision(self) -> str:
        decision = self.cleaned_data["decision"]
        if decision == EndReason.DIED and self.count > 1:
            raise forms.ValidationError(ONE_BY_ONE)
        return decision

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = cleaned.get("ended_on")
        if cleaned.get("decision") not in ("", None, STAYS) and "ended_on" not in self.errors:
            if day is None:
                self.add_error("ended_on", _("Say from which day."))
            elif day > timezone.localdate():
                self.add_error("ended_on", FUTURE)
        if cleaned.get("decision") != EndReason.MOVED:
            cleaned["moved_to"] = None
        return cleaned

    @property
    def stay(self) -> bool:
        return self.cleaned_data["decision"] == STAYS

    @property
    def leaving(self) -> Leaving:
        data = self.cleaned_data
        return Leaving(data["decision"], data["ended_on"], data["moved_to"])

    @property
    def reason_name(self) -> str:
        return "" if self.stay else str(EndReason(self.cleaned_data["decision"]).label)


def places_of(agency: Agency) -> dict[str, Agency]:
    """Names as they stand in the list -> agency; namesakes differ in what they belong to."""
    return {" ".join(agency_label(other).split()): other for other in others_of(agency)}
