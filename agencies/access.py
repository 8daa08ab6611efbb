"""Who may see and do what. The only module that decides by roles, and the one door to the database.

Three questions are answered here and nowhere else:

- *May they?* `ROLE_PERMISSIONS` says what a role allows; a view names the permission it needs through
  `agency_view`, `region_view`, `branch_view`, `installation_view`, `member_view` or `public_view`. A
  stranger to the agency, region or branch gets 404, a member whose role does not allow it 403.
- *Which?* `scope_of(user)` turns memberships into sets of agencies, regions and branches; querysets
  are cut to them with `restrict_people` and `restrict_records`.
- *What does the database let through?* `acting(user)` opens the transaction, takes the application's role
  and tells row-level security the same sets (`agencies.policies`).
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from agencies.models import Agency, Branch, Membership, Region, Role, User
from agencies.models.people import AGENCY_ROLES, CITY_ROLES


class Permission(StrEnum):
    SEE_FIGURES = "see_figures"
    SEE_RECORDS = "see_records"  # documents and stated figures
    MANAGE_RECORDS = "manage_records"
    SEE_PEOPLE = "see_people"
    EXPORT_PEOPLE = "export_people"
    DECLARE_HEADCOUNT = "declare_headcount"
    EDIT_ROSTER = "edit_roster"
    REGISTER = "register"
    STATE_ROSTER = "state_roster"  # sign for an agency's list (SPTJM)
    COMPARE_LISTS = "compare_lists"  # lay the city's own list beside those of its agencies
    DECIDE_CASES = "decide_cases"  # one NIK on two lists
    MANAGE_AGENCIES = "manage_agencies"
    MANAGE_MEMBERS = "manage_members"
    ADMINISTER = "administer"


P = Permission
FIGURES = frozenset({P.SEE_FIGURES, P.SEE_RECORDS})
PEOPLE = FIGURES | {P.SEE_PEOPLE}

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.AGENCY_OPERATOR: PEOPLE
    | {P.EXPORT_PEOPLE, P.DECLARE_HEADCOUNT, P.EDIT_ROSTER, P.REGISTER, P.STATE_ROSTER},
    Role.AGENCY_TREASURER: PEOPLE,
    Role.AGENCY_HEAD: PEOPLE | {P.STATE_ROSTER},
    Role.CITY_MANAGER: PEOPLE
    | {P.EXPORT_PEOPLE, P.DECLARE_HEADCOUNT, P.EDIT_ROSTER, P.REGISTER, P.STATE_ROSTER}
    | {P.COMPARE_LISTS, P.DECIDE_CASES}
    | {P.MANAGE_AGENCIES, P.MANAGE_MEMBERS, P.MANAGE_RECORDS},
    Role.CITY_PERSONNEL: PEOPLE | {P.EXPORT_PEOPLE, P.COMPARE_LISTS, P.DECIDE_CASES},
    Role.CITY_FINANCE: FIGURES,
    Role.CITY_LEADER: FIGURES,
    Role.BRANCH_OFFICER: PEOPLE | {P.EXPORT_PEOPLE, P.REGISTER, P.DECIDE_CASES},
    Role.VIEWER: FIGURES,
    Role.AUDITOR: PEOPLE,
    # Runs the installation and onboards cities; has no business with anybody's identity number.
    Role.SYSTEM_OPERATOR: FIGURES
    | {P.DECLARE_HEADCOUNT, P.MANAGE_AGENCIES, P.MANAGE_MEMBERS, P.MANAGE_RECORDS, P.ADMINISTER},
}
SYSTEM_OPERATOR = Role.SYSTEM_OPERATOR  # the one role that is given away from the shell
# Who may give a role away: nobody hands out more than belongs to the place they manage.
GRANTABLE_BY_CITY = (
    Role.AGENCY_OPERATOR,
    Role.AGENCY_TREASURER,
    Role.AGENCY_HEAD,
    Role.CITY_MANAGER,
    Role.CITY_PERSONNEL,
    Role.CITY_FINANCE,
    Role.CITY_LEADER,
)
# What a role may be for, the usual place first: a "city" is a region but no province, "country" no place.
ROLE_PLACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(AGENCY_ROLES, ("agency",)),
    **dict.fromkeys(CITY_ROLES, ("city",)),
    Role.BRANCH_OFFICER: ("branch", "agency"),
    Role.VIEWER: ("region", "country"),
    Role.AUDITOR: ("region", "country"),
    Role.SYSTEM_OPERATOR: ("country",),
}
# Of an agency's own people, who is asked for its list.
LIST_KEEPER = Role.AGENCY_OPERATOR


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


# --- cutting querysets to a scope --------------------------------------------------------------------


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


# --- the door to the database ------------------------------------------------------------------------

_SETTINGS = (
    "role",
    "app.user",
    "app.all",
    "app.everywhere",
    "app.agencies",
    "app.offices",
    "app.regions",
    "app.branches",
    "app.cities",
)


@contextmanager
def acting(user: object) -> Iterator[Scope]:
    """Do everything inside in one transaction as `user` (or SYSTEM), seeing only that user's rows.

    `SET LOCAL` ends with the transaction; inside an outer one (tests, nested calls) the former settings are
    put back by hand, because a savepoint that is released keeps them.
    """
    with transaction.atomic():
        before = _settings_now()
        _set(
            {
                "role": settings.APP_ROLE,
                "app.user": str(getattr(user, "pk", None) or 0),
                "app.all": _flag(user is SYSTEM),
            }
        )
        scope = scope_of(user)
        _set(_scope_settings(scope, user is SYSTEM))
        yield scope
        if not connection.needs_rollback:  # an error, or a rollback, takes the settings back by itself
            _set(before)


def renew(user: object) -> Scope:
    """Take the scope of `user` anew inside `acting`: after an agency was made, it belongs to it."""
    if hasattr(user, "_scope"):
        # Not through __dict__: request.user is a lazy object around the user.
        del user._scope
    scope = scope_of(user)
    _set(_scope_settings(scope, user is SYSTEM))
    return scope


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _ids(ids: Iterable[int]) -> str:
    return "{" + ",".join(map(str, sorted(ids))) + "}"


def _scope_settings(scope: Scope, system: bool) -> dict[str, str]:
    return {
        "app.all": _flag(system or P.SEE_PEOPLE in scope.everywhere),
        "app.everywhere": _flag(system or bool(scope.everywhere)),
        "app.agencies": _ids(scope.agencies_with(P.SEE_PEOPLE)),
        "app.offices": _ids(scope.agencies_with(P.SEE_FIGURES)),
        "app.regions": _ids(scope.regions_with(P.SEE_FIGURES)),
        "app.branches": _ids(scope.branches),
        "app.cities": _ids(scope.regions_with(P.SEE_PEOPLE)),
    }


def _settings_now() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _SETTINGS)
        )
        return dict(zip(_SETTINGS, cursor.fetchone(), strict=True))


def _set(values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(["set_config(%s, %s, true)"] * len(values)),
            [part for pair in values.items() for part in pair],
        )


def streamed(user: object, rows: Callable[[], Iterable]) -> Iterator:
    """The rows of a streamed answer, read as `user`: a stream runs after the request's own transaction."""
    with acting(user):
        yield from rows()


