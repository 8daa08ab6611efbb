"""How far each agency is in a month: its roster, BPJS's list, the comparison, the closing.

Eight queries for any number of agencies.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from agencies import access
from agencies.models import Agency, Branch
from agencies.pages.naming import told_apart
from enrolment.models import (
    AgencyMonth,
    Difference,
    DifferenceState,
    ListState,
    Owner,
    ParticipantList,
    Roster,
)
from enrolment.reconciliation.board.money import MonthMoney, money_of

UNDECIDED = ~Q(state__in=[DifferenceState.DECIDED, DifferenceState.CARRIED])
# What is counted of the differences of a month.
COUNTS = {
    "total": Q(),
    "undecided": UNDECIDED,
    "for_agency": UNDECIDED & Q(owner=Owner.AGENCY),
    "for_city": UNDECIDED & Q(owner=Owner.CITY),
    "for_branch": UNDECIDED & Q(owner=Owner.BRANCH),
    "sent": Q(state=DifferenceState.SENT),
    "answered": Q(state=DifferenceState.ANSWERED),
}


@dataclass
class Line:
    """One agency in one month. `moved`: its list changed since the comparison."""

    agency: Agency
    name: str
    roster_at: dt.datetime | None = None
    version: int = 0
    lists: int = 0
    listed_at: dt.datetime | None = None
    month: AgencyMonth | None = field(default=None, repr=False)  # its own words ask for the agency
    counts: dict[str, int] = field(default_factory=dict)
    sent_at: dt.datetime | None = None
    money: MonthMoney | None = None

    @property
    def reconciled_at(self) -> dt.datetime | None:
        return self.month.reconciled_at if self.month else None

    @property
    def moved(self) -> bool:
        if self.month is None or self.month.reconciled_at is None or self.month.closed_at:
            return False
        return self.month.roster_version != self.version

    @property
    def closed_at(self) -> dt.datetime | None:
        return self.month.closed_at if self.month else None

    @property
    def closed_by(self) -> str:
        return str(self.month.closed_by or "") if self.month else ""

    @property
    def undecided(self) -> int:
        return self.counts.get("undecided", 0)

    @property
    def decided(self) -> int:
        return self.counts.get("total", 0) - self.undecided

    @property
    def is_overdue(self) -> bool:
        due = self.month.due_on if self.month else None
        return bool(self.counts.get("sent") and due and due < timezone.localdate())

    @property
    def stage(self) -> str:
        """Where the agency stands; the keys are those of `STAGES`."""
        if self.closed_at:
            return "closed"
        if not self.lists and not self.reconciled_at:
            return "no_list"
        if not self.reconciled_at:
            return "not_compared"
        return "undecided" if self.undecided else "ready"


STAGES = ("no_list", "not_compared", "undecided", "ready", "closed")
ORDER = ("undecided", "not_compared", "ready", "closed", "no_list")
"""How they stand on the board; of those without a list of BPJS the ones with a roster come first."""


def agencies_of(branch: Branch, user: Any) -> QuerySet[Agency]:
    """The agencies of a branch's regions whose people the user may see."""
    return access.visible_agencies(user, access.P.SEE_PEOPLE).filter(region__in=branch.regions.all())


def lines_of(agencies: QuerySet[Agency], month: dt.date) -> list[Line]:
    """A line for each of the agencies: what waits first, then by name. Rows of others are not looked at."""
    known = list(agencies.select_related("parent", "region").order_by("name", "code"))
    names = told_apart(known)
    lines = {agency.pk: Line(agency, names[agency.pk]) for agency in known}
    _rosters(lines)
    _lists(lines, month)
    _months(lines, month)
    for pk, found in money_of(lines.keys(), month).items():
        lines[pk].money = found
    return sorted(lines.values(), key=lambda line: (ORDER.index(line.stage), not line.version))


def _rosters(lines: dict[int, Line]) -> None:
    rows = Roster.objects.filter(agency__in=lines, version__gt=0)
    for agency, version, changed in rows.values_list("agency_id", "version", "changed_at"):
        lines[agency].version, lines[agency].roster_at = version, changed


def _lists(lines: dict[int, Line], month: dt.date) -> None:
    """Lists in force of the groups that an agency owns or is served by."""
    lists = ParticipantList.objects.filter(state=ListState.IN_FORCE, month=month)
    for place in ("group__agency", "group__agencies"):
        rows = lists.filter(**{f"{place}__in": lines}).order_by().values_list(place)
        for agency, number, at in rows.annotate(n=Count("pk"), at=Max("in_force_at")):
            line = lines[agency]
            line.lists += number
            line.listed_at = max(filter(None, (line.listed_at, at)), default=None)


def _months(lines: dict[int, Line], month: dt.date) -> None:
    rows = AgencyMonth.objects.filter(agency__in=lines, month=month).select_related("closed_by")
    by_month = {}
    for found in rows:
        lines[found.agency_id].month = by_month[found.pk] = found
    for counted in differences_of(by_month):
        line = lines[by_month[counted["month"]].agency_id]
        line.sent_at = counted.pop("first_sent")
        line.counts = counted


def differences_of(months: Iterable[int]) -> QuerySet[Any]:
    """The differences of months (ids), counted as COUNTS says."""
    counted = {name: Count("pk", filter=condition) for name, condition in COUNTS.items()}
    sent = Min("sent_at", filter=Q(state=DifferenceState.SENT))
    rows = Difference.objects.filter(month__in=list(months)).order_by()
    return rows.values("month").annotate(first_sent=sent, **counted)


def sums(lines: Iterable[Line]) -> dict[str, Any]:
    """`agencies`, `overdue`, `stages` (how many agencies at each) and `differences` (COUNTS over all)."""
    known = list(lines)
    stages = Counter(line.stage for line in known)
    return {
        "agencies": len(known),
        "overdue": sum(line.is_overdue for line in known),
        "stages": {stage: stages[stage] for stage in STAGES},
        "differences": {name: sum(line.counts.get(name, 0) for line in known) for name in COUNTS},
    }


def newest_month(agencies: QuerySet[Agency]) -> dt.date:
    """The newest month that any of these agencies has a comparison or a list for; else the last full one."""
    newest = AgencyMonth.objects.filter(agency__in=agencies).aggregate(m=Max("month"))["m"]
    listed = ParticipantList.objects.filter(agency__in=agencies, month__isnull=False)
    newest_list = listed.aggregate(m=Max("month"))["m"]
    fallback = (timezone.localdate().replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    return max(filter(None, (newest, newest_list)), default=fallback)
