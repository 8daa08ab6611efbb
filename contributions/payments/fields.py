"""Kode iuran as people type it, and proofs."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CODE = re.compile(r"[0-9]{6,20}")


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
