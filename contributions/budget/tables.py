"""The agencies of a city, each with what its year costs."""

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures
from agencies.pages.tables import BaseTable, NumberColumn, RupiahColumn
from contributions.budget.pages import sums_of
from contributions.budget.reckoning import Budget
from contributions.budget.words import HINDRANCES

NOTE = '{}<span class="cell-note">{}</span>'


def row_of(one: Budget) -> dict[str, Any]:
    """What the table sorts by."""
    sums = sums_of(one)
    return {
        "one": one,
        "name": one.agency.name,
        "registered": one.people.registered,
        "missing": one.people.missing,
        **{name: -1 if amount is None else amount for name, amount in sums.items()},
    }


class AgencyBudgetTable(BaseTable):
    """What is not known is a dash, and sorts below zero."""

    caption = _("Agencies")
    noun = _("agencies")
    empty = _("No agency has people on its list, or has declared any.")
    per_page_choices = (50, 100)

    name = tables.Column(verbose_name=_("Agency"))
    registered = NumberColumn(verbose_name=_("Registered"))
    month = RupiahColumn(verbose_name=_("A month"))
    year = RupiahColumn(verbose_name=_("The year"))
    missing = NumberColumn(verbose_name=_("Still missing"))
    rest = RupiahColumn(verbose_name=_("They, the rest of the year"))
    full = RupiahColumn(verbose_name=_("Everybody, twelve months"))

    def __init__(self, budgets: Iterable[Budget], *args: Any, year: int, **kwargs: Any) -> None:
        self.query = {"year": str(year)}
        kwargs.setdefault("order_by", "-full")
        super().__init__([row_of(one) for one in budgets], *args, **kwargs)

    def render_name(self, record: dict[str, Any]) -> SafeString:
        one = record["one"]
        url = reverse("agency_budget", args=[one.agency.code], query=self.query)
        name = format_html('<a href="{}">{}</a>', url, one.agency.name)
        return format_html(NOTE, name, note_of(one)) if note_of(one) else name

    def render_month(self, value: Any) -> str:
        return money(value)

    def render_year(self, value: Any) -> str:
        return money(value)

    def render_rest(self, value: Any) -> str:
        return money(value)

    def render_full(self, value: Any) -> str:
        return money(value)


def money(value: Any) -> str:
    return figures.rupiah(None if value < 0 else value)


def note_of(one: Budget) -> str:
    """Why its cost is not known, or which base it was reckoned with."""
    if one.hindrance:
        return str(HINDRANCES[one.hindrance])
    words = []
    if one.base is not None:
        words.append(gettext("base %(amount)s") % {"amount": figures.rupiah(one.base)})
    if one.served_by:
        words.append(gettext("paid through the group %(name)s") % {"name": one.served_by})
    return ", ".join(words)
