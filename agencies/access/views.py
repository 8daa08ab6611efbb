"""What a view needs: every one says it, and a stranger gets 404, a member who may not 403."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from agencies.access.roles import Permission
from agencies.access.scopes import scope_of
from agencies.models import Agency, Branch, Region


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
