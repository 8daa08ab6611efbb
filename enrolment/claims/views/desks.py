"""Claims of a branch's and of a city's agencies."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Branch, Region
from agencies.pages.frame import branch_frame, region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.claims import exports, queries
from enrolment.claims.filters import ClaimFilter
from enrolment.claims.tables import ClaimTable, FiguresTable
from enrolment.models import BenefitClaim


def _of_branch(request: HttpRequest, branch: Branch) -> ClaimFilter:
    claims = BenefitClaim.objects.visible_to(request.user).of_branch(branch)
    return ClaimFilter(request.GET, claims.select_related("worker", "agency"))


def _of_region(request: HttpRequest, region: Region) -> ClaimFilter:
    claims = BenefitClaim.objects.visible_to(request.user).of_region(region)
    return ClaimFilter(request.GET, claims.select_related("worker", "agency"))


@access.branch_view(access.P.SEE_PEOPLE)
@require_safe
def branch_claims(request: HttpRequest, branch: Branch) -> HttpResponse:
    chosen = _of_branch(request, branch)
    context = {
        "nav": branch_frame(request, branch, "", Link(_("Claims"))),
        "place": branch,
        "filter": chosen,
        "table": paged(request, ClaimTable(chosen.qs)),
        "tiles": queries.tiles_of(chosen.queryset, request.GET.get("state", "")),
        "may_export": access.may(request.user, access.P.EXPORT_PEOPLE, branch),
        "export_url": reverse("branch_claims_export", args=[branch.code]),
        "workers_url": "",
    }
    return render(request, "enrolment/claims/list.html", context)


@access.branch_view(access.P.EXPORT_PEOPLE)
@require_safe
def branch_claims_export(request: HttpRequest, branch: Branch) -> FileResponse:
    return exports.people(_of_branch(request, branch).qs, branch.code)


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_claims(request: HttpRequest, region: Region) -> HttpResponse:
    """Cases and rupiah by agency; the people for those who may see them, and never a word of health."""
    rows = queries.figures_of(region)
    context = {
        "nav": region_frame(request, region, "region_detail", Link(_("Claims"))),
        "region": region,
        "total": queries.total_of(rows, _("Total")),
        "figures": paged(request, FiguresTable(rows, prefix="f-")),
        "may_see_people": access.may(request.user, access.P.SEE_PEOPLE, region),
        "may_export": access.may(request.user, access.P.EXPORT_PEOPLE, region),
    }
    if context["may_see_people"]:
        chosen = _of_region(request, region)
        context |= {"filter": chosen, "table": paged(request, ClaimTable(chosen.qs))}
    return render(request, "enrolment/claims/region.html", context)


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_claims_figures(request: HttpRequest, region: Region) -> FileResponse:
    rows = queries.figures_of(region)
    return exports.figures([*rows, queries.total_of(rows, _("Total"))], region.code)


@access.region_view(access.P.EXPORT_PEOPLE)
@require_safe
def region_claims_export(request: HttpRequest, region: Region) -> FileResponse:
    return exports.people(_of_region(request, region).qs, region.code)
