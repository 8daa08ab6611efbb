"""What a report says, as plain values: frozen as JSON when it is made, read back to be shown. No models.

Money is rupiah. Nothing in it names a person.
"""

import datetime as dt
import json
import types
from dataclasses import asdict, dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

ZERO = Decimal(0)
T = TypeVar("T")


@dataclass(frozen=True)
class Counts:
    """The funnel of a place or an agency; None: no data. `owed_for` is the last due month, of which `active`
    is told."""

    listed: int | None = None
    submitted: int = 0
    registered: int = 0
    confirmed: int = 0
    taspen: int = 0
    active: int | None = None
    awaiting: int = 0
    arrears: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class AgencyLine:
    """One agency with those it answers for. `gap` are the people known to be there and not covered, `cost`
    what they would cost a month, None where nobody can reckon it. `owed` by month, oldest first. `rank`:
    offices before kecamatan, and these before kelurahan."""

    code: str
    name: str
    short: str
    counts: Counts
    declared: int | None = None
    gap: int | None = None
    cost: Decimal | None = None
    owed: tuple[tuple[dt.date, Decimal], ...] = ()
    rank: int = 0

    @property
    def debt(self) -> Decimal:
        return sum((amount for _month, amount in self.owed), ZERO)

    @property
    def known(self) -> int | None:
        return max((n for n in (self.declared, self.counts.listed) if n is not None), default=None)

    @property
    def sorts_by_gap(self) -> tuple[int, int, int, str]:
        return -(self.gap if self.gap is not None else -1), -(self.known or 0), self.rank, self.code


@dataclass(frozen=True)
class StatedRate:
    """Registered by a total that somebody stated; `origin`: who says so and where, on which day."""

    registered: int
    total: int
    words: str
    origin: str
    as_of: dt.date | None
    is_chosen: bool = False
    caution: str = ""


@dataclass(frozen=True)
class TrendMonth:
    """The frozen figures of a month's end."""

    month: dt.date
    listed: int | None
    registered: int
    active: int | None
    declared: int | None
    unpaid: Decimal


@dataclass(frozen=True)
class Claims:
    """Cases since the beginning, as known when the report was made."""

    accidents: int = 0
    deaths: int = 0
    paid_cases: int = 0
    paid: Decimal = ZERO
    open: int = 0


@dataclass(frozen=True)
class SourceCost:
    """What one source of money (its key) pays in twelve months for everybody."""

    source: str
    full: Decimal


@dataclass(frozen=True)
class Cost:
    """`registered` a month now, of so many `heads` whose terms are known; `per_head` the average a month of
    everybody whose base is known; `gap` the month of the whole gap, smallest and largest as the gap itself;
    `full` twelve months of everybody known; `lacking` heads of the gap have no base and are reckoned at the
    average. RT/RW, cadres and vulnerable workers, who are in no other figure of the report, are in these
    sums: `apart` of those who are not covered, `apart_registered` of those who are."""

    registered: Decimal = ZERO
    heads: int = 0
    per_head: Decimal | None = None
    gap: tuple[Decimal, ...] = ()
    full: Decimal = ZERO
    lacking: int = 0
    sources: tuple[SourceCost, ...] = ()
    apart: int = 0
    apart_registered: int = 0


@dataclass(frozen=True)
class Frozen:
    """The snapshot that the figures are of; `now` is what is known of that day today where it differs.
    Months unpaid are told one by one as known today; `unpaid`: their sum as frozen, where it was another."""

    version: int
    taken_on: dt.date
    reason: str = ""
    now: Counts | None = None
    unpaid: Decimal | None = None


@dataclass(frozen=True)
class Content:
    region: str
    code: str
    as_of: dt.date
    made_on: dt.date
    last_due: dt.date
    counts: Counts
    gaps: tuple[int, ...]
    lines: tuple[AgencyLine, ...]
    rates: tuple[StatedRate, ...] = ()
    with_roster: int = 0
    registered_agencies: int = 0
    trend: tuple[TrendMonth, ...] = ()
    claims: Claims = Claims()
    cost: Cost = Cost()
    frozen: Frozen | None = None
    debtors: tuple[AgencyLine, ...] = ()
    """Who owes and is not among the `lines`: programmes, and agencies that have ended."""

    @property
    def silent(self) -> int:
        """Agencies that have handed in no list."""
        return len(self.lines) - self.with_roster

    @property
    def uncovered(self) -> list[AgencyLine]:
        """Agencies with people who are not covered, most people first."""
        return sorted((one for one in self.lines if one.gap), key=lambda one: one.sorts_by_gap)

    @property
    def indebted(self) -> list[AgencyLine]:
        """Agencies in arrears, most months first, then most rupiah."""
        owing = [one for one in (*self.lines, *self.debtors) if one.owed]
        return sorted(owing, key=lambda one: (-len(one.owed), -one.debt, one.code))

    @property
    def debt(self) -> Decimal:
        return sum((one.debt for one in self.indebted), ZERO)

    @property
    def missing(self) -> tuple[int, ...]:
        """For whom the cost of the gap is: with those who are counted apart."""
        return tuple(gap + self.cost.apart for gap in self.gaps)

    @property
    def gap(self) -> int | None:
        """The largest that it may be; None where nothing is known."""
        return max(self.gaps, default=None)


def to_json(value: Any) -> Any:
    """A dataclass of this module as JSON takes it: money and days as text."""
    return json.loads(json.dumps(asdict(value), default=str))


def from_json(kind: type[T], value: dict[str, Any]) -> T:
    """The dataclass again. Fields that an older report lacks keep their default."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _read(hints[name], value[name]) for name in names if name in value})


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) in (Union, types.UnionType):
        return _read(next(one for one in get_args(kind) if one is not types.NoneType), value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        several = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(one, part) for one, part in zip(several, value, strict=True))
    if is_dataclass(kind):
        return from_json(kind, value)  # type: ignore[arg-type]
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value
