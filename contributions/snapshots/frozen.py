"""Reading what was frozen: of a city by its agencies, of an agency by its months."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from agencies.models import Agency, Region
from contributions.models import Snapshot, SnapshotFigures
from contributions.snapshots.known import Known, known_now
from enrolment.models import Population

COLUMNS = (
    "listed", "submitted", "registered", "confirmed", "taspen", "active", "awaiting", "arrears", "unknown",
    "declared", "roster_date", "unpaid", "unpaid_months",
)  # fmt: skip


@dataclass(frozen=True)
class Frozen:
    """What was frozen of one agency, or of several together, in one population. `listed` is None where there
    was no list; `declared` and `roster_date` where there was none. `apart` are the people counted apart."""

    listed: int | None = None
    submitted: int = 0
    registered: int = 0
    confirmed: int = 0
    taspen: int = 0
    active: int = 0
    awaiting: int = 0
    arrears: int = 0
    unknown: int = 0
    declared: int | None = None
    roster_date: dt.date | None = None
    unpaid: Decimal = Decimal(0)
    unpaid_months: int = 0

    def __add__(self, other: "Frozen") -> "Frozen":
        """Both together: unknown only where both are; the newer list; the longer debt."""
        sums = {
            name: getattr(self, name) + getattr(other, name)
            for name in ("submitted", "registered", "confirmed", "taspen", "active", "awaiting", "arrears",
                         "unknown", "unpaid")
        }  # fmt: skip
        return Frozen(
            listed=_together(self.listed, other.listed),
            declared=_together(self.declared, other.declared),
            roster_date=max(filter(None, (self.roster_date, other.roster_date)), default=None),
            unpaid_months=max(self.unpaid_months, other.unpaid_months),
            **sums,
        )

    @property
    def known(self) -> bool:
        return self.listed is not None

    @property
    def told(self) -> int:
        """The registered whose contributions were kept."""
        return self.registered - self.unknown

    @property
    def whole(self) -> int | None:
        """The people known to be there: declared or listed, whichever is more."""
        return max((n for n in (self.declared, self.listed) if n is not None), default=None)

    @property
    def gap(self) -> int | None:
        """Neither registered nor Taspen's; None where nobody is known to be there."""
        return None if self.whole is None else self.whole - self.registered - self.taspen

    @property
    def share(self) -> float | None:
        return self.registered / self.whole if self.whole and self.known else None


NOTHING = Frozen()


def _together(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


@dataclass(frozen=True)
class Unit:
    """An agency that stood for itself in a snapshot, with those it answered for (`units` of them)."""

    agency: Agency
    staff: Frozen = NOTHING
    community: Frozen = NOTHING
    units: int = 0

    @property
    def has_roster(self) -> bool:
        return self.staff.known or self.community.known

    @property
    def search_text(self) -> str:
        return f"{self.agency.name} {self.agency.short_name} {self.agency.code}".casefold()


@dataclass(frozen=True)
class Month:
    """An agency's frozen figures at the end of a month (its first day), in the newest version."""

    month: dt.date
    taken_at: dt.datetime
    version: int
    staff: Frozen = NOTHING
    community: Frozen = NOTHING
    parts: tuple[tuple[int, str, Frozen], ...] = field(default=(), repr=False)
    now: Known | None = None

    @property
    def differs(self) -> bool:
        """Other people are listed or registered on that day, as is known now."""
        return self.now is not None and self.now != Known(self.staff.listed, self.staff.registered)


def in_force(region: Region, month: dt.date, version: int | None = None) -> Snapshot | None:
    """The newest version of a month's snapshot, or the one asked for; None where there is none."""
    rows = Snapshot.objects.filter(region=region, month=month).select_related("taken_by")
    if version is not None:
        rows = rows.filter(version=version)
    return rows.order_by("-version").first()


def units_of(snapshot: Snapshot) -> list[Unit]:
    """The agencies that stood for themselves, by code: their sums are the city's. Two statements."""
    rows = SnapshotFigures.objects.filter(snapshot=snapshot).values_list(
        "agency_id", "counts_with_id", "population", "declared", *(c for c in COLUMNS if c != "declared")
    )
    names = [c for c in COLUMNS if c != "declared"]
    sums: dict[tuple[int, str], Frozen] = {}
    own: dict[int, int] = {}
    members: dict[int, set[int]] = {}
    for agency, head, population, declared, *values in rows:
        one = Frozen(declared=declared, **dict(zip(names, values, strict=True)))
        sums[head, population] = sums.get((head, population), NOTHING) + one
        members.setdefault(head, set()).add(agency)
        if agency == head and declared is not None:
            own[head] = declared
    for head, declared in own.items():  # its own word covers those it answers for
        sums[head, Population.STAFF] = replace(sums[head, Population.STAFF], declared=declared)
    agencies = Agency.objects.in_bulk(list(members))
    found = [
        Unit(
            agencies[pk],
            sums.get((pk, Population.STAFF), NOTHING),
            sums.get((pk, Population.COMMUNITY), NOTHING),
            len(several - {pk}),
        )
        for pk, several in members.items()
    ]
    return sorted(found, key=lambda unit: unit.agency.code)


def of_agency(agency: Agency) -> QuerySet[SnapshotFigures]:
    """What was frozen of an agency and of those it answered for at the time, whoever does by now."""
    with_it = ~Q(counts_with=F("agency")) & Q(counts_with=agency)
    return SnapshotFigures.objects.filter(Q(agency=agency) | with_it)


def months_of_agency(agency: Agency) -> list[Month]:
    """What was frozen of an agency and those it answered for at the time, the newest month first; beside it
    what is known now of the same ones. Three statements."""
    rows = of_agency(agency).order_by("-month", "-version")
    found: dict[dt.date, Month] = {}
    head = ("month", "version", "taken_at", "agency_id", "population")
    for month, version, taken_at, pk, population, *values in rows.values_list(*head, *COLUMNS):
        one = found.setdefault(month, Month(month, taken_at, version))
        if version != one.version:
            continue
        frozen = Frozen(**dict(zip(COLUMNS, values, strict=True)))
        found[month] = replace(one, parts=(*one.parts, (pk, population, frozen)))
    now = known_now("agency_id", {month: {pk for pk, *_ in one.parts} for month, one in found.items()})
    return [replace(_summed(one, agency.pk), now=now[month]) for month, one in found.items()]


def _summed(month: Month, own: int) -> Month:
    """The sums of a month's parts; an agency's own declaration covers those it answers for."""

    def of(population: str) -> Frozen:
        return together(frozen for _pk, kind, frozen in month.parts if kind == population)

    staff = of(Population.STAFF)
    said = [f.declared for pk, kind, f in month.parts if pk == own and kind == Population.STAFF]
    if said and said[0] is not None:
        staff = replace(staff, declared=said[0])
    return replace(month, staff=staff, community=of(Population.COMMUNITY))


def together(parts: Iterable[Frozen]) -> Frozen:
    return sum(parts, NOTHING)
