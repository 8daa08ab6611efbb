"""What a budget is reckoned from: figures kept per agency, terms, rates, what was assessed.

No person is read, so leaders and the budget office may see it all. A fixed number of statements, however many
agencies.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from agencies.models import Agency, ContributionGroup, Region
from agencies.models.groups import GroupProgrammes
from contributions.budget.heads import ZERO, Assumed, Group, Law, Money, nothing
from contributions.budget.reckoning import Budget, People, Plan, budget_of
from contributions.coverage.denominators import Stated, chosen, newest_of_each
from contributions.coverage.figures import (
    Read,
    answered_for,
    covered,
    read_offices,
    read_regions,
    read_stated,
)
from contributions.coverage.funnel import AgencyCoverage, Funnel, Office
from contributions.coverage.kept import read_kept
from contributions.models import (
    Assessment,
    AssessmentState,
    BaseKind,
    GroupTerms,
    MinimumWage,
    Rate,
    Relief,
)


@dataclass(frozen=True)
class Unplaced:
    """Heads of the total that a city measures itself by, whom no agency has listed or declared; and who says
    that total."""

    heads: int
    source: str


@dataclass(frozen=True)
class Sources:
    """Everything that was read, so that a what-if needs no second reading."""

    offices: Sequence[Office]
    people: dict[int, People]
    groups: dict[int, list[Group]]
    law: Law
    unplaced: Unplaced | None = None

    def budgets(self, plan: Plan, assumed: Assumed) -> list[Budget]:
        """The year of each agency that has people or money; by code."""
        found = [
            budget_of(
                office, self.people.get(office.pk, People()), self.groups[office.pk], plan, self.law, assumed
            )
            for office in self.offices
        ]
        return [one for one in found if one.people.all or one.months]


def of_region(region: Region, plan: Plan, today: dt.date, read: Read | None = None) -> Sources:
    """All agencies of a city; `read`: its figures of today, where they were read already."""
    return _of(read or read_regions([region], today), plan, today)


def of_agency(agency: Agency, plan: Plan, today: dt.date) -> Sources:
    """One agency, with those it answers for."""
    ids = answered_for(agency)
    offices = read_offices(Agency.objects.filter(pk__in=ids))
    where = Q(agency__in=ids)
    return _of(Read(offices, read_kept(where, today), read_stated(where, today)), plan, today)


def _of(read: Read, plan: Plan, today: dt.date) -> Sources:
    offices, kept, stated = read.offices, read.kept, read.stated
    folded = covered(offices, kept, stated, today)
    groups = read_groups([office.pk for office in offices], {office.region_id for office in offices}, plan)
    law = Law(list(Rate.objects.all()), list(Relief.objects.all()))
    people = people_of(kept.funnels, folded)
    return Sources(offices, people, groups, law, unplaced_of(folded, stated, today))


def people_of(
    figures: Mapping[tuple[int, str], Funnel], folded: Iterable[AgencyCoverage]
) -> dict[int, People]:
    """Heads by agency, staff and community together. A declaration covers those an agency answers for: what
    is missing from all their lists counts with it."""
    found: dict[int, People] = {}
    for (agency, _population), funnel in figures.items():
        before = found.get(agency, People())
        listed = (funnel.listed or 0) - funnel.covered
        found[agency] = People(before.registered + funnel.registered, before.listed + listed)
    for one in folded:
        unlisted = max(0, (one.declared or 0) - (one.staff.listed or 0))
        before = found.get(one.office.pk, People())
        found[one.office.pk] = People(before.registered, before.listed, unlisted)
    return found


def unplaced_of(
    folded: Iterable[AgencyCoverage], stated: Iterable[Stated], today: dt.date
) -> Unplaced | None:
    """What the city's chosen total has beyond its agencies; None where it chose none, or nothing is left."""
    totals = newest_of_each((one for one in stated if one.agency_id is None), today)
    whole = chosen(totals, today)
    heads = whole.count - sum(one.known or 0 for one in folded) if whole else 0
    return Unplaced(heads, whole.source_text) if whole and heads > 0 else None


def read_groups(agencies: Sequence[int], regions: Iterable[int], plan: Plan) -> dict[int, list[Group]]:
    """The groups of each agency: its own, and those that serve it. Seven statements."""
    serving = list(
        ContributionGroup.agencies.through.objects.filter(agency__in=agencies).values_list(
            "contributiongroup", "agency"
        )
    )
    wanted = Q(agency__in=agencies) | Q(pk__in=[group for group, _agency in serving])
    rows = list(ContributionGroup.objects.filter(wanted).order_by("agency", "-is_default", "pk"))
    ids = [row.pk for row in rows]
    terms = _by(GroupTerms.objects.filter(group__in=ids).order_by("period"), "group_id")
    programmes = _by(GroupProgrammes.objects.filter(group__in=ids), "group_id")
    wages = _wages(regions)
    assessed = _assessed(ids, plan.year)
    newest = _newest(ids)
    made = {
        row.pk: Group(
            row.pk, row.agency_id, row.name, row.segment, row.jkk_risk, row.is_default,
            terms[row.pk], programmes[row.pk], wages, *newest.get(row.pk, (None, 0)),
            assessed=assessed.get(row.pk, {}),
        )
        for row in rows
    }  # fmt: skip
    found: dict[int, list[Group]] = {agency: [] for agency in agencies}
    for row in rows:
        if row.agency_id in found:
            found[row.agency_id].append(made[row.pk])
    for group, agency in serving:
        found[agency].append(made[group])
    return found


def _by(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _wages(regions: Iterable[int]) -> dict[str, list[MinimumWage]]:
    """UMK of a city and UMP of its province, of all periods. All regions asked for are one city."""
    ids = set(regions)
    rows = MinimumWage.objects.filter(Q(region__in=ids) | Q(region__children__in=ids)).distinct()
    found: dict[str, list[MinimumWage]] = {BaseKind.UMK: [], BaseKind.UMP: []}
    for row in rows:
        found[BaseKind.UMK if row.region_id in ids else BaseKind.UMP].append(row)
    return found


def _assessed(groups: Sequence[int], year: int) -> dict[int, dict[dt.date, Money]]:
    """What the assessed months of a year cost each group, and what BPJS's bill differs by."""
    found: dict[int, dict[dt.date, Money]] = defaultdict(dict)
    months = Assessment.objects.filter(group__in=groups, month__year=year).order_by()
    for one in months.exclude(state=AssessmentState.MISSING, billed=None):
        money = nothing()
        money["jkk"], money["jkm"] = one.jkk, one.jkm
        money["jht"], money["jp"] = one.jht_employer + one.jht_worker, one.jp_employer + one.jp_worker
        money["other"] = one.owed - one.total
        found[one.group_id][one.month] = money
    return found


def _newest(groups: Sequence[int]) -> dict[int, tuple[Any, int]]:
    """Of the newest month of each group that was computed: its base per head, and its heads."""
    months = Assessment.objects.filter(group__in=groups, workers__gt=0).order_by("group", "-month")
    rows = months.distinct("group").values_list("group", "base", "workers")
    return {group: ((base / workers).quantize(ZERO), workers) for group, base, workers in rows}
