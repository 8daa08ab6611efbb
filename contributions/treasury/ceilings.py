"""A budget's ceilings: used, left, and until which month they are enough."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from agencies.models import Agency
from contributions.billing.due import after
from contributions.models import BudgetCeiling
from contributions.treasury.spending import Spending, spending_of

ZERO = Decimal("0.00")


class Reach(StrEnum):
    """How far a ceiling goes; each is a sign."""

    NONE = "none"  # nobody has said a ceiling
    ENOUGH = "enough"  # to the end of the year
    SHORT = "short"  # not to the end of the year
    OVER = "over"  # more is used than there is


@dataclass(frozen=True)
class Account:
    """One account of an agency in a year, rupiah. `ceiling` is null where nobody has said one; `until`: the
    last month for which what is left is enough, null where it is for none or no cost is known."""

    agency: int
    account: str
    ceiling: Decimal | None
    used: Decimal
    open: Decimal
    cost: Decimal
    until: dt.date | None
    reach: Reach

    @property
    def left(self) -> Decimal | None:
        return None if self.ceiling is None else self.ceiling - self.used


def day_of(year: int, today: dt.date) -> dt.date:
    """The day whose ceilings count: today, or the year's own first or last day."""
    return min(max(today, dt.date(year, 1, 1)), dt.date(year, 12, 31))


def accounts_of(agencies: Sequence[Agency], year: int, today: dt.date) -> dict[int, list[Account]]:
    """The accounts of each agency in a year, by its id. Four queries."""
    pks = [agency.pk for agency in agencies]
    ceilings, spent = ceilings_on(pks, year, today), spending_of(pks, year)
    found: dict[int, list[Account]] = {pk: [] for pk in pks}
    for key in sorted({*ceilings, *spent.used, *spent.open, *spent.cost}, key=lambda key: (not key[1], key)):
        found[key[0]].append(_account(key, ceilings.get(key), spent, year))
    return found


def ceilings_on(agencies: Iterable[int], year: int, today: dt.date) -> dict[tuple[int, str], Decimal]:
    """The ceiling in force of each account: the newest change of the budget. One query."""
    rows = BudgetCeiling.objects.filter(agency__in=agencies, year=year, since__lte=day_of(year, today))
    rows = rows.order_by("since").values_list("agency", "account", "amount")
    return {(agency, account): amount for agency, account, amount in rows}


def _account(key: tuple[int, str], ceiling: Decimal | None, spent: Spending, year: int) -> Account:
    used, open_ = spent.used.get(key, ZERO), spent.open.get(key, {})
    newest, cost = spent.cost.get(key, (None, ZERO))
    left = None if ceiling is None else ceiling - used
    until = None if left is None or newest is None else enough_until(left, open_, newest, cost, year)
    reach = _reach(left, until, newest, year)
    return Account(*key, ceiling, used, sum(open_.values(), ZERO), cost, until, reach)


def _reach(left: Decimal | None, until: dt.date | None, newest: dt.date | None, year: int) -> Reach:
    if left is None:
        return Reach.NONE
    if left < 0:
        return Reach.OVER
    if newest is None or (until and until >= dt.date(year, 12, 1)):
        return Reach.ENOUGH
    return Reach.SHORT


def enough_until(
    left: Decimal, open_: dict[dt.date, Decimal], newest: dt.date, cost: Decimal, year: int
) -> dt.date | None:
    """The last month that what is left pays, oldest first: months known and unpaid with what is open of them,
    later ones as the newest costs, up to the year's December. Null where it is not enough for the first."""
    last, until = dt.date(year, 12, 1), None
    if not open_:
        until = newest  # all that is known is paid
    for month in sorted(open_):
        left -= open_[month]
        if left < 0:
            return until
        until = month
    month = after(newest)
    while month <= last and left >= cost > 0:
        left, until, month = left - cost, month, after(month)
    return until


ORDER = (Reach.OVER, Reach.SHORT, Reach.NONE, Reach.ENOUGH)
"""What asks for attention first."""


@dataclass(frozen=True)
class AgencyCeilings:
    """An agency's accounts together: null where none of them has a ceiling. `until` of the one that ends
    first."""

    code: str
    name: str
    url: str
    accounts: Sequence[Account]

    @property
    def ceiling(self) -> Decimal | None:
        known = [one.ceiling for one in self.accounts if one.ceiling is not None]
        return sum(known, ZERO) if known else None

    @property
    def used(self) -> Decimal:
        return sum((one.used for one in self.accounts), ZERO)

    @property
    def left(self) -> Decimal | None:
        """Of the accounts that have a ceiling."""
        known = [one.left for one in self.accounts if one.left is not None]
        return sum(known, ZERO) if known else None

    @property
    def open(self) -> Decimal:
        return sum((one.open for one in self.accounts), ZERO)

    @property
    def cost(self) -> Decimal:
        return sum((one.cost for one in self.accounts), ZERO)

    @property
    def worst(self) -> Account | None:
        named = [one for one in self.accounts if one.account]
        key = lambda one: (ORDER.index(one.reach), one.until or dt.date.min)  # noqa: E731
        return min(named, key=key) if named else None

    @property
    def reach(self) -> Reach:
        return self.worst.reach if self.worst else Reach.NONE

    @property
    def until(self) -> dt.date | None:
        return self.worst.until if self.worst else None

    @property
    def order(self) -> int:
        return ORDER.index(self.reach)

    @property
    def until_text(self) -> str:
        return f"{self.until}" if self.until else ""
