"""What a month costs for a base: the arithmetic of `billing.assessing_sql`, for previews and forecasts. Pure.

Rounded half up to sen per column and worker (PP 44/2015; domain.md §2): 3.000.000 → 7.200 + 9.000 = 16.200.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from agencies.models.groups import ALWAYS, Programme, Segment
from contributions.models import PARTS

SEN = Decimal("0.01")
ZERO = Decimal("0.00")


class Charging(Protocol):
    """A rate as far as computing needs it (`models.Rate`)."""

    programme: str
    segment: str
    risk: int
    employer: Decimal | None
    worker: Decimal | None
    amount: Decimal | None
    minimum_base: Decimal | None
    maximum_base: Decimal | None
    bases: Any
    period: Any


def holds(span: Any, value: Any) -> bool:
    """Whether a half-open range `[lower, upper)` holds a value; an end that is None is open."""
    if span is None:
        return True
    return (span.lower is None or span.lower <= value) and (span.upper is None or value < span.upper)


def in_force(rates: Iterable[Charging], segment: str, risk: int, day: dt.date) -> list[Charging]:
    """The rates that a group of this segment and risk group is charged with on a day."""
    return [
        rate
        for rate in rates
        if rate.segment == segment and rate.risk in (0, risk) and holds(rate.period, day)
    ]


def charged(
    rates: Sequence[Charging],
    programmes: Iterable[str],
    base: Decimal,
    factor: Decimal = Decimal(1),
    *,
    relieved: Iterable[str] = (),
    only: bool = False,
) -> dict[str, Decimal] | None:
    """Each column of a line (`models.PARTS`) for one worker; None where a programme has no rate.

    `rates` are those in force; `factor` is what a relief leaves of the `relieved` programmes. JKK and JKM are
    charged always, unless `only` the named programmes are wanted.
    """
    found = dict.fromkeys(PARTS, ZERO)
    reduced = set(relieved)
    for programme in set(programmes) if only else {*programmes, *ALWAYS}:
        rate = next((r for r in rates if r.programme == programme and holds(r.bases, base)), None)
        if rate is None:
            return None
        left = factor if programme in reduced else Decimal(1)
        for column, amount in _columns(rate, base).items():
            found[column] = (amount * left).quantize(SEN, ROUND_HALF_UP)
    return found


def _columns(rate: Charging, base: Decimal) -> dict[str, Decimal]:
    """Exact amounts, unrounded, by column; an amount in rupiah counts with the first of its programme."""
    name = rate.programme.lower()
    split = rate.programme in (Programme.JHT, Programme.JP)
    if rate.amount is not None:
        return {f"{name}_employer" if split else name: rate.amount}
    counted = max(base, rate.minimum_base) if rate.minimum_base is not None else base
    counted = min(counted, rate.maximum_base) if rate.maximum_base is not None else counted
    employer, worker = (counted * (share or ZERO) / 100 for share in (rate.employer, rate.worker))
    if split:
        return {f"{name}_employer": employer, f"{name}_worker": worker}
    return {name: employer + worker}


def total(parts: dict[str, Decimal] | None) -> Decimal | None:
    return None if parts is None else sum(parts.values(), ZERO)


def month_total(
    rates: Iterable[Charging], segment: str, risk: int, day: dt.date, base: Decimal, programmes: Iterable[str]
) -> Decimal | None:
    """What one worker's month costs on a day; None where a programme has no rate then."""
    risk = risk if segment == Segment.PU else 0
    return total(charged(in_force(rates, segment, risk, day), programmes, base))
