"""Forms for leaving the list and coming back to it."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.forms import DayInput
from enrolment.models import EndReason, Enrolment
from enrolment.workers.actions import check_end


class EndForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *EndReason.choices])
    ended_on = forms.DateField(
        label=_("No longer counted from"),
        widget=DayInput,
        help_text=_("The first day without this worker: the day after the last working day."),
    )

    def __init__(self, *args, spell: Enrolment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.spell = spell

    def clean_ended_on(self) -> dt.date:
        day = self.cleaned_data["ended_on"]
        check_end(self.spell, day)
        return day

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
