"""Which claims somebody sees, and the figures of those who see none."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Region
from agencies.pages.naming import told_apart
from enrolment.claims import deadlines
from enrolment.models import BenefitClaim, ClaimKind, ClaimState
from enrolment.models.claims import ClaimQuerySet

# Cases and rupiah by agency, kind and state; the function lets through the agencies whose figures one sees.
_FIGURES = """
select f.agency_id, f.kind, f.state, f.cases, f.overdue, f.paid
from claim_figures(%(known_before)s, %(happened_before)s) f
join agencies_agency a on a.id = f.agency_id
join agencies_region r on r.id = a.region_id
where r.id = %(region)s or r.parent_id = %(region)s
"""


@dataclass
class ClaimFigures:
    """Cases of one agency, or of all together: numbers of people, `paid` in rupiah."""

    name: str
    code: str = ""
    accidents: int = 0
    deaths: int = 0
    to_file: int = 0
    filed: int = 0
    settled: int = 0
    closed: int = 0
    overdue: int = 0
    paid: Decimal = Decimal()

    @property
    def cases(self) -> int:
        return self.accidents + self.deaths

    @property
    def open(self) -> int:
        return self.to_file + self.filed

    def add(self, kind: str, state: str, cases: int, overdue: int, paid: Decimal) -> None:
        if kind == ClaimKind.ACCIDENT:
            self.accidents += cases
        else:
            self.deaths += cases
        name = {ClaimState.REPORTED: "to_file", ClaimState.FILED: "filed", ClaimState.PAID: "settled"}
        where = name.get(ClaimState(state), "closed")
        setattr(self, where, getattr(self, where) + cases)
        self.overdue += overdue
        self.paid += paid


def figures_of(region: Region) -> list[ClaimFigures]:
    """Each agency of a region (of a province: of its cities) that has cases, by name. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"region": region.pk, **_days()})
        rows = cursor.fetchall()
    agencies = Agency.objects.filter(pk__in={row[0] for row in rows}).select_related("parent", "region")
    names = told_apart(agencies)
    found = {
        agency.pk: ClaimFigures(
            f"{names[agency.pk]}, {agency.region}" if region.is_province else names[agency.pk], agency.code
        )
        for agency in agencies
    }
    for agency, *figures in rows:
        found[agency].add(*figures)
    return sorted(found.values(), key=lambda row: (row.name.casefold(), row.code))


def total_of(rows: Iterable[ClaimFigures], label: str) -> ClaimFigures:
    total = ClaimFigures(label)
    for row in rows:
        for name in ("accidents", "deaths", "to_file", "filed", "settled", "closed", "overdue", "paid"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    return total


def overdue(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those past a deadline today."""
    return claims.overdue(**_days())


def _days() -> dict[str, dt.date]:
    today = timezone.localdate()
    return {
        "known_before": deadlines.known_before(today),
        "happened_before": deadlines.happened_before(today),
    }


@dataclass(frozen=True)
class Tile:
    """A figure that filters the list by `state`."""

    label: Any
    state: str
    value: int
    tone: str
    current: bool


def tiles_of(claims: ClaimQuerySet, shown: str) -> list[Tile]:
    """The figures above a list, whatever it shows. Two queries."""
    states = dict(claims.order_by().values_list("state").annotate(n=Count("pk")))
    found = (
        (_("Overdue"), "overdue", overdue(claims).count(), "bad"),
        (_("To be filed"), "to_file", states.get(ClaimState.REPORTED, 0), "waiting"),
        (_("Filed, not paid yet"), "filed", states.get(ClaimState.FILED, 0), "listed"),
        (_("Paid"), "paid", states.get(ClaimState.PAID, 0), "registered"),
    )
    return [Tile(label, state, value, tone, state == shown) for label, state, value, tone in found]


def claims_of(worker: int) -> list[BenefitClaim]:
    """The claims about one worker, newest first."""
    return list(BenefitClaim.objects.filter(worker=worker))
