"""Which places one user may act for: memberships turned into sets of ids."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from agencies.access.roles import ROLE_PERMISSIONS, Permission
from agencies.models import Agency, Branch, Membership, Region, User


@dataclass(frozen=True)
class Grant:
    """What one membership allows, and where. `everywhere` is the whole country."""

    role: str
    permissions: frozenset[Permission]
    agencies: frozenset[int] = frozenset()
    regions: frozenset[int] = frozenset()
    branches: frozenset[int] = frozenset()
    everywhere: bool = False


@dataclass(frozen=True)
class Scope:
    """Everything one user may act for, as sets of ids. Computed once a request."""

    user_id: int | None
    grants: tuple[Grant, ...] = field(default=())

    def permissions_in_agency(self, agency: Agency) -> frozenset[Permission]:
        return self._union(lambda grant: agency.pk in grant.agencies)

    def permissions_in_region(self, region: Region) -> frozenset[Permission]:
        return self._union(lambda grant: region.pk in grant.regions)

    def permissions_in_branch(self, branch: Branch) -> frozenset[Permission]:
        return self._union(lambda grant: branch.pk in grant.branches)

    def belongs_to(self, agency: Agency) -> bool:
        """Whether the user is the agency's own staff: others who act for it do so on its behalf."""
        return any(agency.pk in g.agencies and not g.regions for g in self.grants)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything allowed anywhere."""
        return self._union(lambda grant: True)

    @property
    def everywhere(self) -> frozenset[Permission]:
        return self._union(lambda grant: False)

    def _union(self, applies: Callable[[Grant], bool]) -> frozenset[Permission]:
        found = (g.permissions for g in self.grants if g.everywhere or applies(g))
        return frozenset().union(*found)

    def agencies_with(self, permission: Permission) -> frozenset[int]:
        """Ids of the agencies where it is allowed by a membership that names places."""
        return frozenset().union(*(g.agencies for g in self.grants if permission in g.permissions))

    def regions_with(self, permission: Permission) -> frozenset[int]:
        return frozenset().union(*(g.regions for g in self.grants if permission in g.permissions))

    @property
    def branches(self) -> frozenset[int]:
        return frozenset().union(*(g.branches for g in self.grants))


class _System:
    """The installation itself: migrations of data, links used by somebody not yet signed in, the shell."""

    is_authenticated = True
    pk = None

    def __str__(self) -> str:
        return "system"


SYSTEM = _System()


def scope_of(user: object, on: dt.date | None = None) -> Scope:
    """The scope of a user today, or on a day; kept on the user object for the rest of the request."""
    if user is SYSTEM or not getattr(user, "is_authenticated", False):
        return Scope(None)
    day = on or timezone.localdate()
    known: tuple[dt.date, Scope] | None = getattr(user, "_scope", None)
    if known and known[0] == day:
        return known[1]
    assert isinstance(user, User)
    scope = _compute_scope(user, day)
    user._scope = (day, scope)  # type: ignore[attr-defined]
    return scope


def _compute_scope(user: User, day: dt.date) -> Scope:
    if not user.is_active:
        return Scope(user.pk)
    memberships = Membership.objects.filter(user=user).on(day).select_related("region")
    return Scope(user.pk, tuple(_grant(m) for m in memberships))


def _grant(membership: Membership) -> Grant:
    permissions = ROLE_PERMISSIONS[membership.role]
    if membership.agency_id:
        return Grant(membership.role, permissions, agencies=_answered_for(membership.agency_id))
    if membership.region:
        regions = _with_children(membership.region)
        return Grant(membership.role, permissions, agencies=_agencies_in(regions), regions=regions)
    if membership.branch_id:
        regions = frozenset(
            Branch.regions.through.objects.filter(branch=membership.branch_id).values_list(
                "region", flat=True
            )
        )
        branches = frozenset({membership.branch_id})
        return Grant(membership.role, permissions, _agencies_in(regions), regions, branches)
    return Grant(membership.role, permissions, everywhere=True)


def _answered_for(agency_id: int) -> frozenset[int]:
    """An agency and those it answers for, down to the last."""
    found, level = {agency_id}, {agency_id}
    while level:
        children = Agency.objects.filter(parent__in=level, answered_by_parent=True)
        level = set(children.values_list("pk", flat=True)) - found
        found |= level
    return frozenset(found)


def _with_children(region: Region) -> frozenset[int]:
    if not region.is_province:
        return frozenset({region.pk})
    return frozenset({region.pk, *Region.objects.filter(parent=region).values_list("pk", flat=True)})


def _agencies_in(regions: Iterable[int]) -> frozenset[int]:
    return frozenset(Agency.objects.filter(region__in=regions).values_list("pk", flat=True))
