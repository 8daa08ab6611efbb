"""What one head costs a month, by the terms, rates and reliefs of that month. Pure.

Money is a mapping of `PARTS` to rupiah: JKK, JKM, JHT and JP, as budget accounts hold them, and `other`, what
BPJS billed beyond or below what was assessed and no account can be named for.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from agencies.models.groups import ALWAYS, Segment
from contributions.models import SHARES, BaseKind
from contributions.rates.charging import charged, holds, in_force

PARTS = ("jkk", "jkm", "jht", "jp", "other")
ZERO = Decimal("0.00")
Money = dict[str, Decimal]


def nothing() -> Money:
    return dict.fromkeys(PARTS, ZERO)


def total(money: Mapping[str, Decimal]) -> Decimal:
    return sum(money.values(), ZERO)


def added(sums: Iterable[Mapping[str, Decimal]]) -> Money:
    found = nothing()
    for one in sums:
        for part, amount in one.items():
            found[part] += amount
    return found


def times(money: Mapping[str, Decimal], count: int) -> Money:
    return {part: amount * count for part, amount in money.items()}


def folded(parts: Mapping[str, Decimal]) -> Money:
    """The columns of a line, employer's and worker's share together."""
    found = nothing()
    for column, amount in parts.items():
        found[column.partition("_")[0]] += amount
    return found


@dataclass(frozen=True)
class Law:
    """The rates and reliefs that there are, of all periods."""

    rates: Sequence[Any]
    reliefs: Sequence[Any]

    def factor(self, terms: Any, segment: str, month: dt.date) -> tuple[Decimal, Sequence[str]]:
        """What the relief leaves that leaves least, and of which programmes. One that asks whether everything
        was paid is not counted on."""
        fitting = [one for one in self.reliefs if terms and _fits(one, terms, segment, month)]
        best = min(fitting, key=lambda one: one.factor, default=None)
        return (best.factor, best.programmes) if best else (Decimal(1), ())


def _fits(relief: Any, terms: Any, segment: str, month: dt.date) -> bool:
    return (
        holds(relief.period, month)
        and relief.segment in ("", segment)
        and relief.sector in ("", terms.sector)
        and relief.settled_until is None
        and not any(getattr(terms, SHARES[source]) for source in relief.not_paid_from)
    )


@dataclass(frozen=True)
class Assumed:
    """What if: another base for all, more programmes. Nothing: as it is."""

    base: Decimal | None = None
    programmes: tuple[str, ...] = ()


AS_IT_IS = Assumed()


@dataclass(frozen=True)
class Group:
    """A contribution group as far as its cost needs it. `terms`, `programmes` and `wages` (UMK and UMP, by
    base kind) are of all periods; `average` is the base per head of the newest assessed month; `workers` how
    many that had; `assessed` what each assessed month of the year cost."""

    pk: int
    agency_id: int
    name: str
    segment: str
    risk: int
    is_default: bool
    terms: Sequence[Any] = ()
    programmes: Sequence[Any] = ()
    wages: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    average: Decimal | None = None
    workers: int = 0
    assessed: Mapping[dt.date, Money] = field(default_factory=dict)

    def terms_on(self, month: dt.date) -> Any:
        return next((one for one in self.terms if holds(one.period, month)), None)

    def base_on(self, month: dt.date) -> Decimal | None:
        """The base of one head; None without terms, or where nobody knows it."""
        terms = self.terms_on(month)
        if terms is None:
            return None
        if terms.base_kind == BaseKind.AGREED:
            return terms.amount
        if terms.base_kind == BaseKind.WAGE:
            return self.average
        wages = self.wages.get(terms.base_kind, ())
        return next((one.amount for one in wages if holds(one.period, month)), None)

    def head(self, month: dt.date, law: Law, assumed: Assumed = AS_IT_IS) -> Money | None:
        """What one head costs in a month; None where its base or a rate is not known."""
        base = self.base_on(month) if assumed.base is None else assumed.base
        if base is None:
            return None
        own = next((one.programmes for one in self.programmes if holds(one.period, month)), ALWAYS)
        factor, relieved = law.factor(self.terms_on(month), self.segment, month)
        risk = self.risk if self.segment == Segment.PU else 0
        rates = in_force(law.rates, self.segment, risk, month)
        parts = charged(rates, {*own, *assumed.programmes}, base, factor, relieved=relieved)
        return None if parts is None else folded(parts)
