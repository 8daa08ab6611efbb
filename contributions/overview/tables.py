"""The tables of a month: a row per agency, or per city of a province."""

import datetime as dt
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from agencies.pages import figures, markup
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, NumberColumn, RupiahColumn
from contributions.billing.standing import Standing
from contributions.billing.wording import sign_of
from contributions.overview.line import Line
from contributions.overview.sums import City
from contributions.overview.words import agencies_words, delay_words, difference_words

NOTE = '{}<span class="cell-note">{}</span>'


class ByStanding(tables.Column):
    """Sorted by how far behind a month is, not by its word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, order_by="behind", empty_values=(), **kwargs)


class MonthTable(BaseTable):
    """Lines of one month. `regions`: name each agency's city, where they are of several."""

    caption = _("The month by agency")
    noun = _("agencies")
    empty = _("No agency fits these filters.")
    per_page_choices = (50, 100, 25)

    name = tables.Column(verbose_name=_("Agency"), attrs={"td": {"class": "agency-name"}})
    standing = ByStanding(verbose_name=_("State"))
    workers = NumberColumn(verbose_name=_("Workers"))
    total = RupiahColumn(verbose_name=_("Our computation"), accessor="sums__total", empty_values=())
    billed = RupiahColumn(verbose_name=_("BPJS's bill"))
    paid = RupiahColumn(verbose_name=_("Paid"), accessor="sums__paid", empty_values=())
    balance = RupiahColumn(verbose_name=_("Still to pay"), empty_values=())
    arrears = RupiahColumn(verbose_name=_("Arrears today"), empty_values=())

    def __init__(self, *args: Any, month: dt.date, regions: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month, self.regions = month, regions

    def render_name(self, value: str, record: Line) -> SafeString:
        url = address("agency_contribution_month", record.agency.code, f"{self.month:%Y-%m}")
        name = format_html('<a href="{}">{}</a>', url, value) if url else value
        notes = [str(AgencyKind(record.agency.kind).label)]
        if self.regions:
            notes.append(record.agency.region.name)
        if record.served_by:
            notes.append(gettext("paid through %(agency)s") % {"agency": record.served_by})
        return format_html(NOTE, name, " · ".join(notes))

    def render_standing(self, record: Line) -> SafeString | str:
        if record.standing == Standing.MISSING and not record.waits_for_computing:
            return "–"
        sign = markup.badge(sign_of(record.standing))
        return format_html(NOTE, sign, " · ".join(delay_words(record)))

    def render_total(self, value: Decimal, record: Line) -> SafeString | str:
        if not record.is_computed:
            return "–"
        base = gettext("base %(amount)s") % {"amount": figures.rupiah(record.sums["base"])}
        return format_html(NOTE, figures.rupiah(value), base)

    def render_billed(self, value: Decimal, record: Line) -> SafeString:
        return format_html(NOTE, figures.rupiah(value), difference_words(record.difference))

    def render_paid(self, value: Decimal, record: Line) -> SafeString | str:
        paid = figures.rupiah(value) if record.months else "–"
        if not record.credit:
            return paid
        credit = gettext("%(amount)s too much") % {"amount": figures.rupiah(record.credit)}
        return format_html(NOTE, paid, credit)

    def render_balance(self, value: Decimal, record: Line) -> str:
        return figures.rupiah(value) if record.months else "–"

    def render_arrears(self, value: Decimal, record: Line) -> SafeString | str:
        if not value:
            return "–"
        oldest = record.debts[0].month
        since = gettext("since %(month)s") % {"month": figures_month(oldest)}
        return format_html(NOTE, figures.rupiah(value), since)


def figures_month(month: dt.date) -> str:
    """A month written short, as days are in tables: `Feb 2020`."""
    return figures.short_day(month).partition(" ")[2]


class CityTable(BaseTable):
    """A month of the cities and regencies of a province."""

    caption = _("The month by regency and city")
    noun = _("regencies and cities")
    per_page_choices = (50, 100)

    name = tables.Column(verbose_name=_("Regency or city"), accessor="region__name", order_by="region__code")
    computed = NumberColumn(verbose_name=_("Agencies computed"), accessor="sums__computed")
    workers = NumberColumn(verbose_name=_("Workers"), accessor="sums__workers")
    total = RupiahColumn(verbose_name=_("Our computation"), accessor="sums__total")
    billed = RupiahColumn(verbose_name=_("BPJS's bill"), accessor="sums__billed")
    paid = RupiahColumn(verbose_name=_("Paid"), accessor="sums__paid")
    balance = RupiahColumn(verbose_name=_("Still to pay"), accessor="sums__balance")
    arrears = RupiahColumn(verbose_name=_("Arrears today"), accessor="sums__arrears")

    def __init__(self, *args: Any, month: dt.date, **kwargs: Any) -> None:
        rows = {"class": lambda record: "" if record.is_told else "is-silent"}
        super().__init__(*args, row_attrs=rows, **kwargs)
        self.month = month

    def render_name(self, value: str, record: City) -> SafeString:
        url = reverse("region_contribution_month", args=[record.region.code, self.month])
        name = format_html('<a href="{}">{}</a>', url, value)
        return name if record.is_told else format_html(NOTE, name, gettext("no data"))

    def render_computed(self, value: int, record: City) -> str:
        if not record.sums.agencies:
            return "–"
        return gettext("%(part)s of %(whole)s") % {
            "part": figures.number(value),
            "whole": figures.number(record.sums.agencies),
        }

    def render_workers(self, value: int, record: City) -> str:
        return figures.number(value) if record.sums.computed else "–"

    def render_total(self, value: Decimal, record: City) -> str:
        return figures.rupiah(value) if record.sums.computed else "–"

    def render_paid(self, value: Decimal, record: City) -> str:
        return figures.rupiah(value) if record.sums.owed else "–"

    def render_balance(self, value: Decimal, record: City) -> str:
        return figures.rupiah(value) if record.sums.owed else "–"

    def render_arrears(self, value: Decimal, record: City) -> SafeString | str:
        if not value:
            return "–"
        return format_html(NOTE, figures.rupiah(value), agencies_words(record.sums.late_agencies))
