"""Months from which terms may count."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.billing.due import FIRST_MONTH
from enrolment.workers.registering_forms import MonthInput

YEARS_AHEAD = 5


class MonthField(forms.DateField):
    """A month as its first day, from January 2014 to five years ahead."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m", "%m-%Y", "%m/%Y", "%Y-%m-%d"]
        super().__init__(**{"input_formats": formats, "widget": MonthInput} | kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        found = super().to_python(value)
        if found is None:
            return None
        if not FIRST_MONTH <= found <= dt.date(timezone.localdate().year + YEARS_AHEAD, 12, 31):
            raise ValidationError(_("This is too far away. Look at the year again."), code="too_far")
        return found.replace(day=1)
