"""What a year costs: heads × what one costs a month. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from contributions.budget.heads import AS_IT_IS, ZERO, Assumed, Group, Law, Money, added, nothing, times
from contributions.models import BaseKind

SEN = Decimal("0.01")
BUDGETED = ("apbd", "blud", "bos")
"""Sources that are a budget of the government, whose accounts are named."""
BySource = Mapping[tuple[str, str, str], Decimal]
"""Rupiah by source, part and budget account."""


@dataclass(frozen=True)
class People:
    """Heads of an agency: registered; listed and not registered (nor Taspen's); declared and not listed."""

    registered: int = 0
    listed: int = 0
    declared: int = 0

    @property
    def missing(self) -> int:
        return self.listed + self.declared

    @property
    def all(self) -> int:
        return self.registered + self.missing


@dataclass(frozen=True)
class Budget:
    """One agency's year. `assessed` and `forecast`: the months of the registered; one of several groups or
    agencies may be in both. `month` is what they cost in the month that stands for today, `missing` what the
    others would; `rest` what the others would cost in the months that are forecast. `full` is twelve months
    of all. `by_source` splits the year of the registered, `by_source_full` twelve months of all. `lacking`
    heads are in no sum: nobody knows their base.
    """

    agency: Any
    people: People
    assessed: Mapping[dt.date, Money] = field(default_factory=dict)
    forecast: Mapping[dt.date, Money] = field(default_factory=dict)
    month: Money = field(default_factory=nothing)
    missing: Money = field(default_factory=nothing)
    rest: Money = field(default_factory=nothing)
    by_source: BySource = field(default_factory=dict)
    by_source_full: BySource = field(default_factory=dict)
    lacking: int = 0
    hindrance: str = ""
    base: Decimal | None = None
    served_by: str = ""

    @property
    def months(self) -> Mapping[dt.date, Money]:
        return by_month([self.assessed, self.forecast])

    @property
    def year(self) -> Money:
        """The registered: what was assessed, and the forecast of the rest."""
        return added(self.months.values())

    @property
    def actual(self) -> Money:
        return added(self.assessed.values())

    @property
    def full(self) -> Money:
        """Twelve months of everybody, at today's rates."""
        return times(added([self.month, self.missing]), 12)


def split(count: int, weights: Sequence[int]) -> list[int]:
    """So many heads by these weights, whole, and together as many; all to the first where none weighs."""
    whole = sum(weights)
    if not whole:
        return [count, *[0] * (len(weights) - 1)]
    found = [count * weight // whole for weight in weights]
    for at in sorted(range(len(weights)), key=lambda at: -(count * weights[at] % whole))[
        : count - sum(found)
    ]:
        found[at] += 1
    return found


def shared(money: Mapping[str, Decimal], terms: Any) -> BySource:
    """Money by (source, part, account), by the shares of the terms; the largest source takes what rounding
    leaves. Accounts are the budget's: of money that is no office's there is none."""
    found: dict[tuple[str, str, str], Decimal] = {}
    shares = list(terms.shares.items()) if terms else []
    for part, amount in money.items():
        left = amount
        for source, percent in reversed(shares):
            mine = left if source == shares[0][0] else (amount * percent / 100).quantize(SEN, ROUND_HALF_UP)
            left -= mine
            if mine:
                account = getattr(terms, f"account_{part}", "") if source in BUDGETED else ""
                found[str(source), part, account] = mine
    return found


def summed(shares: Iterable[BySource]) -> BySource:
    found: dict[tuple[str, str, str], Decimal] = {}
    for one in shares:
        for key, amount in one.items():
            found[key] = found.get(key, ZERO) + amount
    return found


def by_month(sums: Iterable[Mapping[dt.date, Money]]) -> dict[dt.date, Money]:
    """Each month of any of them, with what those that have it add up to."""
    found: dict[dt.date, list[Money]] = {}
    for months in sums:
        for month, money in months.items():
            found.setdefault(month, []).append(money)
    return {month: added(found[month]) for month in sorted(found)}


def together(budgets: Sequence[Budget], agency: Any = None) -> Budget:
    """The sum of some agencies."""
    return Budget(
        agency,
        People(
            sum(one.people.registered for one in budgets),
            sum(one.people.listed for one in budgets),
            sum(one.people.declared for one in budgets),
        ),
        by_month(one.assessed for one in budgets),
        by_month(one.forecast for one in budgets),
        added(one.month for one in budgets),
        added(one.missing for one in budgets),
        added(one.rest for one in budgets),
        summed(one.by_source for one in budgets),
        summed(one.by_source_full for one in budgets),
        sum(one.lacking for one in budgets),
    )


@dataclass(frozen=True)
class Plan:
    """The year, and its first month that is forecast; `at` is the one that stands for today's terms."""

    year: int
    first: dt.date

    @property
    def months(self) -> list[dt.date]:
        return [dt.date(self.year, number, 1) for number in range(1, 13)]

    @property
    def forecast(self) -> list[dt.date]:
        return [month for month in self.months if month >= self.first]

    @property
    def at(self) -> dt.date:
        return min(max(self.first, dt.date(self.year, 1, 1)), dt.date(self.year, 12, 1))


def budget_of(
    agency: Any, people: People, groups: Sequence[Group], plan: Plan, law: Law, assumed: Assumed = AS_IT_IS
) -> Budget:
    """The year of one agency: its heads by its groups (those of its own that have terms, else one that serves
    it), each by its own terms."""
    paying = paying_groups(agency, groups, plan)
    if not paying:
        return replace(Budget(agency, people), lacking=people.all, hindrance="no_group")
    weights = [group.workers for group in paying]
    counts = zip(split(people.registered, weights), split(people.missing, weights), strict=True)
    parts = [
        _of_group(agency, group, heads, missing, plan, law, assumed)
        for group, (heads, missing) in zip(paying, counts, strict=True)
    ]
    hindrance = next((one.hindrance for one in parts if one.hindrance), "")
    first = paying[0]
    return replace(
        together(parts, agency),
        people=people,
        hindrance=hindrance,
        base=first.base_on(plan.at) if len(paying) == 1 else None,
        served_by=first.name if first.agency_id != agency.pk else "",
    )


def paying_groups(agency: Any, groups: Sequence[Group], plan: Plan) -> list[Group]:
    """The agency's own groups that have terms or were assessed this year; else one that serves it and has;
    else its own default group, of which nobody knows the terms."""
    own = [group for group in groups if group.agency_id == agency.pk]
    with_terms = [group for group in own if group.terms_on(plan.at) or group.assessed]
    if with_terms:
        return sorted(with_terms, key=lambda group: not group.is_default)
    serving = [group for group in groups if group.agency_id != agency.pk and group.terms_on(plan.at)]
    return serving[:1] or [group for group in own if group.is_default][:1]


def _of_group(
    agency: Any, group: Group, heads: int, missing: int, plan: Plan, law: Law, assumed: Assumed
) -> Budget:
    one = group.head(plan.at, law, assumed)
    is_own = group.agency_id == agency.pk
    months = dict(_months(group, heads, is_own, plan, law, assumed))
    month, others = (times(one, heads), times(one, missing)) if one else (nothing(), nothing())
    to_come = [day for day in plan.forecast if day not in group.assessed]
    return Budget(
        agency,
        People(heads, missing),
        {day: money for day, money in months.items() if day in group.assessed},
        {day: money for day, money in months.items() if day not in group.assessed},
        month,
        others,
        times(others, len(to_come)),
        summed(shared(money, group.terms_on(day)) for day, money in months.items()),
        shared(times(added([month, others]), 12), group.terms_on(plan.at)),
        0 if one else heads + missing,
        "" if one else _hindrance(group, plan),
    )


def _months(
    group: Group, heads: int, is_own: bool, plan: Plan, law: Law, assumed: Assumed
) -> Iterable[tuple[dt.date, Money]]:
    """What was assessed; of the months to come that were not, the forecast. What a group of another agency
    was assessed with stands there."""
    for month in plan.months:
        if month in group.assessed:
            if is_own:
                yield month, group.assessed[month]
        elif month >= plan.first and (head := group.head(month, law, assumed)) is not None:
            yield month, times(head, heads)


def _hindrance(group: Group, plan: Plan) -> str:
    terms = group.terms_on(plan.at)
    if terms is None:
        return "no_terms"
    if group.base_on(plan.at) is None:
        return "no_wages" if terms.base_kind == BaseKind.WAGE else "no_wage"
    return "no_rate"
