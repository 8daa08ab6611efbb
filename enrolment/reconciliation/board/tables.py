"""The board of a branch and the progress of a city: a row per agency, each cell a state and since when."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.pages import figures, markup
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, NumberColumn
from enrolment.reconciliation.board.queries import Line


def since(sign: str, at: dt.datetime | None, note: str = "") -> SafeString:
    """A sign, and since when it holds."""
    day = figures.short_day(timezone.localdate(at)) if at else ""
    return format_html(
        '{}<span class="cell-note">{}</span>', markup.badge(sign), " · ".join(filter(None, (note, day)))
    )


class BoardTable(BaseTable):
    """Lines of `board.queries`."""

    caption = _("The month by agency")
    noun = _("agencies")
    empty = _("No agency fits these filters.")
    per_page_choices = (50, 100, 25)

    name = tables.Column(verbose_name=_("Agency"))
    roster_at = tables.Column(verbose_name=_("Roster"), empty_values=())
    listed_at = tables.Column(verbose_name=_("BPJS's list"), empty_values=())
    undecided = tables.Column(verbose_name=_("Reconciled"), empty_values=())
    assessed = tables.Column(verbose_name=_("Assessed"), empty_values=(), orderable=False)
    paid = tables.Column(verbose_name=_("Paid"), empty_values=(), orderable=False)
    closed_at = tables.Column(verbose_name=_("Closed"), empty_values=())

    def __init__(self, *args: Any, month: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month

    def render_name(self, value: str, record: Line) -> SafeString:
        url = reverse("agency_month", args=[record.agency.code, self.month])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_roster_at(self, record: Line) -> SafeString:
        return since("roster_there", record.roster_at) if record.roster_at else markup.badge("no_data")

    def render_listed_at(self, record: Line) -> SafeString:
        if not record.lists:
            return markup.badge("not_yet")
        count = ngettext("%(n)s list", "%(n)s lists", record.lists) % {"n": record.lists}
        sign = since("list_in_force", record.listed_at, count if record.lists > 1 else "")
        url = address("agency_lists", record.agency.code)
        return format_html('<a href="{}">{}</a>', url, sign) if url else sign

    def render_undecided(self, record: Line) -> SafeString:
        if not record.reconciled_at:
            return markup.badge("not_yet")
        if record.undecided:
            waiting = ngettext("%(n)s difference", "%(n)s differences", record.undecided)
            sign = since("case_open", record.reconciled_at, waiting % {"n": figures.number(record.undecided)})
        else:
            sign = since("month_ready", record.reconciled_at)
        more = format_html(" {}", markup.badge("overdue")) if record.is_overdue else ""
        return format_html("{}{}{}", sign, more, self._moved(record))

    def _moved(self, record: Line) -> SafeString | str:
        return format_html(" {}", markup.badge("roster_moved")) if record.moved else ""

    def render_assessed(self, record: Line) -> SafeString:
        money = record.money
        if money is None or money.assessed == "money_missing":
            return markup.badge("not_yet")
        return self._to_month(record, since(money.assessed, money.assessed_at, figures.rupiah(money.owed)))

    def render_paid(self, record: Line) -> SafeString:
        money = record.money
        if money is None:
            return markup.badge("not_yet")
        note = figures.short_day(money.paid_on) if money.paid_on else ""
        if money.is_open:
            due = _("due %(day)s") % {"day": figures.short_day(money.due_on)}
            note = f"{figures.rupiah(money.balance)} · {due}"
        return self._to_month(record, since(money.paid, None, note))

    def _to_month(self, record: Line, sign: SafeString) -> SafeString:
        """A sign that leads to the agency's contributions of the month."""
        url = address("agency_contribution_month", record.agency.code, self.month)
        return format_html('<a href="{}">{}</a>', url, sign) if url else sign

    def render_closed_at(self, record: Line) -> SafeString:
        if not record.closed_at:
            return markup.badge("month_open")
        return since("month_closed", record.closed_at, record.closed_by)


class ProgressTable(BaseTable):
    """How far each agency of a city is."""

    caption = _("Progress by agency")
    noun = _("agencies")
    empty = _("No agency fits these filters.")

    name = tables.Column(verbose_name=_("Agency"))
    total = NumberColumn(verbose_name=_("Differences"), accessor="counts__total", default="–")
    decided = NumberColumn(verbose_name=_("Decided"))
    for_agency = NumberColumn(verbose_name=_("Waiting for the agency"), accessor="counts__for_agency")
    for_city = NumberColumn(verbose_name=_("Waiting for the city"), accessor="counts__for_city")
    for_branch = NumberColumn(verbose_name=_("Waiting for BPJS"), accessor="counts__for_branch")
    stage = tables.Column(verbose_name=_("State"), orderable=False)

    def __init__(self, *args: Any, month: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month

    def render_name(self, value: str, record: Line) -> SafeString:
        url = reverse("agency_month", args=[record.agency.code, self.month])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_decided(self, value: int, record: Line) -> str:
        return figures.number(value) if record.reconciled_at else "–"

    def render_for_agency(self, value: int, record: Line) -> SafeString | str:
        return self._behind(value, record, "agency")

    def render_for_city(self, value: int, record: Line) -> SafeString | str:
        return self._behind(value, record, "city")

    def render_for_branch(self, value: int, record: Line) -> SafeString | str:
        return self._behind(value, record, "branch")

    def _behind(self, value: int, record: Line, owner: str) -> SafeString | str:
        """A number that leads to the differences it counts."""
        if not value:
            return figures.number(value)
        url = reverse("agency_month", args=[record.agency.code, self.month])
        return format_html('<a href="{}?owner={}">{}</a>', url, owner, figures.number(value))

    def render_stage(self, value: str, record: Line) -> SafeString:
        signs = {
            "no_list": "month_no_list",
            "undecided": "case_open",
            "ready": "month_ready",
            "closed": "month_closed",
        }
        sign = markup.badge(signs.get(value, "not_yet"))
        return format_html("{} {}", sign, markup.badge("overdue")) if record.is_overdue else sign
