"""Where the figures of a past month-end are no longer those that were frozen: by how much, and why."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from agencies.models import Agency, Region
from contributions.billing.due import month_of
from contributions.coverage.figures import answered_for
from contributions.models import SnapshotFigures
from contributions.snapshots import causes
from contributions.snapshots.causes import Cause
from contributions.snapshots.differences import Change, between, of_place
from contributions.snapshots.frozen import COLUMNS, Frozen, in_force, of_agency
from contributions.snapshots.rows import Row, read, rows_of_agencies
from contributions.snapshots.taking import month_end, sums_of, values_of
from enrolment.models import Population

SHOWN = 8
Key = tuple[int, str]


@dataclass(frozen=True)
class AgencyChanges:
    """One agency: what differs now, and what was recorded since that reaches back to that day."""

    agency: Agency
    changes: tuple[Change, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Changes:
    """What differs from the figures that were frozen for `day`: of the place as a whole, and by agency."""

    place: Region | Agency
    day: dt.date
    version: int
    taken_at: dt.datetime
    changes: tuple[Change, ...]
    causes: tuple[Cause, ...]
    agencies: tuple[AgencyChanges, ...]

    @property
    def month(self) -> dt.date:
        return month_of(self.day)

    @cached_property
    def shown(self) -> tuple[AgencyChanges, ...]:
        return self.agencies[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.agencies) - len(self.shown)

    @property
    def of_agency(self) -> bool:
        return isinstance(self.place, Agency)


def changes(place: Region | Agency, day: dt.date, user: Any) -> Changes | None:
    """What differs on `day` from the snapshot in force; None where nothing does, or nothing was frozen.

    Only the last day of a month is frozen. `user` decides which causes are links. Two statements where
    nothing was frozen, some ten where it was, however many agencies there are.
    """
    if day != month_end(day) or (isinstance(place, Region) and place.is_province):
        return None
    return _of_region(place, day, user) if isinstance(place, Region) else _of_agency(place, day, user)


def _of_region(region: Region, day: dt.date, user: Any) -> Changes | None:
    snapshot = in_force(region, month_of(day))
    if snapshot is None:
        return None
    now = read(region, day)
    frozen = _frozen_rows(SnapshotFigures.objects.filter(snapshot=snapshot))
    sums = sums_of(now.place) | {"unpaid": sum((debt.amount for debt in now.debts.values()), start=0)}
    found = of_place(snapshot, sums)
    agencies = _by_agency(frozen, now.rows, snapshot.taken_at, day, user)
    if not found and not agencies:
        return None
    why = causes.of_region(region, snapshot.taken_at, day, user) if found else ()
    return Changes(region, day, snapshot.version, snapshot.taken_at, found, why, agencies)


def _of_agency(agency: Agency, day: dt.date, user: Any) -> Changes | None:
    rows = of_agency(agency).filter(month=month_of(day)).order_by("-version")
    newest = rows.values_list("version", "taken_at").first()
    if newest is None:
        return None
    version, taken_at = newest
    frozen = _frozen_rows(rows.filter(version=version))
    # Whoever came to it or went since differs, too: then it answered for others.
    now = rows_of_agencies(answered_for(agency), day)
    found = _by_agency(frozen, now, taken_at, day, user)
    if not found:
        return None
    # The agency by itself: what differs stands with its reasons, once.
    alone = found[0] if len(found) == 1 and found[0].agency.pk == agency.pk else None
    if alone:
        return Changes(agency, day, version, taken_at, alone.changes, alone.causes, ())
    return Changes(agency, day, version, taken_at, (), (), found)


def _frozen_rows(rows: Any) -> dict[Key, Frozen]:
    found = rows.values_list("agency_id", "population", *COLUMNS)
    return {
        (agency, population): Frozen(**dict(zip(COLUMNS, values, strict=True)))
        for agency, population, *values in found
    }


def _by_agency(
    frozen: Mapping[Key, Frozen], rows: Iterable[Row], taken_at: dt.datetime, day: dt.date, user: Any
) -> tuple[AgencyChanges, ...]:
    """The agencies that differ, by code; what a row lacks on one side is no data."""
    now = {(row.agency, str(row.population)): Frozen(**values_of(row)) for row in rows}
    differing: dict[int, tuple[Change, ...]] = {}
    for key in sorted({*frozen, *now}, key=lambda key: (key[0], key[1] != Population.STAFF)):
        found = between(frozen.get(key, Frozen()), now.get(key, Frozen()), apart=key[1] != Population.STAFF)
        if found:
            differing[key[0]] = (*differing.get(key[0], ()), *found)
    return _told(differing, taken_at, day, user)


def _told(
    differing: Mapping[int, tuple[Change, ...]], taken_at: dt.datetime, day: dt.date, user: Any
) -> tuple[AgencyChanges, ...]:
    if not differing:
        return ()
    agencies = Agency.objects.filter(pk__in=differing).select_related("region").order_by("code")
    why = causes.of_agencies(_kinds(differing), taken_at, day)
    return tuple(
        AgencyChanges(one, differing[one.pk], causes.told(one, why.get(one.pk, ()), day, user))
        for one in agencies
    )


def _kinds(differing: Mapping[int, Collection[Change]]) -> dict[int, frozenset[str]]:
    """Which columns differ, by agency: a cause that cannot have changed any of them is none."""
    return {pk: frozenset(change.column for change in found) for pk, found in differing.items()}
