"""A city's pages of matching: the same as an agency's, for whoever may use the file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Region
from enrolment.rosters.city.views.frame import city, nav, usable
from enrolment.rosters.matching import showing
from enrolment.rosters.matching.places import Place


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_columns(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = usable(request, region, pk, lock=request.method == "POST")
    return showing.columns(request, Place(region, nav), upload)


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_values(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = usable(request, region, pk, lock=request.method == "POST")
    return showing.values(request, Place(region, nav), upload)


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.COMPARE_LISTS)
def region_matching_forget(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return showing.forget(request, Place(city(region), nav), pk)


@require_safe
@access.region_view(access.P.COMPARE_LISTS)
def region_matchings(request: HttpRequest, region: Region) -> HttpResponse:
    return showing.kept(request, Place(city(region), nav))
