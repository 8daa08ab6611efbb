"""The city is the sum of its agencies, the province of its cities: as the pages show them, on the days."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import Region
from contributions.checking.recounting import FIRST
from contributions.checking.rules import Result
from contributions.coverage.figures import RegionCoverage, figures_by_region
from contributions.coverage.funnel import Funnel
from contributions.nation.reading import PlaceSums, read_cities, sum_of

COUNTS = ("listed", "submitted", "registered", "confirmed", "taspen", "awaiting", "arrears", "unknown")
_RAW = f"""
select a.region_id, {", ".join(f"sum(c.{name})" for name in COUNTS)}, sum(c.active)
from contributions_coverageday c join agencies_agency a on a.id = c.agency_id
where a.region_id = any(%s) and c.population = 'staff' and c.day <= %s and c.until > %s
group by a.region_id
"""


def added_up(cities: Sequence[Region], days: Sequence[dt.date]) -> list[Result]:
    """Eleven statements a day, however many cities."""
    of_cities: list[str] = []
    of_provinces: list[str] = []
    for day in days:
        parts = figures_by_region(cities, day)
        raw = _raw(cities, day)
        of_cities += [
            f"{part.region.code} {day}"
            for part in parts
            if _counts(part.place.staff) != raw.get(part.region.pk, _NONE)
        ]
        of_provinces += _provinces(parts, read_cities(cities, day), day)
    words = _("Every city is the sum of its agencies, on the same days")
    above = _("Every province is the sum of its cities, on the same days")
    return [
        _result("city_is_its_agencies", words, of_cities),
        _result("province_is_its_cities", above, of_provinces),
    ]


_NONE = (0,) * (len(COUNTS) + 1)


def _counts(staff: Funnel) -> tuple[int, ...]:
    return (*(getattr(staff, name) or 0 for name in COUNTS), staff.active or 0)


def _raw(cities: Sequence[Region], day: dt.date) -> dict[int, tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_RAW, [[city.pk for city in cities], day, day])
        return {region: tuple(count or 0 for count in counts) for region, *counts in cursor.fetchall()}


def _provinces(parts: Sequence[RegionCoverage], sums: dict[int, PlaceSums], day: dt.date) -> list[str]:
    """Provinces whose page, which adds up in the database, says other than their cities' pages together."""
    by_province: dict[str, list[RegionCoverage]] = {}
    for part in parts:
        by_province.setdefault(part.region.code.partition(".")[0], []).append(part)
    return [
        f"{province} {day}"
        for province, cities in by_province.items()
        if _counts(sum_of((sums[city.region.pk] for city in cities), day).staff)
        != tuple(sum(column) for column in zip(*(_counts(c.place.staff) for c in cities), strict=True))
    ]


def _result(name: str, words: str, codes: list[str]) -> Result:
    return Result(name, words, len(codes), tuple(codes[:FIRST]))
