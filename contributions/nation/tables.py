"""Provinces or cities side by side as a table: figures beside a bar, a trend and the state of the data."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures, markup
from agencies.pages.tables import BarColumn, BaseTable, NumberColumn
from contributions.coverage.funnel import Funnel
from contributions.coverage.tables import NOTE, ListedColumn, gap_cell, no_data, with_day
from contributions.coverage.worded import span_in_words
from contributions.nation import wording
from contributions.nation.places import Place

RATE = '{}<span class="cell-note">{}</span><span class="cell-note">{}</span>'
STATES = {"th": {"class": "data-state"}, "td": {"class": "data-state stays"}}
FIRST_TOLD = 3


class StateColumn(NumberColumn):
    """People in one state of contributions; a dash where nobody is registered, "no data" where nobody keeps
    them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), **kwargs)

    def render(self, value: int, record: Place) -> str:
        staff: Funnel = record.sums.staff
        if staff.active is None:
            return no_data() if staff.registered else "–"
        return figures.number(value)


class PlaceTable(BaseTable):
    """In official order. A place without figures here is hatched, and what was stated about it stands in its
    row; never a zero."""

    caption = _("Regencies and cities")
    noun = _("regencies and cities")
    empty = _("No place matches.")
    phone = "cards"
    per_page_choices = (50, 100)

    code = tables.Column(verbose_name=_("Code"), accessor="region__code")
    name = tables.Column(verbose_name=_("Regency or city"), accessor="region__name")
    bar = BarColumn(verbose_name=_("Protection"), accessor="sums__bar")
    listed = ListedColumn(verbose_name=_("Listed"), accessor="sums__staff__listed")
    registered = NumberColumn(verbose_name=_("Registered"), accessor="sums__staff__registered")
    active = StateColumn(verbose_name=_("Active"), accessor="sums__staff__active")
    arrears = StateColumn(verbose_name=_("In arrears"), accessor="sums__staff__arrears")
    rate = NumberColumn(verbose_name=_("Rate by worker"), accessor="sums__share", empty_values=())
    gap = NumberColumn(verbose_name=_("Not protected yet"), accessor="sums__gaps", empty_values=())
    trend = tables.Column(verbose_name=_("Trend"), accessor="pk", orderable=False, empty_values=())
    agencies = tables.Column(
        verbose_name=_("Agencies"), accessor="sums__with_roster", empty_values=(), attrs=STATES,
        initial_sort_descending=True,
    )  # fmt: skip

    def __init__(self, places: Any, *args: Any, as_of: dt.date, **kwargs: Any) -> None:
        self.as_of = as_of
        kwargs.setdefault("order_by", "code")
        rows = {"class": lambda record: "" if record.known else "is-silent"}
        super().__init__(places, *args, row_attrs=rows, **kwargs)

    def render_bar(self, value: dict, record: Place) -> str:
        template = "contributions/nation/told.html"
        told = "" if record.known else render_to_string(template, {"place": record, "told": told_of(record)})
        return format_html("{}{}", markup.coverage_bar(value, "row"), told)

    def render_name(self, value: str, record: Place) -> str:
        url = with_day("region_detail", record.region.code, self.as_of)
        link = format_html('<a href="{}">{}</a>', url, value)
        note = wording.using_of(record)
        return format_html(NOTE, link, note) if note else link

    def render_registered(self, record: Place) -> str:
        return figures.number(record.sums.staff.registered) if record.known else "–"

    def render_rate(self, record: Place) -> str | SafeString:
        return format_html_join("", RATE, wording.rates_of(record.sums)) or "–"

    def render_gap(self, value: tuple[int, ...], record: Place) -> str:
        return gap_cell(span_in_words(value), record.sums.staff)

    def render_trend(self, record: Place) -> str:
        return trend_cell(record) or "–"

    def render_agencies(self, record: Place) -> str:
        place = record.sums
        if not place.agency_count:
            return "–"
        notes = [wording.freshness(place), wording.registered_of(place) if record.known else ""]
        lines = format_html_join("", '<span class="cell-note">{}</span>', ((note,) for note in notes if note))
        return format_html("{}{}", wording.lists_of(place), lines)


class ProvinceTable(PlaceTable):
    caption = _("Provinces")
    noun = _("provinces")

    class Meta:
        sequence = ("code", "name", "...")

    name = tables.Column(verbose_name=_("Province"), accessor="region__name")


def trend_cell(place: Place) -> str:
    """The trend as a picture, and in words what it comes to."""
    shown = {"line": wording.trend_of(place), "note": wording.since_first(place)}
    return render_to_string("contributions/nation/sparkline.html", shown).strip()


def told_of(place: Place) -> list[tuple[str | Promise, str, str, str]]:
    """(whose and what, the number or the words as printed, source, day) of the first that were stated."""
    return [
        (
            figure.get_metric_display(),
            f"“{figure.value_text}”" if figure.value is None else figures.number(figure.value, 0),
            figure.source,
            figures.short_day(figure.as_of),
        )
        for figure in place.told[:FIRST_TOLD]
    ]
