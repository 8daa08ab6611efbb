"""Money and kode iuran as people type them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures
from contributions.payments.actions import LARGEST
from enrolment.spreadsheets.money import plain_amount

CODE = re.compile(r"[0-9]{6,20}")


class MoneyField(forms.CharField):
    """Rupiah in figures, Indonesian or English style: "1.574.074", "Rp 16.200,50"; gives a Decimal.

    `zero`: nothing is an amount, too."""

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        self.zero = zero
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return figures.number(value, 0 if value == value.to_integral_value() else 2)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text and not self.required:
            return Decimal() if self.zero else None
        read = plain_amount(text)
        amount = Decimal(read) if read else None
        if amount is None or amount >= LARGEST or not (amount or self.zero):
            raise forms.ValidationError(_("Write the amount in figures, for example 1.620.000 or 16.200,50."))
        return amount


class CodeField(forms.CharField):
    """A kode iuran: 6 to 20 digits, however they are set apart."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Kode iuran"))
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault(
            "widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "nik"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-]", "", super().clean(value))
        if digits and not (digits.isascii() and CODE.fullmatch(digits)):
            raise forms.ValidationError(_("A kode iuran has 6 to 20 digits."))
        return digits


class EvidenceField(forms.FileField):
    """A scan or a PDF; its bytes are checked where it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 255)
        kwargs.setdefault("help_text", _("PDF, JPG or PNG, at most 10 MB."))
        accepted = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        kwargs.setdefault("widget", forms.FileInput({"accept": accepted}))
        super().__init__(**kwargs)
