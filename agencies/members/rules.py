"""Who may let whom in. Nobody hands out more than belongs to the places they manage.

Roles are asked of `access` alone; here it is only decided whose memberships and accounts are within reach.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies import access
from agencies.models import Agency, Branch, Membership, Region, User

P = access.P
Place = Agency | Region | Branch | None


def may_grant(by: object, role: str, place: Place) -> bool:
    """Whether `by` may give or take this role here. None as a place is the whole country."""
    if role not in access.grantable_roles(by):
        return False
    return by is access.SYSTEM or P.MANAGE_MEMBERS in _held_in(access.scope_of(by), place)


def _held_in(scope: access.Scope, place: Place) -> frozenset[access.Permission]:
    if isinstance(place, Agency):
        return scope.permissions_in_agency(place)
    if isinstance(place, Region):
        return scope.permissions_in_region(place)
    return scope.everywhere


def manageable(by: object) -> QuerySet[Membership]:
    """The memberships that `by` may change and let people in for."""
    found = Membership.objects.filter(role__in=access.grantable_roles(by))
    scope = access.scope_of(by)
    if by is access.SYSTEM or P.MANAGE_MEMBERS in scope.everywhere:
        return found
    agencies, regions = scope.agencies_with(P.MANAGE_MEMBERS), scope.regions_with(P.MANAGE_MEMBERS)
    return found.filter(Q(agency__in=agencies) | Q(region__in=regions))


def out_of_reach(by: object, users: Iterable[int]) -> set[int]:
    """Those of the users (ids) whose account `by` must not open: they also act, now or later, where `by`
    manages nobody. A new password for them would give `by` what belongs to that other place.

    Looked at as the system, because `by` cannot see memberships elsewhere.
    """
    mine = manageable(by).filter(user__in=list(users)).values("pk")
    with access.acting(access.SYSTEM):
        held = Membership.objects.filter(user__in=list(users)).filter(
            Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
        )
        return set(held.exclude(pk__in=mine).values_list("user", flat=True))


def may_open(by: object, user: User) -> bool:
    """Whether `by` may hold a link that sets this user's password: a member of theirs, and of nobody else."""
    return (
        user.pk != getattr(by, "pk", None)
        and manageable(by).filter(user=user).exists()
        and not out_of_reach(by, [user.pk])
    )
