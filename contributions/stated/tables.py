"""Stated figures over time, each beside ours of its day."""

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import StatedFigure
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NumberColumn
from agencies.records.contradictions import Finding, Kind
from agencies.records.wording import what_is_counted, written_value
from contributions.stated.ours import Ours
from contributions.stated.wording import difference_sign

NOTE = '{}<span class="cell-note">{}</span>'


class OverTimeTable(BaseTable):
    """What stands beside each figure is asked for the rows of one page only: `fill` after paging. Many are
    of one day: each order ends with the key, so that no figure is on two pages or on none."""

    caption = _("Figures by source, each beside ours of the same day")
    noun = _("figures")
    empty = _("No figure fits this selection.")
    as_of = DayColumn(verbose_name=_("As of"), order_by=("as_of", "metric", "value", "pk"))
    place = tables.Column(
        verbose_name=_("Regency or city"), accessor="region__name", order_by=("region__code", "as_of", "pk")
    )
    metric = tables.Column(verbose_name=_("What is counted"), order_by=("metric", "as_of", "value", "pk"))
    value = NumberColumn(verbose_name=_("Stated"), empty_values=(), order_by=("value", "as_of", "pk"))
    ours = NumberColumn(verbose_name=_("Ours on that day"), empty_values=(), orderable=False)
    difference = tables.Column(
        verbose_name=_("Beside ours"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "difference"}},
    )
    source = tables.Column(verbose_name=_("Source"), order_by=("source", "as_of", "pk"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.ours: dict[int, Ours] = {}
        self.findings: dict[int, list[Finding]] = {}
        super().__init__(*args, **kwargs)

    def fill(self, ours: dict[int, Ours], findings: dict[int, list[Finding]]) -> None:
        self.ours, self.findings = ours, findings

    def shown(self) -> Iterable[StatedFigure]:
        """The figures of the page that was asked for."""
        return [row.record for row in self.page.object_list]

    def render_as_of(self, record: StatedFigure) -> SafeString:
        wrong = [one for one in self.findings.get(record.pk, []) if one.kind == Kind.WEEKDAY]
        icon = markup.icon("alert-triangle", wrong[0].words) if wrong else ""
        printed = format_html("{} {}", record.date_as_printed, icon) if icon else record.date_as_printed
        return noted(figures.short_day(record.as_of), printed)

    def render_metric(self, record: StatedFigure) -> SafeString:
        url = reverse("stated_figure", args=[record.region.code, record.pk])
        words = f"“{record.value_text}”" if record.value is None else ""
        agency = str(record.agency) if record.agency else ""
        title = what_is_counted(record)
        covers = record.unit_note if title != record.unit_note else str(record.get_metric_display())
        about = " · ".join(filter(None, (agency, covers, words)))
        return noted(format_html('<a href="{}">{}</a>', url, title), about)

    def render_value(self, record: StatedFigure) -> str:
        return gettext("words only") if record.value is None else written_value(record)

    def render_ours(self, record: StatedFigure) -> SafeString:
        ours = self.ours.get(record.pk)
        return noted(figures.number(ours.value), str(ours.measure.label)) if ours else SafeString("–")

    def render_difference(self, record: StatedFigure) -> SafeString:
        ours = self.ours.get(record.pk)
        first = difference_sign(ours) if ours else "–"
        icon = markup.icon("alert-triangle")
        found = [one for one in self.findings.get(record.pk, []) if one.kind != Kind.WEEKDAY]
        more = format_html_join(
            "", '<span class="cell-note caution">{} {}</span>', ((icon, one.words) for one in found)
        )
        return format_html("<div>{}{}</div>", first, more)

    def render_source(self, record: StatedFigure) -> SafeString:
        return noted(record.source, record.speaker)


def noted(text: Any, note: str) -> SafeString:
    return format_html(NOTE, text, note) if note else format_html("{}", text)
