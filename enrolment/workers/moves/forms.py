"""What a move of many needs to know: a day, a reason, a note."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.forms import DayInput
from enrolment.models import EndReason
from enrolment.workers.moves.actions import END_REASONS, not_ahead

NOTE_LENGTH = 300


class PastDayField(forms.DateField):
    """A day that has come."""

    widget = DayInput

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day:
            not_ahead(day)
        return day


def note(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=NOTE_LENGTH, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)


class SubmitForm(forms.Form):
    submitted_on = PastDayField(
        label=_("Handed to BPJS on"),
        initial=timezone.localdate,
        help_text=_("The day on which the data were uploaded to SIPP or brought to the branch."),
    )
    note = note(label=_("Note"), required=False, help_text=_("For example the number of the letter."))


class TakeBackForm(forms.Form):
    note = note(
        label=_("Why"), help_text=_("For example: the portal refused them. It stands in the history.")
    )


class EndManyForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", "—"), *((reason.value, reason.label) for reason in END_REASONS)]
    )
    ended_on = PastDayField(
        label=_("No longer counted from"),
        help_text=_("The first day without these workers: the day after the last working day."),
    )
    note = note(label=_("Note"), required=False)

    @property
    def reason_name(self) -> str:
        return str(EndReason(self.cleaned_data["reason"]).label)
