"""An agency's pages of matching; a city's are in `city/views/matching.py`."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from enrolment.rosters.matching import showing
from enrolment.rosters.matching.places import Place
from enrolment.rosters.views.frame import nav, one


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_columns(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return showing.columns(request, Place(agency, nav), one(agency, pk, lock=request.method == "POST"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_values(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return showing.values(request, Place(agency, nav), one(agency, pk, lock=request.method == "POST"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def matching_forget(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    return showing.forget(request, Place(agency, nav), pk)


@require_safe
@access.agency_view(access.P.EDIT_ROSTER)
def agency_matchings(request: HttpRequest, agency: Agency) -> HttpResponse:
    return showing.kept(request, Place(agency, nav))
