"""One upload: what it would change, saving it, putting it aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Upload, UploadKind, UploadState
from enrolment.rosters import applying
from enrolment.rosters.background.saving import save_now_or_later
from enrolment.rosters.forms import SaveForm
from enrolment.rosters.pages import detail_context
from enrolment.rosters.views import nil
from enrolment.rosters.views.frame import address, nav, one, one_list

TEMPLATES = {
    UploadState.RECEIVED: "enrolment/rosters/upload_reading.html",
    UploadState.SAVING: "enrolment/rosters/upload_reading.html",
    UploadState.UNDOING: "enrolment/rosters/upload_reading.html",
    UploadState.REDOING: "enrolment/rosters/upload_reading.html",
    UploadState.UNMATCHED: "enrolment/matching/unmatched.html",
    UploadState.REFUSED: "enrolment/rosters/upload_refused.html",
    UploadState.CHECKED: "enrolment/rosters/upload_checked.html",
    UploadState.APPLIED: "enrolment/rosters/upload_saved.html",
    UploadState.UNDONE: "enrolment/rosters/upload_undone.html",
    UploadState.DISCARDED: "enrolment/rosters/upload_discarded.html",
}
ALREADY_DECIDED = gettext_lazy(
    "Nothing was saved: somebody has already saved, undone or discarded this upload."
)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def upload_detail(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one(agency, pk)
    if upload.kind == UploadKind.CORRECTION and upload.is_saved:
        return redirect("upload_corrected", agency.code, pk)
    if upload.kind == UploadKind.NIL:
        return nil.show(request, agency, upload)
    return _show(request, agency, upload)


def _show(request: HttpRequest, agency: Agency, upload: Upload, form: SaveForm | None = None) -> HttpResponse:
    context = detail_context(request, agency, upload, form or SaveForm(upload=upload))
    context |= {
        "nav": nav(request, agency, Link(upload.file_name)),
        "may_edit": access.may(request.user, access.P.EDIT_ROSTER, agency),
    }
    if upload.state == UploadState.APPLIED:
        context["saved"] = applying.saved_so_far(upload)
    bad = form is not None and form.errors
    return render(request, TEMPLATES[UploadState(upload.state)], context, status=400 if bad else 200)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_save(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one_list(agency, pk, lock=True)
    form = SaveForm(request.POST, upload=upload)
    if upload.state == UploadState.CHECKED and _compared_anew(request, upload):
        return _moved(request, agency, upload)
    if upload.state == UploadState.CHECKED and not form.is_valid():
        return _show(request, agency, upload, form)
    try:
        answers = form.cleaned_data if form.is_valid() else {}
        save_now_or_later(upload=upload, by=request.user, answers=answers)
    except applying.NotApplicable:
        messages.warning(request, ALREADY_DECIDED)
    except applying.RosterMoved:
        applying.compare_again(upload=upload)
        return _moved(request, agency, upload)
    return redirect(address(upload, agency))


def _compared_anew(request: HttpRequest, upload: Upload) -> bool:
    """Whether somebody else was shown a newer comparison than the one that this page came with."""
    return request.POST.get("compared", upload.compared) != upload.compared


def _moved(request: HttpRequest, agency: Agency, upload: Upload) -> HttpResponse:
    context = {"agency": agency, "upload": upload, "nav": nav(request, agency, Link(upload.file_name))}
    return render(request, "enrolment/rosters/upload_moved.html", context, status=409)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_discard(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    try:
        applying.discard(upload=one(agency, pk))
    except applying.NotApplicable:
        messages.warning(request, ALREADY_DECIDED)
        return redirect("upload_detail", agency.code, pk)
    messages.success(request, _("The upload was discarded. The list was not changed."))
    return redirect("agency_uploads", agency.code)
