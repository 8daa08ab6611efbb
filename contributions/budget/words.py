"""Budgets in words: what could not be reckoned and why, lines by source and account, what if."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributions.budget.heads import PARTS, ZERO, Money, added, times, total
from contributions.budget.reckoning import SEN, Budget
from contributions.models import Source

HINDRANCES = {
    "": "",
    "no_group": _("It has no contribution group."),
    "no_terms": _("Nobody has said yet from which base it pays, and who pays."),
    "no_wages": _("Each wage counts, and no month was computed yet that tells their average."),
    "no_wage": _("The minimum wage is not known here."),
    "no_rate": _("One of its programmes has no rate."),
}
PART_WORDS: dict[str, str | Promise] = {
    "jkk": "JKK",
    "jkm": "JKM",
    "jht": "JHT",
    "jp": "JP",
    "other": _("difference to BPJS's bill"),
}


@dataclass(frozen=True)
class SourceLine:
    """What one source pays to one account: of the registered in the year, of all in twelve months."""

    source: str | Promise
    part: str | Promise
    account: str
    year: Decimal
    full: Decimal


def source_lines(budget: Budget) -> list[SourceLine]:
    """By source in the law's order, then JKK, JKM, JHT, JP."""
    order = {str(source): at for at, source in enumerate(Source)}
    keys = {*budget.by_source, *budget.by_source_full}
    return [
        SourceLine(
            Source(source).label, PART_WORDS[part], account,
            budget.by_source.get((source, part, account), ZERO),
            budget.by_source_full.get((source, part, account), ZERO),
        )
        for source, part, account in sorted(keys, key=lambda k: (order[k[0]], PARTS.index(k[1]), k[2]))
    ]  # fmt: skip


@dataclass(frozen=True)
class SourceSum:
    source: str | Promise
    year: Decimal
    full: Decimal


def source_sums(lines: Sequence[SourceLine]) -> list[SourceSum]:
    """One sum a source."""
    names = dict.fromkeys(line.source for line in lines)
    return [
        SourceSum(
            name,
            sum((line.year for line in lines if line.source == name), ZERO),
            sum((line.full for line in lines if line.source == name), ZERO),
        )
        for name in names
    ]


@dataclass(frozen=True)
class MonthLine:
    """A month of the registered: what was assessed, and what is forecast."""

    month: dt.date
    assessed: Decimal | None
    forecast: Decimal | None


def month_lines(budgets: Sequence[Budget], months: Sequence[dt.date]) -> list[MonthLine]:
    """Twelve months; None where there is nothing of the kind."""
    return [
        MonthLine(
            month,
            _sum(one.assessed[month] for one in budgets if month in one.assessed),
            _sum(one.forecast[month] for one in budgets if month in one.forecast),
        )
        for month in months
    ]


def _sum(sums: Iterable[Money]) -> Decimal | None:
    known = list(sums)
    return total(added(known)) if known else None


@dataclass(frozen=True)
class Side:
    """One side of a what-if: heads, and what they cost a month and in twelve months."""

    heads: int
    month: Money
    lacking: int = 0

    @property
    def per_head(self) -> Decimal | None:
        return (total(self.month) / self.heads).quantize(SEN, ROUND_HALF_UP) if self.heads else None

    @property
    def full(self) -> Money:
        return times(self.month, 12)


def side_of(budget: Budget, heads: int | None = None) -> Side:
    """Everybody whose cost is known; or as many as `heads`, at their average."""
    known = budget.people.all - budget.lacking
    month = added([budget.month, budget.missing])
    if heads is None:
        return Side(known, month, budget.lacking)
    if not known:
        return Side(heads, month, heads)
    scaled = {part: (amount * heads / known).quantize(SEN, ROUND_HALF_UP) for part, amount in month.items()}
    return Side(heads, scaled)


@dataclass(frozen=True)
class Compared:
    """A figure today, with the what-if, and what lies between."""

    label: str | Promise
    before: Decimal | None
    after: Decimal | None
    is_money: bool = True

    @property
    def difference(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before


def compared(before: Side, after: Side) -> list[Compared]:
    """Heads, a head, JKK, JKM, JHT and JP a month, all a month, twelve months."""
    parts = [part for part in PARTS if before.month[part] or after.month[part]]
    return [
        Compared(_("Workers counted"), Decimal(before.heads), Decimal(after.heads), is_money=False),
        Compared(_("A worker, a month"), before.per_head, after.per_head),
        *(Compared(PART_WORDS[part], before.month[part], after.month[part]) for part in parts),
        Compared(_("A month"), total(before.month), total(after.month)),
        Compared(_("Twelve months"), total(before.full), total(after.full)),
    ]
