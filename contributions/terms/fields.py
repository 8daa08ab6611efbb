"""Rupiah, percent and months as people here type them."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contributions.billing.due import FIRST_MONTH
from enrolment.spreadsheets.money import plain_amount
from enrolment.workers.registering_forms import MonthInput

YEARS_AHEAD = 5
MOST = Decimal(10**12)


LONGEST = 40  # characters


class TypedField(forms.Field):
    """An optional figure that is typed as text."""

    def __init__(self, **kwargs: Any) -> None:
        inputs = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"required": False, "widget": inputs} | kwargs)

    def typed(self, value: Any) -> str:
        """What was typed; empty where nothing was. Too long for any figure: a sign that is none."""
        text = str(value or "").strip()
        return text if len(text) <= LONGEST else "?"


class RupiahField(TypedField):
    """`1.574.074`, `Rp 16.200,50`, `3000000`: a Decimal above zero with two places, None where empty."""

    def to_python(self, value: Any) -> Decimal | None:
        text = self.typed(value)
        if not text:
            return None
        amount = Decimal(plain_amount(text) or 0)
        if not 0 < amount < MOST:
            raise ValidationError(_("Write rupiah in figures, as 3.000.000."), code="invalid")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """A stored amount in Indonesian figures; what was typed stays as typed."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
        return text.removesuffix(",00")


class PercentField(TypedField):
    """`40`, `33,5`, `12.25 %`: a Decimal from 0 to 100 with two places at most, 0 where empty."""

    def to_python(self, value: Any) -> Decimal:
        text = self.typed(value).replace("%", "").replace(",", ".").strip()
        try:
            percent = Decimal(text or 0) if text.isascii() else Decimal("NaN")
        except InvalidOperation:
            percent = Decimal("NaN")
        if not percent.is_finite() or not 0 <= percent <= 100 or percent != round(percent, 2):
            raise ValidationError(_("Write a percentage from 0 to 100."), code="invalid")
        return percent

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}".replace(".", ",") if value else ""


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
