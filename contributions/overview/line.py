"""One agency in one month: what it owes, what BPJS bills, what was paid. No queries."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from agencies.models import Agency
from contributions.billing.answer import BEHIND
from contributions.billing.standing import ZERO, Standing, standing_of
from contributions.models import Assessment, AssessmentState, DelayReason

SUMMED = ("base", "jkk", "jkm", "jht", "jp", "total", "owed", "paid")
SHARES = {name: (f"{name}_employer", f"{name}_worker") for name in ("jht", "jp")}


@dataclass(frozen=True)
class Debt:
    """A due month of a group that is not paid in full: rupiah, and its class in AGES."""

    month: dt.date
    amount: Decimal
    age: int


@dataclass
class Line:
    """One agency in one month: the sums of the groups that it owns, rupiah.

    `registered` people are its own; `served_by` names the agency whose group pays for it, `serves`: one of
    its groups pays for others. `billed` is null where BPJS has billed none of its groups. `credit` and
    `debts` are of all months, by today.
    """

    agency: Agency
    name: str
    today: dt.date
    registered: int = 0
    served_by: str = ""
    serves: bool = False
    has_terms: bool = False
    months: list[Assessment] = field(default_factory=list, repr=False)
    credit: Decimal = ZERO
    debts: list[Debt] = field(default_factory=list)

    @cached_property
    def sums(self) -> dict[str, Decimal]:
        """Each column of SUMMED over the groups."""
        columns = {name: (name,) for name in SUMMED} | SHARES
        return {
            name: sum((getattr(one, part) for one in self.months for part in parts), ZERO)
            for name, parts in columns.items()
        }

    @property
    def is_computed(self) -> bool:
        return any(one.state != AssessmentState.MISSING for one in self.months)

    @property
    def workers(self) -> int | None:
        return sum(one.workers for one in self.months) if self.is_computed else None

    @property
    def standing(self) -> Standing:
        found = {standing_of(one, self.today) for one in self.months}
        return next((standing for standing in BEHIND if standing in found), Standing.MISSING)

    @property
    def behind(self) -> int:
        """How far on its state is, the furthest behind first; where there is nothing to compute, last."""
        idle = self.standing == Standing.MISSING and not self.waits_for_computing
        return len(BEHIND) if idle else BEHIND.index(self.standing)

    @property
    def billed(self) -> Decimal | None:
        known = [one.billed for one in self.months if one.billed is not None]
        return sum(known, ZERO) if known else None

    @property
    def difference(self) -> Decimal | None:
        """What BPJS bills more (or less, below zero) than we compute, of groups of which both is known."""
        both = [
            one.billed - one.total
            for one in self.months
            if one.billed is not None and one.state != AssessmentState.MISSING
        ]
        return sum(both, ZERO) if both else None

    @property
    def balance(self) -> Decimal:
        return self.sums["owed"] - self.sums["paid"]

    @property
    def arrears(self) -> Decimal:
        return sum((debt.amount for debt in self.debts), ZERO)

    @property
    def due_on(self) -> dt.date | None:
        return min((one.due_on for one in self.months), default=None)

    @property
    def delayed(self) -> Assessment | None:
        """The month with its reason, where it is unpaid and somebody has given one."""
        return next((one for one in self.months if one.delay_reason and one.paid < one.owed), None)

    @property
    def reason(self) -> str:
        if self.delayed is None:
            return ""
        return self.delayed.delay_note or str(DelayReason(self.delayed.delay_reason).label)

    @property
    def promised_on(self) -> dt.date | None:
        return self.delayed.promised_on if self.delayed else None

    @property
    def is_promise_over(self) -> bool:
        return self.promised_on is not None and self.promised_on < self.today

    @property
    def waits_for_computing(self) -> bool:
        """People are registered, its own group should pay for them, and nobody has computed it."""
        return bool(self.registered or self.serves) and not self.served_by and not self.is_computed

    @property
    def has_draft(self) -> bool:
        return any(one.state == AssessmentState.DRAFT for one in self.months)

    @property
    def lacks_terms(self) -> bool:
        """Somebody is to be paid for, and nobody has said from which base and out of whose money."""
        return bool(self.registered or self.serves) and not self.served_by and not self.has_terms

    @property
    def search_text(self) -> str:
        """The names and codes one may look the agency up by."""
        one = self.agency
        return f"{self.name} {one.short_name} {one.code} {' '.join(one.aliases)}".casefold()

    @property
    def has_anything(self) -> bool:
        """There is something to show of it although it does not exist in that month."""
        return bool(self.registered or self.months or self.debts or self.credit)
