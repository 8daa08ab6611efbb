"""The city is the sum of its agencies, the province of its cities: as the pages show them, on the days."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from agencies.models import Region
from contributions.checking.recounting import FIRST
from contributions.checking.rules import Result
from contributions.coverage.figures import RegionCoverage, figures_by_region, together

COUNTS = ("listed", "submitted", "registered", "confirmed", "taspen", "awaiting", "arrears", "unknown")
_RAW = f"""
select a.region_id, {", ".join(f"sum(c.{name})" for name in COUNTS)}, sum(c.active)
from contributions_coverageday c join agencies_agency a on a.id = c.agency_id
where a.region_id = any(%s) and c.population = 'staff' and c.day <= %s and c.until > %s
group by a.region_id
"""


def added_up(cities: Sequence[Region], days: Sequence[dt.date]) -> list[Result]:
    """Six statements a day, however many cities."""
    of_cities: list[str] = []
    of_provinces: list[str] = []
    for day in days:
        parts = figures_by_region(cities, day)
        raw = _raw(cities, day)
        of_cities += [
            f"{part.region.code} {day}" for part in parts if _counts(part) != raw.get(part.region.pk, _NONE)
        ]
        of_provinces += _provinces(parts, day)
    words = _("Every city is the sum of its agencies, on the same days")
    above = _("Every province is the sum of its cities, on the same days")
    return [
        _result("city_is_its_agencies", words, of_cities),
        _result("province_is_its_cities", above, of_provinces),
    ]


_NONE = (0,) * (len(COUNTS) + 1)


def _counts(part: RegionCoverage) -> tuple[int, ...]:
    staff = part.place.staff
    return (*(getattr(staff, name) or 0 for name in COUNTS), staff.active or 0)


def _raw(cities: Sequence[Region], day: dt.date) -> dict[int, tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_RAW, [[city.pk for city in cities], day, day])
        return {region: tuple(count or 0 for count in counts) for region, *counts in cursor.fetchall()}


def _provinces(parts: Sequence[RegionCoverage], day: dt.date) -> list[str]:
    by_province: dict[int, list[RegionCoverage]] = {}
    for part in parts:
        if part.region.parent_id:
            by_province.setdefault(part.region.parent_id, []).append(part)
    found = []
    for several in by_province.values():
        whole = together(several, day)
        sums = tuple(sum(column) for column in zip(*map(_counts, several), strict=True))
        if (*(getattr(whole.staff, name) or 0 for name in COUNTS), whole.staff.active or 0) != sums:
            found.append(f"{several[0].region.code.partition('.')[0]} {day}")
    return found


def _result(name: str, words: str, codes: list[str]) -> Result:
    return Result(name, words, len(codes), tuple(codes[:FIRST]))
