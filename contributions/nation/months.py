"""How places have moved: by the figures that were frozen at the ends of months.

A trend is one of people, drawn on what the place is measured by today: a line that moved because somebody
named another total would say nothing about people. A change compares like with like: the cities whose last
month is frozen, then and now.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from contributions.billing.due import after, month_of
from contributions.models import Snapshot
from contributions.nation import sql
from contributions.nation.reading import PlaceSums

MONTHS = 12
FROZEN = ("listed", "registered", "taspen", "active", "arrears")

Trend = Mapping[dt.date, int]
"""Registered people by month, of the cities that were frozen then."""


@dataclass(frozen=True)
class Frozen:
    """A city's people at the end of a month."""

    listed: int
    registered: int
    taspen: int
    active: int
    arrears: int

    @property
    def covered(self) -> int:
        return self.registered + self.taspen


@dataclass(frozen=True)
class Change:
    """How much more than at the end of `month`, in those `cities` of `using` whose figures were frozen then.
    All None where none was."""

    month: dt.date
    cities: int = 0
    using: int = 0
    listed: int | None = None
    registered: int | None = None
    active: int | None = None
    arrears: int | None = None
    gap: int | None = None


def month_before(day: dt.date) -> dt.date:
    """The newest month that ended before the day: what "since last month" looks back to."""
    return after(month_of(day), -1)


def trends(regions: Iterable[int], day: dt.date, *, by_province: bool) -> dict[int, Trend]:
    """The last twelve months of each place (id of the province or the city). One statement."""
    until = month_of(day)
    values = {"regions": list(regions), "since": after(until, -MONTHS), "until": until}
    found: dict[int, dict[dt.date, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql.MONTHS.format(key="parent_id" if by_province else "id"), values)
        for place, month, registered in cursor.fetchall():
            found.setdefault(place, {})[month] = int(registered)
    return found


def frozen_before(regions: Iterable[int], day: dt.date) -> dict[int, Frozen]:
    """The figures in force of the month before, by city (id); where there was no list, of nobody. One
    statement."""
    rows = (
        Snapshot.objects.filter(region__in=list(regions), month=month_before(day))
        .order_by("region_id", "-version")
        .distinct("region_id")
        .values_list("region_id", *FROZEN)
    )
    return {region: Frozen(listed or 0, *counts) for region, listed, *counts in rows}


def change_of(cities: Mapping[int, PlaceSums], before: Mapping[int, Frozen], day: dt.date) -> Change:
    """What has changed in some cities (figures by id) since the month before.

    The gap is measured by today's totals; only where the lists are what a city is measured by do people who
    came onto them widen it.
    """
    using = {pk: place for pk, place in cities.items() if place.staff.known}
    pairs = [(place, before[pk]) for pk, place in using.items() if pk in before]
    if not pairs:
        return Change(month_before(day), 0, len(using))
    return Change(
        month_before(day),
        len(pairs),
        len(using),
        sum((now.staff.listed or 0) - then.listed for now, then in pairs),
        sum(now.staff.registered - then.registered for now, then in pairs),
        sum((now.staff.active or 0) - then.active for now, then in pairs),
        sum(now.staff.arrears - then.arrears for now, then in pairs),
        sum(_wider(now, then) for now, then in pairs),
    )


def _wider(now: PlaceSums, then: Frozen) -> int:
    more = 0 if now.totals else (now.staff.listed or 0) - then.listed
    return more - (now.staff.covered - then.covered)
