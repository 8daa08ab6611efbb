"""What a change of terms would do: it is done, looked at, and taken back.

So the page shows what saving does, from the same code on the same rows.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from django.db import transaction

from contributions.billing.wording import formula
from contributions.models import BaseKind, GroupTerms, Relief, Rounding, Source
from contributions.terms.charges import Conditions, assessment_for, conditions_of, line_for
from contributions.terms.recomputing import drafts_of, fixed_of

EXAMPLE = Decimal(3_000_000)
"""Rupiah; the wage that stands for all where each one's own counts."""


@dataclass(frozen=True)
class Charge:
    """What one worker costs a month: `base` in rupiah (an example where wages count), each programme in
    words, the sum, and the relief that it counts with."""

    base: Decimal
    is_example: bool
    parts: list[str]
    total: Decimal
    relief: str = ""


def charge_of(found: Conditions | None, reliefs: dict[int, str]) -> Charge | None:
    """None where the month cannot be computed: no terms, no rate, no minimum wage."""
    if found is None or found.rates is None:
        return None
    is_example = found.base_kind == BaseKind.WAGE
    base = max(EXAMPLE, found.base or 0) if is_example else found.base
    if base is None:
        return None
    line = line_for(found.rates, base)
    words = formula(line, assessment_for(found.rates))
    return Charge(base, is_example, words, line.total, reliefs.get(found.relief or 0, ""))


def charges_of(groups: Iterable[int], month: dt.date) -> dict[int, Charge]:
    """By group (id), of those whose month can be computed. Two queries."""
    found = conditions_of(groups, month)
    ids = {one.relief for one in found.values()} - {None}
    reliefs = {pk: f"{name} ({source})" for pk, name, source in _named(ids)}
    charges = {pk: charge_of(one, reliefs) for pk, one in found.items()}
    return {pk: charge for pk, charge in charges.items() if charge}


def _named(ids: set[int | None]) -> Iterable[tuple[int, str, str]]:
    return Relief.objects.filter(pk__in=ids).values_list("pk", "name", "legal_source") if ids else ()


@dataclass(frozen=True)
class Draft:
    """A draft before and after, rupiah; `after` is null where it has no terms any more."""

    month: dt.date
    before: Decimal
    after: Decimal | None


@dataclass
class Effect:
    """Of a change that reaches from a month on. `fixed` are the months from there that stay as they are."""

    charges: dict[int, Charge] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    fixed: list[dt.date] = field(default_factory=list)
    ended: list[GroupTerms] = field(default_factory=list)
    stops: dt.date | None = None  # from then on a group has no terms

    @property
    def charge(self) -> Charge | None:
        return next(iter(self.charges.values()), None)


def effect_of(act: Callable[[], Any], groups: Sequence[int], since: dt.date) -> Effect:
    """Do it, see what changed, take it back. ValidationError as the action raises it."""
    before = _totals(groups)
    shapes = dict(GroupTerms.objects.filter(group__in=groups).values_list("pk", "period"))
    with transaction.atomic():
        act()
        kept = GroupTerms.objects.filter(group__in=groups).select_related("group").order_by("period")
        found = Effect(charges_of(groups, since), _drafts(before, _totals(groups)))
        found.ended = [one for one in kept if one.pk in shapes and one.period != shapes[one.pk]]
        found.stops = _stops(kept, since)
        until = _until(kept, since)
        transaction.set_rollback(True)
    fixed = fixed_of(groups).filter(month__gte=since, month__lt=until)
    found.fixed = sorted(set(fixed.values_list("month", flat=True)))
    return found


def _until(kept: Iterable[GroupTerms], since: dt.date) -> dt.date:
    """Until when what is in force in that month stays so."""
    running = [one.period.upper for one in kept if one.period.lower <= since]
    return max((upper or dt.date.max for upper in running), default=since)


def _totals(groups: Iterable[int]) -> dict[tuple[int, dt.date], Decimal]:
    return {(one.group_id, one.month): one.total for one in drafts_of(groups)}


def _drafts(before: dict, after: dict) -> list[Draft]:
    """Those that differ, summed over the groups of a month."""
    months: dict[dt.date, list[Any]] = {}
    for key, total in before.items():
        now = after.get(key)
        if now != total:
            sums = months.setdefault(key[1], [Decimal(0), None])
            sums[0] += total
            sums[1] = sums[1] if now is None else (sums[1] or 0) + now
    return [Draft(month, *sums) for month, sums in sorted(months.items())]


def _stops(kept: Iterable[GroupTerms], since: dt.date) -> dt.date | None:
    """The end of the terms in force in that month, where none begin there."""
    begins = {(one.group_id, one.period.lower) for one in kept}
    ends = [
        one.period.upper
        for one in kept
        if one.period.upper and one.period.upper > since and (one.group_id, one.period.upper) not in begins
    ]
    return min(ends, default=None)


@dataclass(frozen=True)
class Share:
    """What one source pays of a worker's month, rupiah; `cut` is what is taken from pay in whole rupiah."""

    source: Source
    percent: Decimal
    amount: Decimal
    cut: Decimal | None = None

    @property
    def rest(self) -> Decimal:
        """What rounding leaves between the two."""
        return abs(self.amount - self.cut) if self.cut is not None else Decimal(0)


def shares_of(terms: GroupTerms, total: Decimal) -> list[Share]:
    """Each source with its part; the last one takes what rounding to the cent leaves."""
    found, left = [], total
    shares = list(terms.shares.items())
    for at, (source, percent) in enumerate(shares, 1):
        amount = left if at == len(shares) else round(total * percent / 100, 2)
        left -= amount
        way = ROUND_UP if terms.rounding == Rounding.UP else ROUND_DOWN
        cut = amount.quantize(Decimal(1), way) if source == Source.DEDUCTION else None
        found.append(Share(Source(source), percent, amount, cut))
    return found
