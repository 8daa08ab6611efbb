"""An agency's figures as they were frozen at the end of an earlier month: what "since last month" is
measured by."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from contributions.billing.due import after, month_of
from contributions.coverage.funnel import NO_DATA, AgencyCoverage, Funnel, added
from contributions.models import SnapshotFigures
from enrolment.models import Population


@dataclass(frozen=True)
class Frozen:
    """`day` is the month's last; `staff` the funnel of the agency and of those it answers for now."""

    day: dt.date
    staff: Funnel


def frozen_before(one: AgencyCoverage, day: dt.date) -> Frozen | None:
    """The newest month before that of the day of which anything was frozen, in its newest version. Two
    queries; people of an agency may read its rows, not those of the city."""
    ids = [one.office.pk, *(child.office.pk for child in one.children)]
    rows = SnapshotFigures.objects.filter(population=Population.STAFF, month__lt=month_of(day))
    newest = rows.filter(agency=one.office.pk).order_by("-month", "-snapshot").values("snapshot", "month")[:1]
    if not newest:
        return None
    found = rows.filter(Q(snapshot=newest[0]["snapshot"]), agency__in=ids)
    month_end = after(newest[0]["month"]) - dt.timedelta(days=1)
    return Frozen(month_end, added(_funnel(row, month_end) for row in found))


def _funnel(row: SnapshotFigures, day: dt.date) -> Funnel:
    if row.listed is None:
        return NO_DATA
    told = row.registered - row.unknown
    return Funnel(
        row.listed,
        row.submitted,
        row.registered,
        row.confirmed,
        day,
        row.active if told else None,
        row.taspen,
        row.awaiting,
        row.arrears,
        row.unknown,
    )
