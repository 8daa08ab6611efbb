"""The tables of coverage pages: one row per agency, figures beside a bar."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from agencies.pages import figures, markup
from agencies.pages.tables import NUMBER, BarColumn, BaseTable, NumberColumn
from contributions.coverage.funnel import AgencyCoverage, Funnel, added
from contributions.coverage.worded import age_in_words, outrun_note, taspen_note

NOTE = '{}<span class="cell-note">{}</span>'


def no_data() -> SafeString:
    return format_html('<span class="no-data">{}</span>', gettext("no data"))


class ListedColumn(NumberColumn):
    """People listed; None is "no data" in words, which nobody can take for a zero."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), **kwargs)

    def render(self, value: int | None) -> str:
        return no_data() if value is None else figures.number(value)


class ActiveColumn(NumberColumn):
    """People whose last due month is paid; beneath them who is in arrears. None: nobody keeps them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), **kwargs)

    def render(self, record: Any) -> str:
        return active_cell(record.staff)


def active_cell(staff: Funnel) -> str:
    if staff.active is None:
        return no_data() if staff.registered else "–"
    if not staff.arrears:
        return figures.number(staff.active)
    return format_html(
        NOTE, figures.number(staff.active), markup.badge("in_arrears", figures.number(staff.arrears))
    )


class ShareColumn(NumberColumn):
    """A rate by worker, never without its parts: the accessor gives registered, of how many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(), **kwargs)

    def render(self, record: AgencyCoverage) -> str:
        whole = record.known
        if record.share is None or not whole:
            return "–"
        registered = record.staff.registered
        return format_html(NOTE, figures.percent(registered, whole), in_parts(registered, whole))


def in_parts(part: int, whole: int) -> str:
    return gettext("%(part)s of %(whole)s") % {"part": figures.number(part), "whole": figures.number(whole)}


LATER = {AgencyKind.KECAMATAN: 1, AgencyKind.KELURAHAN: 2}


def rank(one: AgencyCoverage) -> tuple[int, str]:
    """Where nothing else tells agencies apart: departments before districts before villages, by code."""
    return LATER.get(one.office.kind, 0), one.office.code


class AgencyTable(BaseTable):
    """Agencies of a place on a day; the largest gap in people first. `regions` names them for a branch.

    What several add up to stands beneath them, whichever page is shown: the figure that leads here.
    """

    caption = _("Agencies")
    noun = _("agencies")
    empty = _("No agency matches.")
    phone = "cards"
    per_page_choices = (25, 50, 100)

    name = tables.Column(
        verbose_name=_("Agency"),
        accessor="office__name",
        attrs={"td": {"class": "agency-name"}},
        footer=lambda table: table.together_words,
    )
    bar = BarColumn(verbose_name=_("Protection"))
    listed = ListedColumn(
        verbose_name=_("Listed"),
        accessor="staff__listed",
        footer=lambda table: figures.number(table.together.listed),
    )
    registered = NumberColumn(
        verbose_name=_("Registered"),
        accessor="staff__registered",
        footer=lambda table: figures.number(table.together.registered if table.together.known else None),
    )
    active = ActiveColumn(
        verbose_name=_("Active"),
        accessor="staff__active",
        footer=lambda table: active_cell(table.together),
    )
    rate = ShareColumn(verbose_name=_("Rate by worker"), accessor="share")
    gap = NumberColumn(
        verbose_name=_("Not protected yet"), footer=lambda table: gap_cell(table.gaps, table.together)
    )
    roster = tables.Column(
        verbose_name=_("List as of"), accessor="roster_date", empty_values=(), attrs={"td": NUMBER["td"]}
    )

    def __init__(
        self,
        agencies: Any,
        *args: Any,
        as_of: dt.date,
        linked: bool = True,
        regions: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.as_of, self.linked, self.regions = as_of, linked, regions or {}
        kwargs.setdefault("order_by", "-gap")
        rows = {"class": lambda record: "" if record.has_roster else "is-silent"}
        self.agencies = sorted(agencies, key=rank)
        super().__init__(self.agencies, *args, row_attrs=rows, **kwargs)
        self.show_footer = len(self.agencies) > 1

    @cached_property
    def together(self) -> Funnel:
        return added(one.staff for one in self.agencies)

    @property
    def together_words(self) -> str:
        count = len(self.agencies)
        words = ngettext("Together, %(count)s agency", "Together, %(count)s agencies", count)
        return words % {"count": figures.number(count)}

    @property
    def gaps(self) -> str:
        known = [one.gap for one in self.agencies if one.gap is not None]
        return figures.number(sum(known) if known else None)

    def render_name(self, record: AgencyCoverage) -> str:
        return render_to_string(
            "contributions/coverage/agency_cell.html",
            {
                "one": record,
                "kind": AgencyKind(record.office.kind).label,
                "region": self.regions.get(record.office.region_id, ""),
                "url": with_day("agency_home", record.office.code, self.as_of) if self.linked else "",
            },
        )

    def render_bar(self, record: AgencyCoverage) -> SafeString:
        """The bar. Without a list: a declared zero in words, a declared headcount beside "no data"."""
        if record.staff.known or record.declared is None:
            note = outrun_note(record)
            bar = markup.coverage_bar(record.bar, "row")
            return format_html(NOTE, bar, note) if note else bar
        if record.declared == 0:
            return markup.badge("nil", gettext("declares none"))
        declares = gettext("declares %(count)s") % {"count": figures.number(record.declared)}
        return format_html(NOTE, markup.coverage_bar({}, "row"), declares)

    def render_registered(self, record: AgencyCoverage) -> str:
        return figures.number(record.staff.registered) if record.staff.known else "–"

    def render_gap(self, value: int, record: AgencyCoverage) -> str:
        return gap_cell(figures.number(value), record.staff)

    def render_roster(self, record: AgencyCoverage) -> str:
        if record.roster_date is None:
            return "–" if not record.has_roster else gettext("by hand")
        day = figures.short_day(record.roster_date)
        return format_html(NOTE, day, age_in_words(record.roster_date, self.as_of))


def gap_cell(gap: str, staff: Funnel) -> str:
    """The uncovered, and beneath them who is Taspen's and no part of them."""
    note = taspen_note(staff)
    return format_html(NOTE, gap, note) if note else gap


def with_day(name: str, code: str, day: dt.date) -> str:
    """The address of a page on the same day."""
    return reverse(name, args=[code], query={"as_of": day.isoformat()})
