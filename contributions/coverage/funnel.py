"""The funnel of agencies and regions as plain values: adding up, folding, gaps. No models, no database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from agencies.existing import Existing
from contributions.coverage.denominators import Rate, Stated
from contributions.coverage.measured import Measured, bar_of


@dataclass(frozen=True)
class Funnel:
    """Cumulative people on one day; each step contains the next. `listed` None: there was no list yet.

    `taspen` are listed people whom Taspen answers for and who are not registered with BPJS: beside the
    funnel, and not uncovered. `day` is the newest day on or before the one asked for on which a count
    changed.

    Every registered worker is one of `active` (the contribution of `month`, the last due one, is paid),
    `awaiting` their first contribution, in `arrears`, or `unknown`: of a group for which nobody keeps
    contributions, or kept none yet of the months that were due by then. `active` is None where that is so of
    all; a zero is a known zero.
    """

    listed: int | None = None
    submitted: int = 0
    registered: int = 0
    confirmed: int = 0
    day: dt.date | None = None
    active: int | None = None
    taspen: int = 0
    awaiting: int = 0
    arrears: int = 0
    unknown: int = 0
    month: dt.date | None = None

    @property
    def known(self) -> bool:
        return self.listed is not None

    def __add__(self, other: "Funnel") -> "Funnel":
        """Both together: unknown only where both are; the newer of the two days."""
        if not (self.known and other.known):
            return self if self.known else other
        return Funnel(
            (self.listed or 0) + (other.listed or 0),
            self.submitted + other.submitted,
            self.registered + other.registered,
            self.confirmed + other.confirmed,
            max(filter(None, (self.day, other.day)), default=None),
            None if self.active is other.active is None else (self.active or 0) + (other.active or 0),
            self.taspen + other.taspen,
            self.awaiting + other.awaiting,
            self.arrears + other.arrears,
            self.unknown + other.unknown,
            max(filter(None, (self.month, other.month)), default=None),
        )

    @property
    def covered(self) -> int:
        """Registered with BPJS, or Taspen's."""
        return self.registered + self.taspen

    @property
    def told(self) -> int:
        """The registered whose contributions are kept: of so many it is known how they stand."""
        return self.registered - self.unknown


NO_DATA = Funnel()


@dataclass(frozen=True)
class Office(Existing):
    """An agency as far as figures need it."""

    pk: int
    code: str
    name: str
    short_name: str
    kind: str
    region_id: int
    parent_id: int | None = None
    answered_by_parent: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def __str__(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True)
class AgencyCoverage:
    """One agency with those it answers for (`children`): their people count here and nowhere else.

    `declared` is the agency's own newest declaration, which covers its children; only where it has none are
    theirs added up. `roster_date` is the newest date a saved list bears, of the agency or its children.
    """

    office: Office
    staff: Funnel = NO_DATA
    community: Funnel = NO_DATA
    stated: Stated | None = None
    roster_date: dt.date | None = None
    children: tuple["AgencyCoverage", ...] = ()

    @cached_property
    def declared(self) -> int | None:
        if self.stated:
            return self.stated.count
        theirs = [child.declared for child in self.children if child.declared is not None]
        return sum(theirs) if theirs else None

    @property
    def has_roster(self) -> bool:
        """Somebody has put people on its list by that day, be they staff or community."""
        return self.staff.known or self.community.known

    @property
    def list_day(self) -> dt.date | None:
        """How old its list is: the date of the newest list or nihil; of one kept by hand the day on which it
        last changed. None where there is no list."""
        return self.roster_date or (self.staff + self.community).day

    @property
    def members(self) -> tuple[int, ...]:
        """Its id, and those of whom it answers for."""
        return self.office.pk, *(child.office.pk for child in self.children)

    @property
    def known(self) -> int | None:
        """The people known to be there: the declaration or the list, whichever is larger."""
        return max((n for n in (self.declared, self.staff.listed) if n is not None), default=None)

    @cached_property
    def search_text(self) -> str:
        """The names and codes one may look the agency up by, of those it answers for too."""
        own = f"{self.office.name} {self.office.short_name} {self.office.code}".casefold()
        return " ".join([own, *(child.search_text for child in self.children)])

    @property
    def gap(self) -> int | None:
        """People known to be there, neither registered nor Taspen's; None where nothing is known."""
        return None if self.known is None else self.known - self.staff.covered

    @property
    def share(self) -> float | None:
        """Registered of the known, 0 to 1; None without a list, or where nobody is known to be there."""
        return self.staff.registered / self.known if self.known and self.staff.known else None

    @property
    def bar(self) -> dict[str, int | None]:
        return bar_of(self.staff, self.declared)


