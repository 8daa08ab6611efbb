"""Querysets cut to what a user may see, and what a page may offer."""

from django.db.models import Q, QuerySet

from agencies.access.roles import GRANTABLE_BY_CITY, LIST_KEEPER, P, Permission
from agencies.access.scopes import SYSTEM, scope_of
from agencies.models import Agency, Branch, Membership, Region, Role


def restrict_people(queryset: QuerySet, user: object, permission: Permission = P.SEE_PEOPLE) -> QuerySet:
    """Rows with an `agency` whose people the user may see: nothing for everybody else."""
    if user is SYSTEM:
        return queryset
    scope = scope_of(user)
    if permission in scope.everywhere:
        return queryset
    return queryset.filter(agency__in=scope.agencies_with(permission))


def restrict_records(queryset: QuerySet, user: object, permission: Permission = P.SEE_RECORDS) -> QuerySet:
    """Rows with `region` and perhaps `agency` (stated figures, documents) that the user may see."""
    if user is SYSTEM:
        return queryset
    scope = scope_of(user)
    if permission in scope.everywhere:
        return queryset
    return queryset.filter(
        Q(region__in=scope.regions_with(permission)) | Q(agency__in=scope.agencies_with(permission))
    )


def restrict_documents(queryset: QuerySet, user: object, permission: Permission = P.SEE_RECORDS) -> QuerySet:
    """Documents that the user may see: an agency's people also those that its region wrote for all its
    agencies."""
    if user is SYSTEM:
        return queryset
    scope = scope_of(user)
    if permission in scope.everywhere:
        return queryset
    agencies = scope.agencies_with(permission)
    theirs = Agency.objects.filter(pk__in=agencies).values("region")
    return queryset.filter(
        Q(region__in=scope.regions_with(permission))
        | Q(agency__in=agencies)
        | Q(agency=None, region__in=theirs)
    )


def visible_agencies(user: object, permission: Permission = P.SEE_FIGURES) -> QuerySet[Agency]:
    """The agencies a user may act for or look at."""
    scope = scope_of(user)
    if user is SYSTEM or permission in scope.everywhere:
        return Agency.objects.all()
    return Agency.objects.filter(pk__in=scope.agencies_with(permission))


def visible_regions(user: object, permission: Permission = P.SEE_FIGURES) -> QuerySet[Region]:
    """The regions whose figures a user may look at."""
    scope = scope_of(user)
    if user is SYSTEM or permission in scope.everywhere:
        return Region.objects.all()
    return Region.objects.filter(pk__in=scope.regions_with(permission))


def grantable_roles(user: object) -> tuple[str, ...]:
    """The roles a user may give to others: a city those of its own house, the system operator all."""
    scope = scope_of(user)
    if user is SYSTEM or P.ADMINISTER in scope.everywhere:
        return tuple(Role.values)
    return GRANTABLE_BY_CITY if P.MANAGE_MEMBERS in scope.permissions else ()


def list_keepers(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Those of an agency's own people who keep its list."""
    return memberships.filter(role=LIST_KEEPER)


def keeps_list(membership: Membership) -> bool:
    """Whether somebody is asked for the agency's list, as `list_keepers` says of many."""
    return membership.role == LIST_KEEPER


def may(user: object, permission: Permission, place: Agency | Region | Branch) -> bool:
    """Whether a user may do this in a place: for what a page offers; the views ask by themselves."""
    scope = scope_of(user)
    if isinstance(place, Agency):
        return permission in scope.permissions_in_agency(place)
    if isinstance(place, Region):
        return permission in scope.permissions_in_region(place)
    return permission in scope.permissions_in_branch(place)