# --- what a view needs -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """What a view asks of whoever calls it; the access matrix in the tests reads it."""

    place: str  # agency, region, branch, installation, member, public
    permission: Permission | None = None


def _view(
    need: Need, resolve: Callable | None, view: Callable[..., HttpResponse]
) -> Callable[..., HttpResponse]:
    @functools.wraps(view)
    def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponse:
        if resolve is not None:
            kwargs[need.place] = resolve(request, kwargs.pop("code"), need.permission)
        elif need.permission and need.permission not in scope_of(request.user).everywhere:
            raise PermissionDenied
        return view(request, **kwargs)

    guarded = wrapped if need.place == "public" else login_required(wrapped)
    guarded.need = need  # type: ignore[attr-defined]
    return guarded


def _check(held: frozenset[Permission], permission: Permission) -> None:
    if not held:
        raise Http404
    if permission not in held:
        raise PermissionDenied


def agency_for(request: HttpRequest, code: str, permission: Permission) -> Agency:
    """The agency of that code, or 404 for a stranger, 403 for a member who may not."""
    agency = get_object_or_404(Agency.objects.select_related("region__parent", "parent"), code=code)
    _check(scope_of(request.user).permissions_in_agency(agency), permission)
    return agency


def region_for(request: HttpRequest, code: str, permission: Permission) -> Region:
    """The region of that code, or 404 for a stranger, 403 for a member who may not."""
    region = get_object_or_404(Region.objects.select_related("parent"), code=code)
    _check(scope_of(request.user).permissions_in_region(region), permission)
    return region


def branch_for(request: HttpRequest, code: str, permission: Permission) -> Branch:
    """The branch of that code, or 404 for a stranger, 403 for a member who may not."""
    branch = get_object_or_404(Branch, code=code)
    _check(scope_of(request.user).permissions_in_branch(branch), permission)
    return branch


def agency_view(permission: Permission) -> Callable:
    """For views of one agency: `code` in the address becomes the `agency` argument."""
    return functools.partial(_view, Need("agency", permission), agency_for)


def region_view(permission: Permission) -> Callable:
    """For views of one region: `code` in the address becomes the `region` argument."""
    return functools.partial(_view, Need("region", permission), region_for)


def branch_view(permission: Permission) -> Callable:
    """For views of one branch: `code` in the address becomes the `branch` argument."""
    return functools.partial(_view, Need("branch", permission), branch_for)


def installation_view(permission: Permission) -> Callable:
    """For views of the whole installation: the permission must be held everywhere."""
    return functools.partial(_view, Need("installation", permission), None)


def member_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views of whoever is signed in, on what is their own; the view cuts rows to their scope."""
    return _view(Need("member"), None, view)


def public_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views anybody may open."""
    return _view(Need("public"), None, view)
