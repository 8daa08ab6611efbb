"""A month's end as it was frozen: the figures of a place, put together from its snapshot."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from agencies.models import Agency, Region
from contributions.billing.due import last_due_month, month_of
from contributions.coverage.denominators import TOTALS, WORKERS, Rate, Stated
from contributions.coverage.figures import read_offices
from contributions.coverage.funnel import (
    NO_DATA,
    AgencyCoverage,
    Funnel,
    PlaceCoverage,
    added,
    split_programmes,
)
from contributions.models import Snapshot, SnapshotFigures
from contributions.snapshots.taking import month_end
from enrolment.models import Population


def snapshot_of(region: Region, day: dt.date) -> Snapshot | None:
    """The snapshot in force of a day that is a month's last."""
    if day != month_end(day):
        return None
    return Snapshot.objects.filter(region=region, month=month_of(day)).order_by("-version").first()


def last_frozen(region: Region) -> dt.date | None:
    """The newest month's end that is frozen."""
    month = Snapshot.objects.filter(region=region).order_by("-month").values_list("month", flat=True).first()
    return month_end(month) if month else None


def place_frozen(snapshot: Snapshot, live: PlaceCoverage) -> PlaceCoverage:
    """The frozen figures; `live` is what is known of that day now, for the totals that others stated."""
    rows = list(snapshot.figures.all())
    offices = {
        one.pk: one for one in read_offices(Agency.objects.filter(snapshots__snapshot=snapshot).distinct())
    }
    kept: dict[int, dict[str, SnapshotFigures]] = {}
    for row in rows:
        kept.setdefault(row.agency_id, {})[row.population] = row
    alone = {
        pk: AgencyCoverage(
            offices[pk],
            _funnel(found.get(Population.STAFF), live.as_of),
            _funnel(found.get(Population.COMMUNITY), live.as_of),
            _declared(found.get(Population.STAFF)),
            _date_of(found.get(Population.STAFF)),
        )
        for pk, found in kept.items()
        if offices[pk].exists_on(live.as_of) or any(row.listed for row in found.values())
    }
    heads: dict[int, list[AgencyCoverage]] = {}
    for pk, one in alone.items():
        heads.setdefault(next(iter(kept[pk].values())).counts_with_id, []).append(one)
    agencies = [_folded(alone[head], members) for head, members in sorted(heads.items()) if head in alone]
    agencies.sort(key=lambda one: one.office.code)
    place = PlaceCoverage(live.as_of, *split_programmes(agencies), declared=live.declared)
    return _measured(snapshot, place, live)


def _folded(head: AgencyCoverage, members: list[AgencyCoverage]) -> AgencyCoverage:
    children = tuple(one for one in members if one is not head)
    return replace(
        head,
        staff=added(one.staff for one in members),
        community=added(one.community for one in members),
        roster_date=max(filter(None, (one.roster_date for one in members)), default=None),
        children=children,
    )


def _funnel(row: SnapshotFigures | None, day: dt.date) -> Funnel:
    if row is None or row.listed is None:
        return NO_DATA
    return Funnel(
        row.listed, row.submitted, row.registered, row.confirmed, None,
        row.active if row.registered > row.unknown else None,
        row.taspen, row.awaiting, row.arrears, row.unknown,
        last_due_month(day) if row.registered else None,
    )  # fmt: skip


def _date_of(row: SnapshotFigures | None) -> dt.date | None:
    return row.roster_date if row else None


def _declared(row: SnapshotFigures | None) -> Stated | None:
    if row is None or row.declared is None:
        return None
    return _stated(row.declared, row.month, "", row.agency_id)


def _stated(count: int, day: dt.date, source: str, agency: int | None = None) -> Stated:
    return Stated(0, TOTALS[WORKERS], Decimal(count), "", "", day, "", source, "", agency is None, 0, agency)


def _measured(snapshot: Snapshot, place: PlaceCoverage, live: PlaceCoverage) -> PlaceCoverage:
    """By the total that was chosen then, whatever was chosen since."""
    rates = [
        replace(rate, numerator=place.staff.registered) if rate.measure == WORKERS else rate
        for rate in live.rates
    ]
    if snapshot.declared is None:
        return replace(place, declared=None, rates=tuple(rates))
    chosen = live.declared
    if chosen is None or chosen.count != snapshot.declared:
        chosen = _stated(snapshot.declared, month_end(snapshot.month), snapshot.declared_source)
        rates.insert(0, Rate(WORKERS, place.staff.registered, chosen))
    return replace(place, declared=chosen, rates=tuple(rates))
