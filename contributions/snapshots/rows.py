"""The figures of single agencies as a snapshot freezes them, and as they are known now."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from agencies.models import Agency, Region
from contributions.coverage import denominators
from contributions.coverage.figures import read_offices, read_stated
from contributions.coverage.funnel import NO_DATA, AgencyCoverage, Funnel, head_of
from contributions.coverage.kept import read_kept
from contributions.snapshots.debts import NO_DEBT, Debt
from enrolment.models import Population


@dataclass(frozen=True)
class Row:
    """One agency (id) and population on a day; the declaration, the list's date and the debt stand with the
    staff."""

    agency: int
    counts_with: int
    population: str
    funnel: Funnel
    declared: int | None = None
    roster_date: dt.date | None = None
    debt: Debt = NO_DEBT


def rows_of(region: Region, day: dt.date, debts: Mapping[int, Debt]) -> list[Row]:
    """Every agency that existed on the day or still had people: its staff, known or not, and its community
    where it has any."""
    offices = read_offices(Agency.objects.filter(region=region))
    kept = read_kept(Q(region=region), day)
    declared = denominators.newest_by_agency(read_stated(Q(region=region), day), day)
    staff = {office.pk: kept.funnels.get((office.pk, Population.STAFF), NO_DATA) for office in offices}
    apart = {office.pk: kept.funnels.get((office.pk, Population.COMMUNITY), NO_DATA) for office in offices}
    there = {
        office.pk: AgencyCoverage(office, staff[office.pk], apart[office.pk])
        for office in offices
        if office.exists_on(day) or staff[office.pk].listed or apart[office.pk].listed
    }
    found = []
    for pk, one in there.items():
        head, said = head_of(one.office, there), declared.get(pk)
        found.append(
            Row(
                pk, head, Population.STAFF, staff[pk], said.count if said else None, kept.lists.get(pk),
                debts.get(pk, NO_DEBT),
            )
        )  # fmt: skip
        if apart[pk].known:
            found.append(Row(pk, head, Population.COMMUNITY, apart[pk]))
    return found
