"""Rupiah and percent as people here type them, for every form that asks for them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures
from enrolment.spreadsheets.money import plain_amount

NO_MONEY = _("“%(text)s” is no amount in rupiah. Write it like 1.574.074 or 16.200,50.")
NOTHING = _("The amount must be above zero.")
NO_PERCENT = _("“%(text)s” is no percentage. Write it like 0,24.")
TOO_MUCH = _("A share is at most 100 %%; “%(text)s” is more.")
MOST = Decimal(10) ** 12


class TypedField(forms.CharField):
    """Text that a reader turns into a number; `empty` is what nothing typed gives."""

    hint = "decimal"

    def __init__(self, *, empty: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": self.hint, "autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)
        self.empty = empty

    def read(self, text: str) -> Any:
        """The number, or ValidationError. `text` has no white space around it and is not empty."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.read(text) if text else self.empty

    def prepare_value(self, value: Any) -> Any:
        """A stored number as the page around it writes numbers: `1.574.074,5`, in English `1,574,074.5`."""
        if not isinstance(value, Decimal):
            return value
        whole = value == value.to_integral_value()
        return figures.number(value, 0) if whole else figures.number(value.normalize())


class MoneyField(TypedField):
    """Rupiah in Indonesian or English typing: `1.574.074`, `Rp 16.200,50`, `3000000`; a Decimal with two
    places, below `most`. Nothing at all is an amount only with `zero`."""

    def __init__(self, *, zero: bool = False, most: Decimal = MOST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zero, self.most = zero, most

    def read(self, text: str) -> Decimal:
        found = plain_amount(text)
        if found is None or Decimal(found) >= self.most:
            raise ValidationError(NO_MONEY % {"text": text}, code="money")
        if not Decimal(found) and not self.zero:
            raise ValidationError(NOTHING, code="nothing")
        return Decimal(found)


class PercentField(TypedField):
    """A share in percent, 0 to 100: `0,24`, `12.25 %`; a Decimal with `places` at most."""

    def __init__(self, *, places: int = 4, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.places = places

    def read(self, text: str) -> Decimal:
        bare = text.replace("%", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
        whole, _point, places = bare.partition(".")
        if not (bare.isascii() and whole.isdigit() and (places.isdigit() or not places)) or len(bare) > 12:
            raise ValidationError(NO_PERCENT % {"text": text}, code="percent")
        if Decimal(bare) > 100:
            raise ValidationError(TOO_MUCH % {"text": text}, code="share")
        if len(places.rstrip("0")) > self.places:
            raise ValidationError(NO_PERCENT % {"text": text}, code="percent")
        return Decimal(bare)
