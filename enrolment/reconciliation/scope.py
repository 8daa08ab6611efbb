"""Whom a comparison is about: agencies, the groups that serve them, the groups' other agencies."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from agencies.models import ContributionGroup
from enrolment.models import ListState


@dataclass(frozen=True)
class Scope:
    """`serves`: each group with a list in force and the agencies (ids) it serves, its owner among them.

    A row of a group's list may be anybody of the agencies it serves, so agencies that share a group are
    compared together, and those that share another group with them, and so on.
    """

    month: dt.date
    asked: frozenset[int]
    serves: dict[int, set[int]] = field(default_factory=dict)

    @property
    def agencies(self) -> set[int]:
        """All that are compared: who is served by a group with a list."""
        return set().union(*self.serves.values())

    @property
    def everybody(self) -> list[int]:
        """Those, and who was asked about and has no list."""
        return sorted(self.agencies | self.asked)

    def pools(self) -> dict[int, int]:
        """A number for each agency; two have the same one if they are compared together."""
        pool: dict[int, int] = {agency: agency for agency in self.agencies}
        for agencies in self.serves.values():
            joined = {pool[agency] for agency in agencies}
            pool = {agency: min(joined) if number in joined else number for agency, number in pool.items()}
        return pool


def scope_of(agencies: Iterable[int], month: dt.date) -> Scope:
    """The scope of comparing these agencies for a month. Two queries for each step from agency to group to
    agency, mostly two steps."""
    asked = frozenset(agencies)
    scope = Scope(month.replace(day=1), asked)
    new = set(asked)
    while new:
        known = scope.agencies | asked
        found = _served(_groups(new, scope.month) - scope.serves.keys())
        scope.serves.update(found)
        new = scope.agencies - known
    return scope


def _groups(agencies: set[int], month: dt.date) -> set[int]:
    """The groups with a list in force in the month that serve one of these agencies."""
    listed = ContributionGroup.objects.filter(lists__state=ListState.IN_FORCE, lists__month=month)
    owned = listed.filter(agency__in=agencies).order_by().values_list("pk", flat=True)
    served = listed.filter(agencies__in=agencies).order_by().values_list("pk", flat=True)
    return set(owned.union(served))


def _served(groups: set[int]) -> dict[int, set[int]]:
    """Each group with its owner and the agencies that it serves beside."""
    found: dict[int, set[int]] = {}
    wanted = ContributionGroup.objects.filter(pk__in=groups).order_by()
    for group, owner, other in wanted.values_list("pk", "agency_id", "agencies"):
        found.setdefault(group, {owner}).update({other} if other else ())
    return found
