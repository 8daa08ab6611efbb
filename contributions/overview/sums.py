"""A month of many agencies added up, and what is overdue by its age. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from agencies.models import Region
from agencies.models.groups import ALWAYS
from agencies.pages.figures import number
from contributions.billing.standing import AGES, ZERO
from contributions.overview.line import SUMMED, Line


@dataclass(frozen=True)
class Age:
    """Debts of one age: of how many agencies, how many months of groups, rupiah."""

    low: int
    high: int | None
    agencies: int
    months: int
    amount: Decimal

    @property
    def words(self) -> str:
        if self.high is None:
            return gettext("over %(low)s months") % {"low": number(self.low - 1)}
        return gettext("%(low)s–%(high)s months") % {"low": number(self.low), "high": number(self.high)}


def ages_of(lines: Iterable[Line]) -> list[Age]:
    """What is due and unpaid by today, by the age of the months, youngest first."""
    found = []
    known = list(lines)
    for at, (low, high) in enumerate(AGES):
        debts = [(line.agency.pk, debt) for line in known for debt in line.debts if debt.age == at]
        amount = sum((debt.amount for _agency, debt in debts), ZERO)
        found.append(Age(low, high, len({agency for agency, _debt in debts}), len(debts), amount))
    return found


@dataclass(frozen=True)
class Sums:
    """A month of some agencies added up; `known` of them have something about it, `billed` is null where BPJS
    has billed none of them."""

    agencies: int
    computed: int
    waiting: int
    known: int
    registered: int
    workers: int
    base: Decimal
    jkk: Decimal
    jkm: Decimal
    jht: Decimal
    jp: Decimal
    total: Decimal
    billed: Decimal | None
    billed_agencies: int
    difference: Decimal
    owed: Decimal
    paid: Decimal
    unpaid_agencies: int
    arrears: Decimal
    late_agencies: int
    credit: Decimal
    credit_agencies: int

    @property
    def ours(self) -> Decimal | None:
        """Our computation; null where nobody has computed."""
        return self.total if self.computed else None

    @property
    def programmes(self) -> list[tuple[str, Decimal | None]]:
        """Our computation by programme: JKK and JKM always, JHT and JP where some have them."""
        found = (("JKK", self.jkk), ("JKM", self.jkm), ("JHT", self.jht), ("JP", self.jp))
        return [
            (name, amount if self.computed else None) for name, amount in found if amount or name in ALWAYS
        ]

    @property
    def expected(self) -> int:
        """Agencies that owe a contribution: computed, or with people registered."""
        return self.computed + self.waiting

    @property
    def balance(self) -> Decimal:
        return self.owed - self.paid


def sums_of(lines: Sequence[Line]) -> Sums:
    billed = [line.billed for line in lines if line.billed is not None]
    return Sums(
        agencies=len(lines),
        computed=sum(line.is_computed for line in lines),
        waiting=sum(line.waits_for_computing for line in lines),
        known=sum(bool(line.months) for line in lines),
        registered=sum(line.registered for line in lines),
        workers=sum(line.workers or 0 for line in lines),
        **{name: sum((line.sums[name] for line in lines), ZERO) for name in SUMMED},
        billed=sum(billed, ZERO) if billed else None,
        billed_agencies=len(billed),
        difference=sum((line.difference or ZERO for line in lines), ZERO),
        unpaid_agencies=sum(line.balance > 0 for line in lines),
        arrears=sum((line.arrears for line in lines), ZERO),
        late_agencies=sum(line.arrears > 0 for line in lines),
        credit=sum((line.credit for line in lines), ZERO),
        credit_agencies=sum(line.credit > 0 for line in lines),
    )


@dataclass(frozen=True)
class City:
    """A city among others: its agencies added up."""

    region: Region
    sums: Sums

    @property
    def is_told(self) -> bool:
        """Somebody is registered there, or something is known of the month or still owed."""
        one = self.sums
        return bool(one.known or one.registered or one.arrears or one.credit)


def cities_of_lines(regions: Iterable[Region], lines: Iterable[Line]) -> list[City]:
    """Those of which something is known first, then by code."""
    by_region: dict[int, list[Line]] = {}
    for line in lines:
        by_region.setdefault(line.agency.region_id, []).append(line)
    found = [City(region, sums_of(by_region.get(region.pk, []))) for region in regions]
    return sorted(found, key=lambda city: not city.is_told)
