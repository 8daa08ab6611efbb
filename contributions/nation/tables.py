"""Provinces or cities side by side as a table: figures beside a bar, a trend and the state of the data."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures, markup
from agencies.pages.tables import BarColumn, BaseTable, NumberColumn
from contributions.coverage.funnel import Funnel
from contributions.coverage.tables import NOTE, gap_cell, no_data, with_day
from contributions.coverage.worded import span_in_words
from contributions.nation import told, wording
from contributions.nation.places import Place

RATE = '{}<span class="cell-note">{}</span><span class="cell-note">{}</span>'
STATES = {"th": {"class": "data-state"}, "td": {"class": "data-state"}}
RATES = {"th": {"class": "num"}, "td": {"class": "num rate-cell"}}
TRENDS = {"td": {"class": "trend-cell"}}
STATED, TOLD = "contributions/nation/stated_bar.html", "contributions/nation/told.html"


class ActiveColumn(NumberColumn):
    """People whose last due month is paid, and beneath them who is in arrears. A dash where nobody is
    registered, "no data" where nobody keeps contributions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), **kwargs)

    def render(self, value: int | None, record: Place) -> str:
        staff: Funnel = record.sums.staff
        if value is None:
            return no_data() if staff.registered else "–"
        late = markup.badge("in_arrears", figures.number(staff.arrears)) if staff.arrears else ""
        return format_html(NOTE, figures.number(value), late) if late else figures.number(value)


class PlaceTable(BaseTable):
    """In official order. A place without figures here is hatched, and what was stated about it stands in its
    row; never a zero."""

    caption = _("Regencies and cities")
    noun = _("regencies and cities")
    empty = _("No place matches.")
    phone = "cards"
    per_page_choices = (50, 100)

    place = tables.Column(
        verbose_name=_("Regency or city"), accessor="region__code", attrs={"td": {"class": "place-name"}}
    )
    bar = BarColumn(verbose_name=_("Protection"), accessor="sums__bar")
    listed = NumberColumn(verbose_name=_("Listed"), accessor="sums__staff__listed")
    registered = NumberColumn(verbose_name=_("Registered"), accessor="sums__staff__registered")
    active = ActiveColumn(verbose_name=_("Active"), accessor="sums__staff__active")
    rate = NumberColumn(
        verbose_name=_("Rate by worker"), accessor="sums__share", empty_values=(), attrs=RATES
    )
    gap = NumberColumn(verbose_name=_("Not protected yet"), accessor="sums__gaps", empty_values=())
    trend = tables.Column(
        verbose_name=_("Trend"), accessor="sums__as_of", orderable=False, empty_values=(), attrs=TRENDS
    )
    agencies = tables.Column(
        verbose_name=_("Agencies"), accessor="sums__with_roster", empty_values=(), attrs=STATES,
        initial_sort_descending=True,
    )  # fmt: skip

    def __init__(self, places: Any, *args: Any, as_of: dt.date, **kwargs: Any) -> None:
        self.as_of = as_of
        kwargs.setdefault("order_by", "place")
        rows = {"class": lambda record: "" if record.known else "is-silent"}
        super().__init__(places, *args, row_attrs=rows, **kwargs)

    def render_bar(self, value: dict, record: Place) -> str:
        if record.known:
            return markup.coverage_bar(value, "row")
        stated = told.bar_of(record)
        if not stated:
            bar = markup.coverage_bar(value, "row")
            return format_html("{}{}", bar, render_to_string(TOLD, {"lines": told.lines_of(record)}))
        lines = told.lines_of(record, without=stated.figures)
        more = render_to_string(TOLD, {"lines": lines}) if lines else ""
        return format_html("{}{}", render_to_string(STATED, {"bar": stated, "in_row": True}), more)

    def render_place(self, value: str, record: Place) -> str:
        url = with_day("region_detail", value, self.as_of)
        note = " · ".join(filter(None, (value, wording.using_of(record))))
        return format_html(NOTE, format_html('<a href="{}">{}</a>', url, record.region.name), note)

    def render_registered(self, record: Place) -> str:
        return figures.number(record.sums.staff.registered) if record.known else "–"

    def render_rate(self, record: Place) -> str | SafeString:
        return format_html_join("", RATE, wording.rates_of(record.sums)) or "–"

    def render_gap(self, value: tuple[int, ...], record: Place) -> str:
        return gap_cell(span_in_words(value), record.sums.staff)

    def render_trend(self, record: Place) -> str:
        return trend_cell(record) if record.known else "–"

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

    place = tables.Column(
        verbose_name=_("Province"), accessor="region__code", attrs={"td": {"class": "place-name"}}
    )

    class Meta:
        sequence = ("place", "...")


def trend_cell(place: Place) -> SafeString:
    """The trend as a picture, and in words what it comes to."""
    shown = {"line": wording.trend_of(place), "note": wording.since_first(place)}
    return render_to_string("contributions/nation/sparkline.html", shown)
