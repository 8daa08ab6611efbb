"""Cases that touch the cities of a branch: it decides those across cities and looks at the others."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Branch
from agencies.pages.frame import branch_frame
from agencies.pages.navigation import Link, Nav
from enrolment.cases import queries
from enrolment.cases.views import pages
from enrolment.models import ListingCase


def _desk(branch: Branch) -> pages.Desk:
    def url(name: str, *args: object) -> str:
        return reverse(f"branch_{name}", args=[branch.code, *args])

    return pages.Desk(branch.name, queries.of_branch(branch), url, lambda case: case.region_id is None)


def _nav(request: HttpRequest, branch: Branch, *deeper: Link) -> Nav:
    here = Link(_("People on two lists"), reverse("branch_cases", args=[branch.code]) if deeper else "")
    return branch_frame(request, branch, "branch_detail", here, *deeper)


def _one(branch: Branch, pk: int) -> ListingCase:
    cases = queries.of_branch(branch)
    return get_object_or_404(
        cases.select_related("agency", "other_agency", "wrong_agency", "decided_by"), pk=pk
    )


@access.branch_view(access.P.DECIDE_CASES)
@require_safe
def branch_cases(request: HttpRequest, branch: Branch) -> HttpResponse:
    waiting = queries.open_across_cities(branch)
    return pages.case_list(request, _desk(branch), _nav(request, branch), for_branch=True, waiting=waiting)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.DECIDE_CASES)
def branch_case(request: HttpRequest, branch: Branch, pk: int) -> HttpResponse:
    case = _one(branch, pk)
    if request.method == "POST" and case.region_id is not None:
        raise PermissionDenied
    return pages.case_page(request, _desk(branch), _nav(request, branch, Link(_("Case"))), case)


@access.branch_view(access.P.DECIDE_CASES)
@require_POST
def branch_case_undo(request: HttpRequest, branch: Branch, pk: int) -> HttpResponse:
    case = _one(branch, pk)
    if case.region_id is not None:
        raise PermissionDenied
    return pages.take_back(request, _desk(branch), case)


@access.branch_view(access.P.DECIDE_CASES)
@require_safe
def branch_cases_export(request: HttpRequest, branch: Branch) -> HttpResponse:
    return pages.export(request, _desk(branch))
