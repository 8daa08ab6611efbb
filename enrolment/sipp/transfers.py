"""Both rows of people who move between two NPPs: what the other agency owes, and who may write it."""

from dataclasses import dataclass
from typing import Any

from agencies import access
from agencies.models import Agency
from enrolment.models import SheetKind
from enrolment.sipp.making import COUNTERPART, counterparts
from enrolment.sipp.readiness import Order, Readiness


@dataclass(frozen=True)
class Side:
    """The other agency of `people` transfers. `may`: the user may make its sheet too, with `ready` rows;
    `blocked` rows lack something there."""

    agency: Agency
    kind: SheetKind
    people: int
    may: bool
    ready: int = 0
    blocked: int = 0


def sides_of(agency: Agency, order: Order, found: Readiness, user: Any) -> list[Side]:
    """One entry for each agency on the other side of somebody who is ready."""
    if not found.transfers:
        return []
    there: dict[int, set[str]] = {}
    for one in found.transfers:
        there.setdefault(one.person.other_agency or 0, set()).add(one.person.nik)
    mine = set(access.visible_agencies(user, access.P.SUBMIT).values_list("pk", flat=True))
    return [
        _side(agency, other, order, there[other.pk], other.pk in mine)
        for other in Agency.objects.filter(pk__in=there).order_by("name")
    ]


def _side(agency: Agency, other: Agency, order: Order, niks: set[str], may: bool) -> Side:
    kind = COUNTERPART[SheetKind(order.kind)]
    if not may:
        return Side(other, kind, len(niks), False)
    rows = counterparts(agency, other, order, niks)
    ready = sum(not one.causes for one in rows)
    return Side(other, kind, len(niks), True, ready, len(rows) - ready)
