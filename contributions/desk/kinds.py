"""Coverage by kind of agency."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise

from agencies.models import AgencyKind
from contributions.coverage.funnel import AgencyCoverage, Funnel, added


@dataclass(frozen=True)
class KindLine:
    """The agencies of one kind together. `whole` are the people known to be there, where there is a list;
    `gap` those of them who are not protected."""

    kind: str
    label: str | Promise
    agencies: int
    with_roster: int
    staff: Funnel
    whole: int | None
    gap: int | None
    url: str = ""
    lists: str = ""
    registered: str = ""
    active: str = ""
    gaps: str = ""

    @property
    def bar(self) -> dict[str, int | None]:
        known, staff = self.staff.known, self.staff
        return {
            "active": staff.active,
            "registered": staff.registered if known else None,
            "submitted": staff.submitted if known else None,
            "listed": staff.listed,
            "declared": self.whole if self.whole != staff.listed else None,
        }


def by_kind(agencies: Iterable[AgencyCoverage], link: Callable[..., str]) -> list[KindLine]:
    """One line a kind, in the order in which kinds are listed everywhere; kinds that nobody has are left
    out. `link(kind=…, show=…)` gives the address of the agencies behind a figure."""
    order = list(AgencyKind.values)
    ordered = sorted(agencies, key=lambda one: order.index(one.office.kind))
    return [_line(kind, list(found), link) for kind, found in groupby(ordered, lambda one: one.office.kind)]


def _line(kind: str, agencies: list[AgencyCoverage], link: Callable[..., str]) -> KindLine:
    wholes = [one.known for one in agencies if one.known is not None]
    gaps = [one.gap for one in agencies if one.gap is not None]
    return KindLine(
        kind,
        AgencyKind(kind).label,
        len(agencies),
        sum(one.has_roster for one in agencies),
        added(one.staff for one in agencies),
        sum(wholes) if wholes else None,
        sum(gaps) if gaps else None,
        link(kind=kind),
        *(link(kind=kind, show=show) for show in ("listed", "registered", "active", "gap")),
    )
