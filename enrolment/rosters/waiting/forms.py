"""What is asked about bad rows: the days of a daily wage, the reason for dropping."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.models import DropReason
from enrolment.rosters.waiting.plans import DAYS

# The system's own reason is none that people choose.
REASONS = [(r.value, r.label) for r in DropReason if r != DropReason.SUPERSEDED]


class DaysForm(forms.Form):
    """How many days of work make a month's wage."""

    days = forms.IntegerField(label=_("Days of work in a month"), min_value=DAYS[0], max_value=DAYS[-1])


class DropForm(forms.Form):
    """Why rows are put aside; another reason wants words."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == DropReason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Say in a few words why."))
        return cleaned
