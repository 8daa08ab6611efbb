"""For which months a worker's contribution is paid, in arrears or not due yet. Says nothing of any right."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.billing.due import after, month_of, months_between
from contributions.billing.standing import Standing, standing_of
from contributions.models import Assessment, AssessmentLine, AssessmentState, LineKind
from enrolment.models import EndReason, Enrolment, Worker
from enrolment.workers.wording import month_name

# Key of a cell: its word and its icon. The order is that of the key beneath the strip.
SIGNS = {
    "paid": (gettext_lazy("paid in full"), "check"),
    "unpaid": (gettext_lazy("unpaid and due"), "alert-circle"),
    "not_due": (gettext_lazy("not due yet"), "hourglass"),
    "not_owed": (gettext_lazy("nothing owed"), "minus"),
    "not_assessed": (gettext_lazy("not computed yet"), "circle-dashed"),
    "left_out": (gettext_lazy("not in the month's computation"), "help-circle"),
    "not_registered": (gettext_lazy("not registered"), "x"),
}
_BY_STANDING = {
    Standing.PAID: "paid",
    Standing.IN_ARREARS: "unpaid",
    Standing.NOT_OWED: "not_owed",
    Standing.MISSING: "not_assessed",
}


@dataclass(frozen=True)
class Cell:
    """One month; `key` is one of SIGNS, empty where the month lies outside the strip."""

    month: dt.date
    key: str

    @property
    def word(self) -> str:
        return str(SIGNS[self.key][0])

    @property
    def icon(self) -> str:
        return SIGNS[self.key][1]

    @property
    def label(self) -> str:
        return f"{month_name(self.month)}: {self.word}"


@dataclass(frozen=True)
class Strip:
    """The months by year, newest year first, twelve cells each."""

    years: list[tuple[int, list[Cell]]]

    @property
    def counts(self) -> list[tuple[Cell, int]]:
        """A cell of each key that occurs, and how often."""
        found = Counter(cell.key for _year, cells in self.years for cell in cells if cell.key)
        first = self.years[0][1][0].month
        return [(Cell(first, key), found[key]) for key in SIGNS if found[key]]

    @property
    def says(self) -> str:
        """`Newest month paid: October 2026`; empty where none is."""
        paid = [cell.month for _year, cells in self.years for cell in cells if cell.key == "paid"]
        return _("Newest month paid: %(month)s") % {"month": month_name(max(paid))} if paid else ""


def strip_of(worker: Worker, day: dt.date) -> Strip | None:
    """The months from the first registered or assessed one to that of the day. None where there is none.
    Three queries, whatever the number of years."""
    lines = _assessed(worker)
    spells = [spell for spell in worker.enrolments.all() if _counts(spell)]
    known = dict(
        Assessment.objects.filter(group=worker.contribution_group_id)
        .exclude(state=AssessmentState.MISSING)
        .values_list("month", "pk")
    )
    begins = [*lines, *(month_of(max(one.registered_on, one.listed_on)) for one in spells)]
    if not begins or min(begins) > day:
        return None
    last = max([month_of(day), *lines])
    keys = {
        month: _key(month, lines.get(month), spells, month in known, day)
        for month in months_between(min(begins), last)
    }
    years = range(last.year, min(begins).year - 1, -1)
    return Strip([(year, [_cell(dt.date(year, n, 1), keys) for n in range(1, 13)]) for year in years])


def _cell(month: dt.date, keys: dict[dt.date, str]) -> Cell:
    return Cell(month, keys.get(month, ""))


def _assessed(worker: Worker) -> dict[dt.date, Assessment]:
    lines = AssessmentLine.objects.filter(worker=worker, agency=worker.agency_id, kind=LineKind.REGULAR)
    return {line.month: line.assessment for line in lines.select_related("assessment").order_by()}


def _counts(spell: Enrolment) -> bool:
    return spell.registered_on is not None and spell.end_reason != EndReason.ERROR


def _key(
    month: dt.date, assessment: Assessment | None, spells: Iterable[Any], is_known: bool, day: dt.date
) -> str:
    if assessment is not None:
        return _BY_STANDING.get(standing_of(assessment, day), "not_due")
    if not any(_registered(spell, month) for spell in spells):
        return "not_registered"
    return "left_out" if is_known else "not_assessed"


def _registered(spell: Enrolment, month: dt.date) -> bool:
    """On any day of the month, as `assessing_sql` asks: who moved to another agency before it was over is
    owed for there."""
    if max(spell.registered_on, spell.listed_on) >= after(month):
        return False
    if spell.ended_on is None:
        return True
    return spell.ended_on > month and (spell.end_reason != EndReason.MOVED or spell.ended_on >= after(month))
