"""Months from which something is dated by law."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enrolment.workers.registering_forms import MonthInput

MONTHS = ["%Y-%m", "%m-%Y", "%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
YEARS = range(1990, 2101)
"""From the first Jamsostek to what nobody has enacted yet."""
FIRST_DAY = _(
    "What is dated here begins with the first day of a month. Write 01-%(month)s, or the month alone."
)
NO_MONTH = _("This is no month. Write it like 2026-01.")
FAR_AWAY = _("This is too far away. Look at the year again.")


def first_of_month(day: dt.date) -> dt.date:
    """The day itself; ValidationError where it is no first of a month, or of no year that rates are of."""
    if day.year not in YEARS:
        raise ValidationError(FAR_AWAY, code="year")
    if day.day != 1:
        raise ValidationError(FIRST_DAY % {"month": day.strftime("%m-%Y")}, code="first_day")
    return day


class MonthField(forms.DateField):
    """A month by its first day: `2021-02`, `02-2021`, or that day itself."""

    widget = MonthInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=MONTHS, error_messages={"invalid": NO_MONTH}, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        found = super().clean(value)
        return first_of_month(found) if found else None
