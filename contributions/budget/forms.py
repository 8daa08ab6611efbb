"""What a budget page is asked for, in the query string: the year, and what if."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models.groups import Programme
from contributions.billing.typed import MoneyField, TypedField
from contributions.budget.heads import Assumed
from contributions.budget.reckoning import Plan

FIRST_YEAR = 2014
MOST = 10_000_000  # heads; there are fewer workers in any city
NO_COUNT = _("“%(text)s” is no number of workers.")


def years(today: dt.date) -> range:
    """From the first year of BPJS Ketenagakerjaan to the one that is being budgeted."""
    return range(FIRST_YEAR, today.year + 3)


class CountField(TypedField):
    """Heads: `3.500`, `3500`, `3,500`."""

    hint = "numeric"

    def read(self, text: str) -> int:
        plain = text.replace(".", "").replace(",", "").replace(" ", "")
        if not (plain.isascii() and plain.isdigit()) or int(plain) > MOST:
            raise ValidationError(NO_COUNT % {"text": text}, code="count")
        return int(plain)


class BudgetForm(forms.Form):
    """The year, and the what-if: what is left empty stays as it is."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)
    base = MoneyField(zero=True, label=_("What if the base were (Rp)"), required=False)
    programmes = forms.MultipleChoiceField(
        label=_("What if with"),
        choices=[(one.value, one.label) for one in (Programme.JHT, Programme.JP)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    workers = CountField(label=_("What if so many workers"), required=False)

    def __init__(self, data: Any, today: dt.date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["year"].choices = [(one, str(one)) for one in reversed(years(today))]
        self.fields["year"].initial = today.year

    @property
    def plan(self) -> Plan:
        """The year asked for, else this one; forecast from this month on."""
        wanted = self.cleaned_data.get("year") or self.today.year
        return Plan(wanted, self.today.replace(day=1))

    @property
    def assumed(self) -> Assumed:
        cleaned = self.cleaned_data
        return Assumed(cleaned.get("base") or None, tuple(cleaned.get("programmes", ())))

    @property
    def words(self) -> list[str]:
        """What is searched among the agencies."""
        return self.cleaned_data.get("q", "").casefold().split()

    @property
    def heads(self) -> int | None:
        return self.cleaned_data.get("workers")

    @property
    def asks_what_if(self) -> bool:
        return bool(self.assumed.base or self.assumed.programmes or self.heads is not None)


def asked(request: HttpRequest) -> BudgetForm:
    """The form of the page; nonsense in a field is said beside it and asks for nothing."""
    today = timezone.localdate()
    data = request.GET.copy()
    data.setdefault("year", str(today.year))
    form = BudgetForm(data, today)
    form.is_valid()
    return form
