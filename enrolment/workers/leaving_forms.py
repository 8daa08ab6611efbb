"""Forms for leaving the list and coming back to it."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.forms import AgencyChoiceField, DayInput
from enrolment.models import EndReason, Enrolment
from enrolment.workers.actions import check_end


def others_of(agency: Agency) -> QuerySet[Agency]:
    """The agencies of the same city to which somebody may have moved."""
    there = Agency.objects.filter(region=agency.region_id).exclude(pk=agency.pk)
    return there.select_related("parent").order_by("name", "code")


class EndForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *EndReason.choices])
    ended_on = forms.DateField(
        label=_("No longer counted from"),
        widget=DayInput,
        help_text=_("The first day without this worker: the day after the last working day."),
    )

    moved_to = AgencyChoiceField(
        label=_("Moved to"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("an agency that is not in this list"),
        help_text=_(
            "Only when moved. The person stays on the list until the city agrees; registration and KPJ go"
            " along. Not in the list: the person leaves at once."
        ),
    )

    def __init__(self, *args, spell: Enrolment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spell = spell
        self.fields["moved_to"].queryset = others_of(spell.agency)

    def clean_ended_on(self) -> dt.date:
        day = self.cleaned_data["ended_on"]
        check_end(self.spell, day)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reason") != EndReason.MOVED:
            cleaned["moved_to"] = None
        return cleaned

    @property
    def target(self) -> Agency | None:
        """Where the person is said to have moved: then somebody else decides."""
        return self.cleaned_data.get("moved_to")

    @property
    def reason_name(self) -> str:
        return str(EndReason(self.cleaned_data["reason"]).label)

    @property
    def is_death(self) -> bool:
        return self.cleaned_data.get("reason") == EndReason.DIED


class ReturnForm(forms.Form):
    listed_on = forms.DateField(
        label=_("On the list again since"), widget=DayInput, initial=timezone.localdate,
        help_text=_("The first day from which the person counts again."),
    )  # fmt: skip
