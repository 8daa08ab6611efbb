"""Reading the figures of agencies, cities, provinces and branches on a day.

Each answer takes a fixed number of statements, however many agencies there are: the offices, the kept
figures with states and dates of lists (one indexed statement), the stated figures.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Q, QuerySet

from agencies.models import Agency, Region, StatedFigure
from contributions.coverage import denominators
from contributions.coverage.denominators import Stated
from contributions.coverage.funnel import (
    NO_DATA,
    AgencyCoverage,
    Office,
    PlaceCoverage,
    folded,
    split_programmes,
)
from contributions.coverage.kept import Kept, read_kept
from contributions.coverage.measured import Measured
from enrolment.models import Population

OFFICE = [
    "pk",
    "code",
    "name",
    "short_name",
    "kind",
    "region_id",
    "parent_id",
    "answered_by_parent",
    "valid_from",
    "valid_to",
]
STATED = [
    "pk",
    "metric",
    "value",
    "value_text",
    "unit_note",
    "as_of",
    "speaker",
    "source",
    "caution",
    "is_denominator",
    "region_id",
    "agency_id",
]

Place = TypeVar("Place", bound=Measured)


@dataclass(frozen=True)
class RegionCoverage:
    """One city or regency among others."""

    region: Region
    place: PlaceCoverage


@dataclass(frozen=True)
class Read:
    """What figures are made of, as it was read once, for others that need the same."""

    offices: Sequence[Office]
    kept: Kept
    stated: Sequence[Stated]


def read_regions(regions: Sequence[Region], as_of: dt.date) -> Read:
    ids = [region.pk for region in regions]
    stated = read_stated(Q(region__in=ids), as_of)
    offices = read_offices(Agency.objects.filter(region__in=ids))
    return Read(offices, read_kept(Q(region__in=ids), as_of), stated)


def figures_of_region(region: Region, as_of: dt.date) -> PlaceCoverage:
    """The figures of a city, or of a province as the sum of its cities; totals as stated for the place."""
    if region.is_province:
        return together(figures_by_region(cities_of(region), as_of), as_of, region)
    return figures_by_region([region], as_of)[0].place


def figures_by_region(
    regions: Sequence[Region], as_of: dt.date, read: Read | None = None
) -> list[RegionCoverage]:
    """Some cities and regencies side by side, in the order given, each with its own figures and totals.

    As many statements for forty as for one; none where they were `read` already. `together` adds them up.
    """
    read = read or read_regions(regions, as_of)
    stated = read.stated
    agencies = covered(read.offices, read.kept, stated, as_of)
    return [
        RegionCoverage(
            region,
            place_of(
                [one for one in agencies if one.office.region_id == region.pk],
                [figure for figure in stated if figure.region_id == region.pk],
                as_of,
            ),
        )
        for region in regions
    ]


def together(parts: Iterable[RegionCoverage], as_of: dt.date, region: Region | None = None) -> PlaceCoverage:
    """The sum of some regions, measured by the totals stated for `region` (their province) as a whole."""
    parts = list(parts)
    place = PlaceCoverage(
        as_of,
        tuple(one for part in parts for one in part.place.agencies),
        tuple(one for part in parts for one in part.place.programmes),
        added_wholes=added_wholes(part.place for part in parts),
    )
    return measured(place, read_stated(Q(region=region), as_of)) if region else place


def figures_of_agency(agency: Agency, as_of: dt.date) -> AgencyCoverage:
    """The figures of one agency and those it answers for, even where a parent answers for itself."""
    offices = read_offices(Agency.objects.filter(pk__in=answered_for(agency)))
    ids = [office.pk for office in offices]
    stated = read_stated(Q(agency__in=ids), as_of)
    alone = [
        replace(office, answered_by_parent=False, valid_from=None, valid_to=None)
        if office.pk == agency.pk
        else office
        for office in offices
    ]
    found = covered(alone, read_kept(Q(agency__in=ids), as_of), stated, as_of)
    return next(one for one in found if one.office.pk == agency.pk)


def figures_of_agencies(agencies: Iterable[Agency], as_of: dt.date) -> PlaceCoverage:
    """Some agencies as a place of their own, measured by what each of them has declared."""
    found = tuple(figures_of_agency(agency, as_of) for agency in agencies)
    declared = [one.stated for one in found if one.stated]
    place = PlaceCoverage(as_of, found, declared=declared[0] if len(found) == len(declared) == 1 else None)
    rates = [
        denominators.Rate(denominators.WORKERS, one.staff.registered, one.stated)
        for one in found
        if one.stated
    ]
    return replace(place, rates=tuple(rates))


def added_wholes(places: Iterable[Measured]) -> tuple[int, ...]:
    """The people to protect in all places that have lists: by their smallest and by their largest totals."""
    known = [place.wholes for place in places if place.wholes]
    return (sum(w[0] for w in known), sum(w[-1] for w in known)) if known else ()


def cities_of(region: Region) -> list[Region]:
    """The cities and regencies of a province, in official order."""
    return list(Region.objects.filter(parent=region).order_by("code"))


def answered_for(agency: Agency) -> set[int]:
    """Ids of an agency and of all it answers for, down to the last."""
    below: dict[int, list[int]] = {}
    answered = Agency.objects.filter(region=agency.region_id, answered_by_parent=True)
    for pk, parent in answered.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(pk)
    found, level = {agency.pk}, [agency.pk]
    while level:
        level = [child for parent in level for child in below.get(parent, ()) if child not in found]
        found.update(level)
    return found


def read_offices(agencies: QuerySet[Agency]) -> list[Office]:
    return [Office(*row) for row in agencies.order_by("code").values_list(*OFFICE)]


def read_stated(where: Q, as_of: dt.date) -> list[Stated]:
    """The totals stated or declared by the day, of regions and of agencies; words without a value are no
    total."""
    rows = StatedFigure.objects.filter(
        where, metric__in=denominators.TOTALS.values(), as_of__lte=as_of, value__isnull=False
    )
    return [Stated(*row) for row in rows.order_by("pk").values_list(*STATED)]


def covered(
    offices: Sequence[Office], kept: Kept, stated: Sequence[Stated], as_of: dt.date
) -> tuple[AgencyCoverage, ...]:
    """Offices with their figures, declarations and dates of lists, folded into those that answer for them."""
    declared = denominators.newest_by_agency(stated, as_of)
    return folded(
        [
            AgencyCoverage(
                office,
                kept.funnels.get((office.pk, Population.STAFF), NO_DATA),
                kept.funnels.get((office.pk, Population.COMMUNITY), NO_DATA),
                declared.get(office.pk),
                kept.lists.get(office.pk),
            )
            for office in offices
        ],
        as_of,
    )


def place_of(agencies: Iterable[AgencyCoverage], stated: Sequence[Stated], as_of: dt.date) -> PlaceCoverage:
    """A place from its agencies and the totals stated for it as a whole."""
    return measured(PlaceCoverage(as_of, *split_programmes(agencies)), stated)


def measured(place: Place, stated: Iterable[Stated]) -> Place:
    """The place with its chosen total and a rate by each total stated for it; agencies' are left aside."""
    totals = denominators.newest_of_each((s for s in stated if s.agency_id is None), place.as_of)
    rates = denominators.rates_of(totals, place.staff.registered, place.registered_agencies)
    return replace(place, declared=denominators.chosen(totals, place.as_of), rates=rates)
