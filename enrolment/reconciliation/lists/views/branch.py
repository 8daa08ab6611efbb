"""The lists that a branch sees; what is behind each address stands in `pages` and `decisions`."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Branch
from enrolment.reconciliation.lists import decisions, mapping, pages
from enrolment.reconciliation.lists.houses import House
from enrolment.reconciliation.lists.pages import Desk


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_lists(request: HttpRequest, branch: Branch) -> HttpResponse:
    return pages.lists(Desk(request, House(branch)))


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_lists_export(request: HttpRequest, branch: Branch) -> FileResponse:
    return decisions.export(Desk(request, House(branch)))


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.RECONCILE)
def branch_lists_new(request: HttpRequest, branch: Branch) -> HttpResponse:
    return pages.hand_in(Desk(request, House(branch)))


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_lists_batch(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.batch(Desk(request, House(branch)), pk)


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_lists_batch_export(request: HttpRequest, branch: Branch, pk: UUID) -> FileResponse:
    return decisions.export_batch(Desk(request, House(branch)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.RECONCILE)
def branch_lists_batch_force(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return decisions.force_batch(Desk(request, House(branch)), pk)


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_lists_one(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return pages.one(Desk(request, House(branch)), pk)


@require_POST
@access.branch_view(access.P.RECONCILE)
def branch_lists_place(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return decisions.place(Desk(request, House(branch)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.RECONCILE)
def branch_lists_columns(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return mapping.columns(Desk(request, House(branch)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.RECONCILE)
def branch_lists_force(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return decisions.force_one(Desk(request, House(branch)), pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.RECONCILE)
def branch_lists_withdraw(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    return decisions.withdraw(Desk(request, House(branch)), pk)


@require_safe
@access.branch_view(access.P.RECONCILE)
def branch_lists_file(request: HttpRequest, branch: Branch, pk: UUID) -> FileResponse:
    return decisions.file(Desk(request, House(branch)), pk)


@require_safe
@access.branch_view(access.P.EXPORT_PEOPLE)
def branch_lists_people(request: HttpRequest, branch: Branch, pk: UUID) -> FileResponse:
    return decisions.export_people(Desk(request, House(branch)), pk)
