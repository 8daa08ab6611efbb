"""What closing the gap costs, reckoned as the city's desk does (`contributions.desk.cost`), and what a head
costs at each agency. Of a frozen day: for the people who were missing then, at rates and terms of that day.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from agencies.models import Region
from contributions.budget import reading
from contributions.budget.heads import AS_IT_IS, total
from contributions.budget.reckoning import SEN, Budget, Plan, together
from contributions.budget.words import side_of
from contributions.coverage.funnel import AgencyCoverage, PlaceCoverage
from contributions.reports.content import ZERO, Cost, SourceCost

Heads = Mapping[int, Decimal | None]
"""By agency (id): what one of its missing people costs a month; None where nobody knows."""


def costed(region: Region, place: PlaceCoverage, live: PlaceCoverage) -> tuple[Cost, Heads]:
    """`place` is what the report says, `live` what is known of that day now: the same unless it is frozen."""
    plan = Plan(live.as_of.year, live.as_of.replace(day=1))
    budgets = {one.agency.pk: one for one in _budgets(region, plan, live.as_of)}
    whole, lacking = together(list(budgets.values())), lacking_of(budgets.values())
    mean = side_of(whole).per_head
    heads = {
        one.office.pk: per_head([budgets[pk] for pk in one.members if pk in budgets], mean)
        for one in (*place.agencies, *live.agencies)
    }
    known = sum(gap_of(one) for one in place.agencies)
    beyond = tuple(lacking + max(0, gap - known) for gap in place.gaps)
    named = total(whole.missing) + _frozen_since(place, live, heads, mean or ZERO)
    gap = () if mean is None and any(beyond) else tuple(_sen(named + (mean or ZERO) * n) for n in beyond)
    paying = [one for one in budgets.values() if total(one.month)]
    return Cost(
        registered=total(whole.month),
        heads=sum(one.people.registered for one in paying),
        per_head=mean,
        gap=gap,
        full=total(whole.full),
        lacking=max(beyond, default=0),
        sources=_sources(whole),
        apart=max(0, whole.people.missing - sum(gap_of(one) for one in live.agencies)),
        apart_registered=max(0, whole.people.registered - live.staff.registered),
    ), heads


def gap_of(one: AgencyCoverage) -> int:
    """Nobody, where nothing is known."""
    return max(0, one.gap or 0)


def per_head(budgets: Sequence[Budget], average: Decimal | None) -> Decimal | None:
    """What one of an agency's people who are missing would cost a month; who has no base among them, at the
    average of the city. Where nobody is missing, what one of the registered costs; None where nobody's base
    is known."""
    whole, lacking = together(budgets), lacking_of(budgets)
    if whole.people.missing > lacking:
        return (total(whole.missing) + lacking * (average or ZERO)) / whole.people.missing
    return None if whole.people.missing else side_of(whole).per_head


def lacking_of(budgets: Iterable[Budget]) -> int:
    """How many of the people who are missing have no base."""
    return sum(min(one.lacking, one.people.missing) for one in budgets)


def _budgets(region: Region, plan: Plan, day: dt.date) -> list[Budget]:
    return reading.of_region(region, plan, day).budgets(plan, AS_IT_IS)


def _frozen_since(place: PlaceCoverage, live: PlaceCoverage, heads: Heads, mean: Decimal) -> Decimal:
    """Of those who were missing when the day was frozen and now are not; less what came since."""
    if place is live:
        return ZERO
    now = {one.office.pk: gap_of(one) for one in live.agencies}
    then = {one.office.pk: gap_of(one) for one in place.agencies}
    return sum(
        ((then.get(pk, 0) - now.get(pk, 0)) * (heads[pk] or mean) for pk in {*now, *then}),
        ZERO,
    )


def _sources(whole: Budget) -> tuple[SourceCost, ...]:
    full: dict[str, Decimal] = {}
    for (source, _part, _account), amount in whole.by_source_full.items():
        full[source] = full.get(source, ZERO) + amount
    return tuple(SourceCost(source, amount) for source, amount in sorted(full.items()))


def _sen(amount: Decimal) -> Decimal:
    return amount.quantize(SEN, ROUND_HALF_UP)
