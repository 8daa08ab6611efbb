"""Cities or provinces side by side, each with all that its row or card shows, in a fixed number of
statements."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agencies.models import Region, StatedFigure
from contributions.coverage.stated import told_about
from contributions.nation.months import Change, Months, Trend, change_of, read_months, trend_of
from contributions.nation.reading import PlaceSums, read_cities, stated_for, sum_of


@dataclass(frozen=True)
class Place:
    """A city or province among others. `told` is what was stated about it (of a province, also about its
    cities), only where it has no figures here; `using` of its `cities` have any."""

    region: Region
    sums: PlaceSums
    trend: Trend = field(default_factory=dict)
    told: Sequence[StatedFigure] = ()
    change: Change | None = None
    using: int = 0
    cities: int = 0

    @property
    def known(self) -> bool:
        return self.sums.staff.known

    @property
    def search_text(self) -> str:
        return f"{self.region.name} {self.region.code}".casefold()


@dataclass(frozen=True)
class Whole:
    """Places side by side, and all of them together."""

    places: tuple[Place, ...]
    sums: PlaceSums
    change: Change
    using: int
    cities: int


def province_on(province: Region, day: dt.date) -> Whole:
    """A province and its cities in official order."""
    cities = list(Region.objects.filter(parent=province).order_by("code"))
    sums = read_cities(cities, day)
    months = read_months(sums, day)
    stated = stated_for([province.pk], day).get(province.pk, ())
    whole = sum_of(sums.values(), day, stated)
    return _whole(city_places(cities, sums, months, day), sums, whole, change_of(sums, months, day))


def nation_on(day: dt.date, *, cities_alone: bool) -> Whole:
    """The nation and its provinces, or all its cities, in official order."""
    regions = list(Region.objects.select_related("parent").order_by("code"))
    cities = [region for region in regions if not region.is_province]
    sums = read_cities(cities, day)
    months = read_months(sums, day)
    if cities_alone:
        places = city_places(cities, sums, months, day)
    else:
        places = province_places(regions, sums, months, day)
    return _whole(places, sums, sum_of(sums.values(), day), change_of(sums, months, day))


def _whole(places: list[Place], sums: Mapping[int, PlaceSums], whole: PlaceSums, change: Change) -> Whole:
    return Whole(tuple(places), whole, change, change.using, len(sums))


def city_places(
    cities: Sequence[Region], sums: Mapping[int, PlaceSums], months: Months, day: dt.date
) -> list[Place]:
    told = told_about([pk for pk, place in sums.items() if not place.staff.known], day)
    return [Place(city, sums[city.pk], trend_of([city.pk], months), told.get(city.pk, ())) for city in cities]


def province_places(
    regions: Sequence[Region], sums: Mapping[int, PlaceSums], months: Months, day: dt.date
) -> list[Place]:
    """The provinces of `regions` (all of them, in order) as the sums of their cities."""
    parts: dict[int, dict[int, PlaceSums]] = {}
    for region in regions:
        if region.parent_id:
            parts.setdefault(region.parent_id, {})[region.pk] = sums[region.pk]
    provinces = [region for region in regions if region.is_province]
    stated = stated_for([one.pk for one in provinces], day)
    wholes = {
        one.pk: sum_of(parts.get(one.pk, {}).values(), day, stated.get(one.pk, ())) for one in provinces
    }
    told = _told_of_provinces(parts, wholes, day)
    return [
        Place(
            one,
            wholes[one.pk],
            trend_of(parts.get(one.pk, ()), months),
            told.get(one.pk, ()),
            using=sum(city.staff.known for city in parts.get(one.pk, {}).values()),
            cities=len(parts.get(one.pk, {})),
        )
        for one in provinces
    ]


def _told_of_provinces(
    parts: Mapping[int, Mapping[int, PlaceSums]], wholes: Mapping[int, PlaceSums], day: dt.date
) -> dict[int, list[StatedFigure]]:
    """What was stated about provinces without figures and about their cities, the province's own first."""
    silent = [pk for pk, whole in wholes.items() if not whole.staff.known]
    found = told_about([*silent, *(city for pk in silent for city in parts.get(pk, ()))], day)
    return {
        pk: [figure for region in (pk, *parts.get(pk, ())) for figure in found.get(region, ())]
        for pk in silent
    }
