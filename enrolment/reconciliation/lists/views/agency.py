"""BPJS's lists of one agency; what is behind each address stands in `pages` and `decisions`."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from enrolment.reconciliation.lists import decisions, mapping, pages
from enrolment.reconciliation.lists.houses import House
from enrolment.reconciliation.lists.pages import Desk


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_lists(request: HttpRequest, agency: Agency) -> HttpResponse:
    return pages.lists(Desk(request, House(agency)))


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_list_export(request: HttpRequest, agency: Agency) -> FileResponse:
    return decisions.export(Desk(request, House(agency)))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.RECONCILE)
def agency_list_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    return pages.hand_in(Desk(request, House(agency)))


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_list_batch(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.batch(Desk(request, House(agency)), pk)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_list_batch_export(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    return decisions.export_batch(Desk(request, House(agency)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.RECONCILE)
def agency_list_batch_force(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return decisions.force_batch(Desk(request, House(agency)), pk)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_list(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.one(Desk(request, House(agency)), pk)


@require_POST
@access.agency_view(access.P.RECONCILE)
def agency_list_place(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return decisions.place(Desk(request, House(agency)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.RECONCILE)
def agency_list_columns(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return mapping.columns(Desk(request, House(agency)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.RECONCILE)
def agency_list_force(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return decisions.force_one(Desk(request, House(agency)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.RECONCILE)
def agency_list_withdraw(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return decisions.withdraw(Desk(request, House(agency)), pk)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_list_first(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return decisions.take_first(Desk(request, House(agency)), pk)


@require_safe
@access.agency_view(access.P.RECONCILE)
def agency_list_file(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    return decisions.file(Desk(request, House(agency)), pk)


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_list_people(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    return decisions.export_people(Desk(request, House(agency)), pk)
