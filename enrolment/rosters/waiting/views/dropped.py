"""Rows put aside with a reason, and taken back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import DropReason, RowKind, StagedRow, Upload
from enrolment.rosters.applying import NotApplicable
from enrolment.rosters.views.frame import address, nav, one_list
from enrolment.rosters.waiting import dropping
from enrolment.rosters.waiting.forms import DropForm
from enrolment.rosters.waiting.picking import Picked, ordinals, picked
from enrolment.rosters.waiting.wording import Line, causes_of
from enrolment.rosters.wording import CAUSES
from enrolment.seen import mark


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_drop(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Drop the rows of a `cause`, or the rows `of` the list (ordinals): shown with tick boxes first."""
    upload = one_list(agency, pk)
    asked = request.POST if request.method == "POST" else request.GET
    cause, of = asked.get("cause", ""), ordinals(asked, "of")
    rows = list(_chosen(upload, cause, of))
    choice, seen = picked(request, rows), mark(row.pk for row in rows)
    form = DropForm(request.POST if choice.confirmed else None)
    if choice.confirmed and form.is_valid() and request.POST.get("seen", seen) == seen and rows:
        return _drop(request, agency, upload, choice, form)
    context = {
        "agency": agency,
        "upload": upload,
        "nav": nav(request, agency, Link(upload.file_name, address(upload, agency)), Link(_("Drop rows"))),
        "form": form,
        "picked": choice,
        "lines": [Line(row, ticked, causes_of(row)) for row, ticked in choice.rows],
        "cause": cause,
        "of": sorted(of),
        "seen": seen,
        "go_on": asked.get("go_on", ""),
    }
    return render(request, "enrolment/waiting/drop.html", context, status=400 if choice.confirmed else 200)


def _chosen(upload: Upload, cause: str, of: set[int]) -> QuerySet[StagedRow]:
    rows = dropping.droppable(upload).order_by("ordinal")
    if of:
        return rows.filter(ordinal__in=of)
    if cause not in CAUSES:
        raise Http404
    return rows.waiting().filter(problems__contains=[{"code": cause}])


def _drop(
    request: HttpRequest, agency: Agency, upload: Upload, choice: Picked, form: DropForm
) -> HttpResponse:
    rows = {row.ordinal for row in choice.page.paginator.object_list} - choice.left_out
    try:
        n = dropping.drop(upload=upload, rows=rows, by=request.user, **form.cleaned_data)
    except NotApplicable:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(address(upload, agency))
    done = ngettext("%(n)s row was dropped.", "%(n)s rows were dropped.", n) % {"n": number(n)}
    messages.success(request, done)
    waiting = StagedRow.objects.waiting().filter(upload=upload)
    if "go_on" in request.POST and (following := waiting.filter(ordinal__gt=max(rows, default=0)).first()):
        return redirect(reverse("upload_row", args=[agency.code, upload.pk, following.ordinal]))
    show = RowKind.NEEDS_FIX if waiting.exists() else RowKind.DROPPED
    return redirect(f"{address(upload, agency)}?show={show}")


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_take_back(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Take dropped rows back: the ticked ones, or all of a `reason`."""
    upload = one_list(agency, pk)
    reason = request.POST.get("reason", "")
    rows = ordinals(request.POST, "of")
    if reason in DropReason.values:
        rows = set(dropping.of_reason(upload, reason))
    try:
        n = dropping.take_back(upload=upload, rows=rows)
    except NotApplicable:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(address(upload, agency))
    messages.success(
        request, ngettext("%(n)s row was taken back.", "%(n)s rows were taken back.", n) % {"n": number(n)}
    )
    if kept := len(rows) - n:
        stays = ngettext(
            "%(n)s row stays dropped: another row of the file has its NIK.",
            "%(n)s rows stay dropped: other rows of the file have their NIKs.",
            kept,
        )
        messages.warning(request, stays % {"n": number(kept)})
    return redirect(f"{address(upload, agency)}?show={RowKind.NEEDS_FIX}")
