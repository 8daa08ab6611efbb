"""What a late month may cost more: an estimate, off for local governments unless a rate says otherwise."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from contributions.models import Assessment, PenaltyRate

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Estimate:
    """Rupiah, for so many begun months, by these legal sources."""

    amount: Decimal
    months: int
    sources: tuple[str, ...]


def rates_for_government() -> list[PenaltyRate]:
    """Only the rates of which somebody said that they bind local governments: the law leaves out employers
    that are organs of the state (domain.md §2)."""
    return list(PenaltyRate.objects.filter(for_government=True))


def estimate(
    balance: Decimal, due_on: dt.date, day: dt.date, rates: Iterable[PenaltyRate]
) -> Estimate | None:
    """Simple, never compounding: each month begun after the due date adds the percent in force when it began.
    None where nothing is late or no rate holds."""
    if balance <= 0 or due_on >= day:
        return None
    known, percent, months, sources = list(rates), Decimal(0), 0, []
    begins = due_on + dt.timedelta(days=1)
    while begins <= day:
        if rate := next((one for one in known if _holds(one, begins)), None):
            percent, months = percent + rate.percent, months + 1
            sources.append(rate.legal_source)
        begins = _month_later(begins, due_on.day + 1)
    amount = (balance * percent / 100).quantize(CENT, ROUND_HALF_UP)
    return Estimate(amount, months, tuple(dict.fromkeys(sources))) if amount else None


def estimate_of(assessments: Iterable[Assessment], day: dt.date) -> Estimate | None:
    """Of several groups together. One query where anything is late, else none."""
    late = [one for one in assessments if one.is_late(day)]
    if not late:
        return None
    rates = rates_for_government()
    found = [one for one in (estimate(a.owed - a.paid, a.due_on, day, rates) for a in late) if one]
    if not found:
        return None
    sources = dict.fromkeys(source for one in found for source in one.sources)
    return Estimate(sum((one.amount for one in found), Decimal(0)), found[0].months, tuple(sources))


def _holds(rate: PenaltyRate, day: dt.date) -> bool:
    first, until = rate.period.lower, rate.period.upper
    return (first is None or first <= day) and (until is None or day < until)


def _month_later(day: dt.date, wanted: int) -> dt.date:
    """A month on; on the 16th again, or what stands for it in a short month."""
    first = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return min(first.replace(day=min(wanted, 28)), last)