@dataclass(frozen=True)
class PlaceCoverage(Measured):
    """The figures of a city, a province or a branch's regions on a day: the sum of its agencies.

    `agencies` are those that stand for themselves, by code; programmes (RT/RW, cadres, vulnerable workers)
    are among them only if they list agency staff. `declared` is the total the place has chosen to measure
    itself by. `rates` hold one rate per stated total. `added_wholes` are the people to protect as added up
    from the cities of a province.
    """

    as_of: dt.date
    agencies: tuple[AgencyCoverage, ...] = ()
    programmes: tuple[AgencyCoverage, ...] = ()
    declared: Stated | None = None
    rates: tuple[Rate, ...] = ()
    added_wholes: tuple[int, ...] = ()

    @cached_property
    def staff(self) -> Funnel:
        return added(agency.staff for agency in self.agencies)

    @cached_property
    def community(self) -> Funnel:
        return added(agency.community for agency in (*self.agencies, *self.programmes))

    @property
    def agency_count(self) -> int:
        return len(self.agencies)

    @cached_property
    def with_roster(self) -> int:
        return sum(agency.has_roster for agency in self.agencies)

    @cached_property
    def registered_agencies(self) -> int:
        return sum(agency.staff.registered > 0 for agency in self.agencies)


def added(funnels: Iterable[Funnel]) -> Funnel:
    return sum(funnels, NO_DATA)


def folded(agencies: Sequence[AgencyCoverage], as_of: dt.date) -> tuple[AgencyCoverage, ...]:
    """Those that stand for themselves on the day, each with whom it answers for; nobody counts twice.

    An agency that does not exist on the day is left out unless people are still on its list.
    """
    there = {
        one.office.pk: one
        for one in agencies
        if one.office.exists_on(as_of) or one.staff.listed or one.community.listed
    }
    members: dict[int, list[AgencyCoverage]] = {}
    for one in there.values():
        members.setdefault(head_of(one.office, there), []).append(one)
    return tuple(_together(there[head], members[head]) for head in there if head in members)


def head_of(office: Office, there: dict[int, AgencyCoverage]) -> int:
    """The agency (id) an office counts with: up the line as long as a parent answers for it."""
    seen = {office.pk}
    while office.answered_by_parent and office.parent_id in there and office.parent_id not in seen:
        office = there[office.parent_id].office
        seen.add(office.pk)
    return office.pk


def _together(head: AgencyCoverage, members: Sequence[AgencyCoverage]) -> AgencyCoverage:
    children = tuple(one for one in members if one is not head)
    if not children:
        return head
    return replace(
        head,
        staff=added(one.staff for one in members),
        community=added(one.community for one in members),
        roster_date=max(filter(None, (one.roster_date for one in members)), default=None),
        children=children,
    )


PROGRAMME = "program"


def split_programmes(
    agencies: Iterable[AgencyCoverage],
) -> tuple[tuple[AgencyCoverage, ...], tuple[AgencyCoverage, ...]]:
    """Agencies proper, and programmes without a single member of staff, which are no agencies to count."""
    proper: list[AgencyCoverage] = []
    programmes: list[AgencyCoverage] = []
    for one in agencies:
        apart = one.office.kind == PROGRAMME and not one.staff.known
        (programmes if apart else proper).append(one)
    return tuple(proper), tuple(programmes)
