"""Every rule, run over the agencies of a region or of all."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from agencies.models import Agency, Region
from contributions.checking import frozen, money, people
from contributions.checking.recounting import FIRST, recounted
from contributions.checking.rules import Result, Rule
from contributions.checking.sums import added_up
from contributions.coverage.days import month_ends

MONTHS = 12
RULES = [*people.RULES, *money.RULES, *frozen.RULES]


@dataclass(frozen=True)
class Scope:
    """What is checked: cities in official order with their agencies (ids), today and the month ends."""

    cities: tuple[Region, ...]
    agencies: tuple[int, ...]
    today: dt.date

    @property
    def days(self) -> list[dt.date]:
        return [self.today, *month_ends(self.today, MONTHS)]


def scope_of(region: Region | None, today: dt.date) -> Scope:
    """A city, the cities of a province, or every region that has an agency."""
    agencies = Agency.objects.all() if region is None else Agency.objects.of_region(region)
    ids = tuple(agencies.order_by("pk").values_list("pk", flat=True))
    cities = Region.objects.filter(pk__in=agencies.values("region")).order_by("code")
    return Scope(tuple(cities), ids, today)


def check(scope: Scope) -> Iterator[Result]:
    """Each rule with how many break it, as they are found. Writes nothing that stays."""
    yield _checked(people.WAITING, scope)  # before anything is read: whoever reads has it counted
    yield from recounted(scope.agencies)
    yield from added_up(scope.cities, scope.days)
    for rule in RULES:
        yield _checked(rule, scope)


_COUNTED = "with broken (code) as ({sql}) select count(*), (array_agg(code))[1:{first}] from broken"


def _checked(rule: Rule, scope: Scope) -> Result:
    values = {
        "agencies": list(scope.agencies),
        "regions": [city.pk for city in scope.cities],
        "days": scope.days,
        "today": scope.today,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(sql=rule.sql, first=FIRST), values)
        number, first = cursor.fetchone()
    return Result(rule.name, str(rule.words), number, tuple(first or ()))
