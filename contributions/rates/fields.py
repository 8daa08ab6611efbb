"""Months, rupiah and percent as people type them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enrolment.spreadsheets.money import plain_amount
from enrolment.workers.registering_forms import MonthInput

MONTHS = ["%Y-%m", "%m-%Y", "%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
YEARS = range(1990, 2101)
"""From the first Jamsostek to what nobody has enacted yet."""
FIRST_DAY = _(
    "What is dated here begins with the first day of a month. Write 01-%(month)s, or the month alone."
)
FAR_AWAY = _("This is too far away. Look at the year again.")
NO_MONEY = _("“%(text)s” is no amount in rupiah. Write it like 1.574.074 or 16.200,50.")
NO_PERCENT = _("“%(text)s” is no percentage. Write it like 0,24.")
TOO_MUCH = _("A share is at most 100 %%; “%(text)s” is more.")
_LARGEST = Decimal(10) ** 12


def first_of_month(day: dt.date) -> dt.date:
    """The day itself; ValidationError where it is no first of a month, or of no year that rates are of."""
    if day.year not in YEARS:
        raise ValidationError(FAR_AWAY, code="year")
    if day.day != 1:
        raise ValidationError(FIRST_DAY % {"month": day.strftime("%m-%Y")}, code="first_day")
    return day


def amount_of(text: str) -> Decimal | None:
    """Rupiah in Indonesian or English typing, empty is None. ValidationError where it is no amount."""
    if not text.strip():
        return None
    found = plain_amount(text)
    if found is None or Decimal(found) >= _LARGEST:
        raise ValidationError(NO_MONEY % {"text": text[:40]}, code="money")
    return Decimal(found)


def percent_of(text: str) -> Decimal | None:
    """A share in percent, 0 to 100 with four places at most, empty is None. ValidationError otherwise."""
    bare = text.replace("%", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    if not bare:
        return None
    whole, _point, places = bare.partition(".")
    if not (whole.isdigit() and bare.isascii() and (places.isdigit() or not places)) or len(bare) > 12:
        raise ValidationError(NO_PERCENT % {"text": text[:40]}, code="percent")
    found = Decimal(bare)
    if found > 100:
        raise ValidationError(TOO_MUCH % {"text": text[:40]}, code="share")
    if len(places.rstrip("0")) > 4:
        raise ValidationError(NO_PERCENT % {"text": text[:40]}, code="percent")
    return found


class MonthField(forms.DateField):
    """A month by its first day: `2021-02`, `02-2021`, or that day itself."""

    widget = MonthInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=MONTHS, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        found = super().clean(value)
        return first_of_month(found) if found else None


class TypedField(forms.CharField):
    """Text that a reader turns into a number."""

    hint = "decimal"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": self.hint, "autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        return self.read(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is typed here: `1574074,50`."""
        if isinstance(value, Decimal):
            plain = f"{value:f}"
            plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
            return plain.replace(".", ",")
        return value


class MoneyField(TypedField):
    """Rupiah: `1.574.074`, `Rp 16.200,50`, `3000000`."""

    def prepare_value(self, value: Any) -> Any:
        """A stored amount in Indonesian typing, whatever the page's language: `1.574.074,5`."""
        plain = super().prepare_value(value)
        if isinstance(value, Decimal):
            whole, _comma, sen = plain.partition(",")
            return f"{int(whole):,}".replace(",", ".") + (f",{sen}" if sen else "")
        return plain

    def read(self, text: str) -> Decimal | None:
        return amount_of(text)


class PercentField(TypedField):
    """A share in percent: `0,24`."""

    def read(self, text: str) -> Decimal | None:
        return percent_of(text)
