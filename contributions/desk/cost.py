"""What it would cost to protect everybody who is not: per month, and for twelve months."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from agencies.models import Region
from contributions.budget import reading
from contributions.budget.heads import AS_IT_IS, total
from contributions.budget.reckoning import SEN, Plan, together
from contributions.budget.words import side_of
from contributions.coverage.figures import Read
from contributions.coverage.funnel import PlaceCoverage


@dataclass(frozen=True)
class GapCost:
    """Rupiah a month to close the gap, the smallest and the largest where sources state different totals.

    `named` people are on lists or declared and cost what the terms of their agency say. `average` are the
    others: on lists of agencies whose terms nobody knows, or in the city's total and on no list; fewest and
    most of them. `apart` of the named are RT/RW, cadres and vulnerable workers. Those at the average
    cost `per_head`, which is that of everybody whose cost is known. `monthly` is
    empty where somebody would have to be reckoned and no cost of anybody is known.
    """

    monthly: tuple[Decimal, ...]
    named: int
    average: tuple[int, ...]
    per_head: Decimal | None
    apart: int = 0

    @property
    def yearly(self) -> tuple[Decimal, ...]:
        return tuple(amount * 12 for amount in self.monthly)

    @property
    def heads(self) -> tuple[int, ...]:
        return tuple(self.named + count for count in self.average)


def gap_cost(
    region: Region, place: PlaceCoverage, today: dt.date, read: Read | None = None
) -> GapCost | None:
    """By today's rates, reliefs and terms; None where nobody is known to be unprotected. A fixed number of
    statements, however many agencies; `read` spares some of them."""
    plan = Plan(today.year, today.replace(day=1))
    budgets = reading.of_region(region, plan, today, read).budgets(plan, AS_IT_IS)
    whole = together(budgets)
    lacking = sum(min(one.lacking, one.people.missing) for one in budgets)
    known = sum(one.gap or 0 for one in place.agencies)
    average = tuple(dict.fromkeys(lacking + max(0, gap - known) for gap in place.gaps or (known,)))
    named, apart = whole.people.missing - lacking, max(0, whole.people.missing - known)
    if not named and not any(average):
        return None
    per_head = side_of(whole).per_head
    if any(average) and per_head is None:
        return GapCost((), named, average, None, apart)
    mean = per_head or Decimal(0)
    monthly = (total(whole.missing) + mean * count for count in average)
    rounded = tuple(amount.quantize(SEN, ROUND_HALF_UP) for amount in monthly)
    return GapCost(rounded, named, average, per_head, apart)
