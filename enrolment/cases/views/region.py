"""Cases inside one city, decided by the city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav
from enrolment.cases import queries
from enrolment.cases.views import pages
from enrolment.models import ListingCase


def _desk(region: Region) -> pages.Desk:
    def url(name: str, *args: object) -> str:
        return reverse(f"region_{name}", args=[region.code, *args])

    return pages.Desk(region.name, queries.of_region(region), url, lambda case: True)


def _nav(request: HttpRequest, region: Region, *deeper: Link) -> Nav:
    here = Link(_("People on two lists"), reverse("region_cases", args=[region.code]) if deeper else "")
    return region_frame(request, region, "region_agencies", here, *deeper)


def _one(region: Region, pk: int) -> ListingCase:
    cases = queries.of_region(region)
    return get_object_or_404(
        cases.select_related("agency", "other_agency", "wrong_agency", "decided_by"), pk=pk
    )


@access.region_view(access.P.DECIDE_CASES)
@require_safe
def region_cases(request: HttpRequest, region: Region) -> HttpResponse:
    across = ListingCase.objects.of_region(region).open().filter(region=None).count()
    return pages.case_list(request, _desk(region), _nav(request, region), across=across)


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.DECIDE_CASES)
def region_case(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return pages.case_page(request, _desk(region), _nav(request, region, Link(_("Case"))), _one(region, pk))


@access.region_view(access.P.DECIDE_CASES)
@require_POST
def region_case_undo(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return pages.take_back(request, _desk(region), _one(region, pk))


@access.region_view(access.P.DECIDE_CASES)
@require_safe
def region_cases_export(request: HttpRequest, region: Region) -> HttpResponse:
    return pages.export(request, _desk(region))
