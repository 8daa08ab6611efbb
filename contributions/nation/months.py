"""How places have moved: by the figures that were frozen at the ends of months.

A trend is one of people, drawn on what the place is measured by today: a line that moved because somebody
named another total would say nothing about people. A change compares like with like: the cities whose last
month is frozen, then and now.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contributions.billing.due import after, month_of
from contributions.models import Snapshot
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


Months = Mapping[int, Mapping[dt.date, Frozen]]
"""What was frozen, by city (id) and month."""


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


def read_months(regions: Iterable[int], day: dt.date) -> dict[int, dict[dt.date, Frozen]]:
    """The figures in force of the last twelve months that had ended, by city (id) and month; where there was
    no list, of nobody. One statement."""
    until = month_of(day)
    rows = (
        Snapshot.objects.filter(region__in=list(regions), month__lt=until, month__gte=after(until, -MONTHS))
        .order_by("region_id", "month", "-version")
        .distinct("region_id", "month")
        .values_list("region_id", "month", *FROZEN)
    )
    found: dict[int, dict[dt.date, Frozen]] = {}
    for region, month, listed, *counts in rows:
        found.setdefault(region, {})[month] = Frozen(listed or 0, *counts)
    return found


def trend_of(cities: Iterable[int], months: Months) -> Trend:
    """The registered of some cities (ids) together, month by month."""
    found: dict[dt.date, int] = {}
    for city in cities:
        for month, frozen in months.get(city, {}).items():
            found[month] = found.get(month, 0) + frozen.registered
    return found


def change_of(cities: Mapping[int, PlaceSums], months: Months, day: dt.date) -> Change:
    """What has changed in some cities (figures by id) since the month before.

    The gap is measured by today's totals; only where the lists are what a city is measured by do people who
    came onto them widen it.
    """
    using = {pk: place for pk, place in cities.items() if place.staff.known}
    month = month_before(day)
    pairs = [(place, months[pk][month]) for pk, place in using.items() if month in months.get(pk, ())]
    if not pairs:
        return Change(month, 0, len(using))
    return Change(
        month,
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
