"""The figures of cities, provinces and the nation as sums: one statement for any number of cities.

What comes back is a row for each city, never one for an agency, so that the nation is read as fast as its
kept figures can be added up. The sums are those that `coverage.figures` gives agency by agency (a test holds
them together).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Q

from agencies.models import Region
from contributions.billing.due import last_due_month, month_of
from contributions.coverage.denominators import Rate, Stated
from contributions.coverage.figures import added_wholes, measured, read_stated
from contributions.coverage.funnel import NO_DATA, Funnel, added
from contributions.coverage.kept import make_fresh
from contributions.coverage.measured import Measured
from contributions.nation import sql


@dataclass(frozen=True)
class ListDates:
    """How old the lists of a place are: of `dated` agencies the newest list bears a date, `oldest` to
    `newest`; those of `fresh` bear one of the day's month. Lists entered by hand bear none."""

    fresh: int = 0
    dated: int = 0
    oldest: dt.date | None = None
    newest: dt.date | None = None

    def __add__(self, other: "ListDates") -> "ListDates":
        return ListDates(
            self.fresh + other.fresh,
            self.dated + other.dated,
            min(filter(None, (self.oldest, other.oldest)), default=None),
            max(filter(None, (self.newest, other.newest)), default=None),
        )


@dataclass(frozen=True)
class PlaceSums(Measured):
    """The figures of a place as `funnel.PlaceCoverage` has them, without its agencies."""

    as_of: dt.date
    staff: Funnel = NO_DATA
    community: Funnel = NO_DATA
    agency_count: int = 0
    with_roster: int = 0
    registered_agencies: int = 0
    lists: ListDates = ListDates()
    declared: Stated | None = None
    rates: tuple[Rate, ...] = ()
    added_wholes: tuple[int, ...] = ()


def read_cities(cities: Sequence[Region], as_of: dt.date) -> dict[int, PlaceSums]:
    """Cities and regencies on a day, each measured by the totals stated for it, by id. Four
    statements, however many cities."""
    ids = [city.pk for city in cities]
    found = _sums(ids, as_of)
    stated = stated_for(ids, as_of)
    return {pk: measured(found[pk], stated.get(pk, ())) for pk in ids}


def sum_of(places: Iterable[PlaceSums], as_of: dt.date, stated: Iterable[Stated] = ()) -> PlaceSums:
    """Some places together, measured by the totals stated for them as a whole, else by their own."""
    places = list(places)
    return measured(
        PlaceSums(
            as_of,
            added(place.staff for place in places),
            added(place.community for place in places),
            sum(place.agency_count for place in places),
            sum(place.with_roster for place in places),
            sum(place.registered_agencies for place in places),
            sum((place.lists for place in places), ListDates()),
            added_wholes=added_wholes(places),
        ),
        stated,
    )


def stated_for(regions: Iterable[int], as_of: dt.date) -> dict[int, list[Stated]]:
    """The totals stated for regions as a whole, by region (id); what agencies declare is left out."""
    found: dict[int, list[Stated]] = {}
    for figure in read_stated(Q(region__in=list(regions), agency=None), as_of):
        found.setdefault(figure.region_id, []).append(figure)
    return found


def _sums(regions: list[int], as_of: dt.date) -> dict[int, PlaceSums]:
    make_fresh()
    due = last_due_month(as_of)
    with connection.cursor() as cursor:
        cursor.execute(sql.CITIES, {"regions": regions, "day": as_of, "month": month_of(as_of)})
        return {row[0]: _place(row[2:], as_of, due) for row in cursor.fetchall()}


def _place(row: Sequence[Any], as_of: dt.date, month: dt.date) -> PlaceSums:
    width = len(sql.COUNTS) + 1
    staff, community = _funnel(row[:width], month), _funnel(row[width : 2 * width], month)
    agencies, with_roster, registered, *lists = row[2 * width :]
    return PlaceSums(as_of, staff, community, agencies, with_roster, registered, ListDates(*lists))


def _funnel(row: Sequence[Any], month: dt.date) -> Funnel:
    """A population's sums; `active` is None where of nobody registered it is known who has paid."""
    if row[0] is None:
        return NO_DATA
    *counts, day = row
    one = Funnel(day=day, **{name: int(n) for name, n in zip(sql.COUNTS, counts, strict=True)})
    return replace(one, active=one.active if one.told else None, month=month if one.registered else None)
