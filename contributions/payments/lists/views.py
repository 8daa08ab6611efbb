"""Addresses' functions: lists of a branch and of an agency; what is behind them stands in `pages`."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency, Branch
from contributions.payments.lists import exports, mapping, pages
from contributions.payments.lists.desk import Desk
from contributions.payments.lists.houses import House


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_payment_lists(request: HttpRequest, agency: Agency) -> HttpResponse:
    return pages.lists(Desk(request, House(agency)))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_list_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    return pages.hand_in(Desk(request, House(agency)))


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_payment_list(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.one(Desk(request, House(agency)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_list_columns(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return mapping.columns(Desk(request, House(agency)), pk)


@require_POST
@access.agency_view(access.P.PAY)
def agency_payment_list_answer(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.answer(Desk(request, House(agency)), pk)


@require_POST
@access.agency_view(access.P.PAY)
def agency_payment_list_forget(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.forget(Desk(request, House(agency)), pk)


@require_POST
@access.agency_view(access.P.PAY)
def agency_payment_list_save(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.save(Desk(request, House(agency)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_list_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.undo(Desk(request, House(agency)), pk)


@require_POST
@access.agency_view(access.P.PAY)
def agency_payment_list_discard(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return pages.throw_away(Desk(request, House(agency)), pk)


@require_safe
@access.agency_view(access.P.PAY)
def agency_payment_list_file(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    return pages.file(Desk(request, House(agency)), pk)


@require_safe
@access.agency_view(access.P.PAY)
def agency_payment_list_export(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    return exports.rows_workbook(Desk(request, House(agency)).one(pk))


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_payment_lists(request: HttpRequest, branch: Branch) -> HttpResponse:
    return pages.lists(Desk(request, House(branch)))


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.PAY)
def branch_payment_list_new(request: HttpRequest, branch: Branch) -> HttpResponse:
    return pages.hand_in(Desk(request, House(branch)))


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_payment_list(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.one(Desk(request, House(branch)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.PAY)
def branch_payment_list_columns(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return mapping.columns(Desk(request, House(branch)), pk)


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_list_answer(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.answer(Desk(request, House(branch)), pk)


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_list_forget(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.forget(Desk(request, House(branch)), pk)


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_list_save(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.save(Desk(request, House(branch)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.PAY)
def branch_payment_list_undo(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.undo(Desk(request, House(branch)), pk)


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_list_discard(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.throw_away(Desk(request, House(branch)), pk)


@require_safe
@access.branch_view(access.P.PAY)
def branch_payment_list_file(request: HttpRequest, branch: Branch, pk: UUID) -> FileResponse:
    return pages.file(Desk(request, House(branch)), pk)


@require_safe
@access.branch_view(access.P.PAY)
def branch_payment_list_export(request: HttpRequest, branch: Branch, pk: UUID) -> FileResponse:
    return exports.rows_workbook(Desk(request, House(branch)).one(pk))
