"""What a base costs a month, and from which base a contribution comes. Pure, but for `conditions_of`."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from contributions.billing import assessing_sql as sql
from contributions.billing.due import due_date
from contributions.models import PARTS, Assessment, AssessmentLine

Rates = Sequence[dict[str, Any]]  # as `Assessment.rates` keeps them
CENT = Decimal("0.01")
LARGEST = 10**9
"""Rupiah; no base is above it."""


@dataclass(frozen=True)
class Conditions:
    """With what a group's month is computed. `base` is null where wages count and none is the smallest, and
    where the minimum wage of that month is not known; `rates` where a programme has none."""

    group: int
    base_kind: str
    base: Decimal | None
    rates: Rates | None
    relief: int | None


def conditions_of(groups: Iterable[int], month: date) -> dict[int, Conditions]:
    """By group (id), of those that have terms for the month. One query: the same that assessing asks."""
    keys = {"groups": list(groups), "month": month, "due": due_date(month)}
    columns = "group_id, base_kind, base_amount, rates, relief_id"
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns} from ({sql.TARGETS}) t", keys)
        rows = cursor.fetchall()
    return {row[0]: Conditions(*row[:3], _decoded(row[3]), row[4]) for row in rows}


def _decoded(rates: Any) -> Rates | None:
    return json.loads(rates) if isinstance(rates, str) else rates


def line_for(rates: Rates, base: Decimal) -> AssessmentLine:
    """The line that a worker with this base gets (unsaved): each programme and column rounded half up to the
    cent, as `assessing_sql` does (PP 44/2015; Formulir 2a)."""
    exact = _exact(rates, base)
    parts = {part: amount.quantize(CENT, ROUND_HALF_UP) for part, amount in exact.items()}
    return AssessmentLine(base=base, total=sum(parts.values()), **parts)


def assessment_for(rates: Rates) -> Assessment:
    """What `wording.formula` asks beside a line (unsaved)."""
    return Assessment(rates=list(rates))


def base_for(rates: Rates, wanted: Decimal) -> Decimal | None:
    """The base in whole rupiah whose contribution comes nearest to the wanted one: 8.500 at 0,54 % comes from
    1.574.074. Of bases that cost the same the largest. None where no base costs that much, or all the same.
    """
    if _total(rates, LARGEST) < wanted or _total(rates, 1) == _total(rates, LARGEST):
        return None
    reached = _first(lambda base: _total(rates, base) >= wanted)
    below = max(reached - 1, 1)
    if wanted - _total(rates, below) < _total(rates, reached) - wanted:
        reached = below
    cost = _total(rates, reached)
    return Decimal(_first(lambda base: base == LARGEST or _total(rates, base + 1) > cost))


def _first(holds: Callable[[int], bool]) -> int:
    """The smallest base that holds; from there on all do."""
    low, high = 1, LARGEST
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _total(rates: Rates, base: int) -> Decimal:
    return sum(_exact(rates, Decimal(base)).values(), Decimal(0))


def _exact(rates: Rates, base: Decimal) -> dict[str, Decimal]:
    found = dict.fromkeys(PARTS, Decimal(0))
    for rate in rates:
        if _is_for(rate, base):
            for part, amount in _charged(rate, base).items():
                found[part] += amount
    return found


def _is_for(rate: dict[str, Any], base: Decimal) -> bool:
    low, below = rate["from"], rate["below"]
    return (low is None or base >= Decimal(low)) and (below is None or base < Decimal(below))


def _charged(rate: dict[str, Any], base: Decimal) -> dict[str, Decimal]:
    factor, programme = Decimal(rate["factor"]), rate["programme"].lower()
    base = max(base, Decimal(rate["minimum"])) if rate["minimum"] else base
    base = min(base, Decimal(rate["maximum"])) if rate["maximum"] else base
    if rate["amount"] is not None:
        employer, worker = Decimal(rate["amount"]) * factor, Decimal(0)
    else:
        employer, worker = (base * Decimal(rate[of]) / 100 * factor for of in ("employer", "worker"))
    if programme in PARTS:
        return {programme: employer + worker}
    return {f"{programme}_employer": employer, f"{programme}_worker": worker}
