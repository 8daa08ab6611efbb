"""The figures of a place and of its single agencies, as a snapshot freezes them and as they are known now."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from agencies.models import Agency, Region
from contributions.coverage import denominators
from contributions.coverage.figures import covered, place_of, read_offices, read_stated
from contributions.coverage.funnel import NO_DATA, AgencyCoverage, Funnel, Office, PlaceCoverage, head_of
from contributions.coverage.kept import Kept, read_kept
from contributions.snapshots.debts import NO_DEBT, Debt, debts_of
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


@dataclass(frozen=True)
class Reading:
    """All that a snapshot freezes of a regency or city on a day."""

    place: PlaceCoverage
    rows: Sequence[Row]
    debts: Mapping[int, Debt]


def read(region: Region, day: dt.date) -> Reading:
    """A regency or city as it is known now to have been on a day. Six statements."""
    offices = read_offices(Agency.objects.filter(region=region))
    kept = read_kept(Q(region=region), day)
    stated = read_stated(Q(region=region), day)
    place = place_of(covered(offices, kept, stated, day), stated, day)
    debts = debts_of(Agency.objects.filter(region=region), day)
    declared = {pk: said.count for pk, said in denominators.newest_by_agency(stated, day).items()}
    return Reading(place, _rows(offices, kept, declared, debts, day), debts)


def rows_of_agencies(agencies: Collection[int], day: dt.date) -> list[Row]:
    """Some agencies (ids) alone; who answers for whom is not looked at. Six statements."""
    offices = read_offices(Agency.objects.filter(pk__in=agencies))
    stated = read_stated(Q(agency__in=agencies), day)
    declared = {pk: said.count for pk, said in denominators.newest_by_agency(stated, day).items()}
    debts = debts_of(Agency.objects.filter(pk__in=agencies), day)
    return _rows(offices, read_kept(Q(agency__in=agencies), day), declared, debts, day)


def _rows(
    offices: Sequence[Office],
    kept: Kept,
    declared: Mapping[int, int],
    debts: Mapping[int, Debt],
    day: dt.date,
) -> list[Row]:
    """Every agency that existed on the day or still had people: its staff, known or not, and its community
    where it has any. One that had ended and still owed stands for itself, with its debt alone."""
    staff = {office.pk: kept.funnels.get((office.pk, Population.STAFF), NO_DATA) for office in offices}
    apart = {office.pk: kept.funnels.get((office.pk, Population.COMMUNITY), NO_DATA) for office in offices}
    there = {
        office.pk: AgencyCoverage(office, staff[office.pk], apart[office.pk])
        for office in offices
        if office.exists_on(day) or staff[office.pk].listed or apart[office.pk].listed
    }
    found = []
    for pk, one in there.items():
        head = head_of(one.office, there)
        debt = debts.get(pk, NO_DEBT)
        found.append(Row(pk, head, Population.STAFF, staff[pk], declared.get(pk), kept.lists.get(pk), debt))
        if apart[pk].known:
            found.append(Row(pk, head, Population.COMMUNITY, apart[pk]))
    ended = (pk for pk in debts if pk not in there)
    return [*found, *(Row(pk, pk, Population.STAFF, NO_DATA, debt=debts[pk]) for pk in ended)]
