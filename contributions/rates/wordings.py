"""Choices by their words, in either language, for files that people fill in; a record in one line."""

from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import override

from agencies.members.workbook import header_word
from agencies.models.groups import Programme, Segment
from agencies.pages import figures
from contributions.models import DueDate, MinimumWage, PenaltyRate, Rate
from contributions.rates.tables import ROMAN as NUMERALS
from contributions.rates.tables import percent, period_words
from enrolment.workers.wording import month_name

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


def record_words(record: Any) -> str:
    """Which record it is, with the months in force."""
    if isinstance(record, DueDate):
        return f"{month_name(record.month)}, {record.segment}: {figures.day(record.due_on)}"
    if isinstance(record, Rate):
        words = [Programme(record.programme).label, Segment(record.segment).label, NUMERALS.get(record.risk)]
        name = ", ".join(str(word) for word in words if word)
    elif isinstance(record, MinimumWage):
        name = f"{record.region}, {figures.rupiah(record.amount)}"
    else:
        name = percent(record.percent) if isinstance(record, PenaltyRate) else str(record)
    return f"{name}, {period_words(record.period)}"
