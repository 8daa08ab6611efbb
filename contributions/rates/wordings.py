"""Choices by their words, in either language, for files that people fill in."""

from functools import cache

from django import forms
from django.conf import settings
from django.utils.translation import override

from agencies.members.workbook import header_word

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


@cache
def keys_of_choices(form: type[forms.ModelForm], name: str) -> dict[str, str]:
    """Word → key of a field with choices; none for other fields."""
    field = form.base_fields.get(name)
    if not hasattr(field, "choices") or isinstance(field, forms.ModelChoiceField):
        return {}
    known: dict[str, str] = dict(ROMAN) if name == "risk" else {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for key, label in field.choices:
                if key != "":
                    known |= {header_word(str(key)): str(key), header_word(str(label)): str(key)}
    return known
