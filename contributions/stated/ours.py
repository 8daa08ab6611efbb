"""What our own records say of the day for which a figure was stated, for many figures in two statements."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Metric, StatedFigure
from contributions.coverage.figures import covered, place_of, read_offices
from contributions.coverage.funnel import Funnel, Office, PlaceCoverage
from contributions.coverage.kept import COUNTS, Kept, funnel_of, make_fresh
from enrolment.models import Population

COLUMNS = ", ".join(f"c.{name}" for name in COUNTS)
# Only pairs of place and day that somebody asked for: a city of 300 agencies has a row for every change.
ON_DAYS = f"""
    select asked.region_id, asked.day, c.agency_id, c.population, c.unknown, {COLUMNS}
    from unnest(%s::int[], %s::date[]) as asked (region_id, day)
    join contributions_coverageday c
      on c.region_id = asked.region_id and c.day <= asked.day and c.until > asked.day
    where c.listed is not null
"""


@dataclass(frozen=True)
class Measure:
    """Which of our figures stands beside a metric; `same` where both count the same thing."""

    label: str | Promise
    same: bool
    of_staff: Callable[[Funnel], int | None]
    of_place: Callable[[PlaceCoverage], int | None] | None = None


def _listed(staff: Funnel) -> int | None:
    return staff.listed


def _registered(staff: Funnel) -> int | None:
    return staff.registered if staff.known else None


def _unregistered(staff: Funnel) -> int | None:
    return (staff.listed or 0) - staff.covered if staff.known else None


def _none(staff: Funnel) -> None:
    return None


MEASURES: dict[str, Measure] = {
    Metric.WORKERS_TOTAL: Measure(_("on lists"), False, _listed),
    Metric.WORKERS_ON_LIST: Measure(_("on the agency's list"), False, _listed),
    Metric.WORKERS_REGISTERED: Measure(_("registered"), True, _registered),
    Metric.WORKERS_UNREGISTERED: Measure(_("listed and not registered"), False, _unregistered),
    Metric.AGENCIES_TOTAL: Measure(
        _("agencies kept here"), False, _none, lambda place: len(place.agencies) or None
    ),
    Metric.AGENCIES_REGISTERED: Measure(
        _("agencies with somebody registered"),
        True,
        _none,
        lambda place: place.registered_agencies if place.staff.known else None,
    ),
}


@dataclass(frozen=True)
class Ours:
    """Our figure beside a stated one; `value` None: nobody had a list on that day."""

    measure: Measure
    value: int | None
    stated: int | None

    @property
    def difference(self) -> int | None:
        """Ours less theirs."""
        return None if self.value is None or self.stated is None else self.value - self.stated

    @property
    def contradicts(self) -> bool:
        """Both count the same thing and come to different numbers."""
        return self.measure.same and bool(self.difference)


def ours_of(figures: Iterable[StatedFigure]) -> dict[int, Ours]:
    """Our own figure beside each stated one that has a counterpart, by its pk. Figures of other regions than
    regencies and cities, and metrics that we do not count, are absent."""
    counted = [one for one in figures if one.metric in MEASURES and not one.region.is_province]
    kept = _kept_on({(one.region_id, one.as_of) for one in counted})
    regions = {one.region_id for one in counted}
    offices: dict[int, list[Office]] = {}
    for office in read_offices(Agency.objects.filter(region__in=regions)) if regions else ():
        offices.setdefault(office.region_id, []).append(office)
    places: dict[tuple, PlaceCoverage] = {}
    found = {}
    for one in counted:
        key = (one.region_id, one.as_of, one.agency_id)
        if key not in places:
            places[key] = _place(offices.get(one.region_id, []), kept.get(key[:2]), one)
        found[one.pk] = _ours(one, places[key])
    return found


def _ours(figure: StatedFigure, place: PlaceCoverage) -> Ours:
    measure = MEASURES[figure.metric]
    if measure.of_place:
        value = None if figure.agency_id else measure.of_place(place)
    else:
        value = measure.of_staff(place.staff)
    stated = None if figure.value is None else int(figure.value)
    return Ours(measure, value, stated)


def _place(offices: list[Office], kept: Kept | None, figure: StatedFigure) -> PlaceCoverage:
    """The region, or the figure's agency with those that it answers for, on the figure's day."""
    kept = kept or Kept({}, {})
    if not figure.agency_id:
        return place_of(covered(offices, kept, (), figure.as_of), (), figure.as_of)
    below = {figure.agency_id}
    while more := {o.pk for o in offices if o.answered_by_parent and o.parent_id in below} - below:
        below |= more
    own = [
        replace(office, answered_by_parent=False) if office.pk == figure.agency_id else office
        for office in offices
        if office.pk in below
    ]
    return PlaceCoverage(figure.as_of, covered(own, kept, (), figure.as_of))


def _kept_on(asked: set[tuple[int, dt.date]]) -> dict[tuple[int, dt.date], Kept]:
    if not asked:
        return {}
    make_fresh()
    regions, days = zip(*sorted(asked), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(ON_DAYS, [list(regions), list(days)])
        rows = cursor.fetchall()
    found: dict[tuple[int, dt.date], Kept] = {}
    for region, day, agency, population, unknown, *counts in rows:
        kept = found.setdefault((region, day), Kept({}, {}))
        kept.funnels[agency, Population(population)] = funnel_of(*counts, unknown=unknown, month=day)
    return found
