"""The form of an agency, its list in that form, the rows to be corrected, and what came of a correction."""

from uuid import UUID

from django.contrib import messages
from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import file_name
from agencies.pages.exports import book_response
from agencies.pages.navigation import Link
from enrolment.models import Upload, UploadKind
from enrolment.rosters import receiving
from enrolment.rosters.forms import WorkbookForm
from enrolment.rosters.views.frame import address, nav, one, one_list
from enrolment.rosters.workbooks.correcting import OPEN
from enrolment.rosters.workbooks.form import agency_form, workers_of
from enrolment.rosters.workbooks.results import result_of
from enrolment.rosters.workbooks.waiting_rows import error_workbook


@require_safe
@access.agency_view(access.P.EDIT_ROSTER)
def agency_template(request: HttpRequest, agency: Agency) -> FileResponse:
    """The empty form. It names what the agency's list knows, so it is made for each agency."""
    return book_response(agency_form(agency), file_name("format isian", agency.slug))


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_roster_workbook(request: HttpRequest, agency: Agency) -> FileResponse:
    """The list as it is, in the same form: handed in again unchanged, it changes nothing."""
    name = file_name("daftar pegawai", agency.slug, timezone.localdate().isoformat(), "isian")
    return book_response(agency_form(agency, workers_of(agency)), name)


@require_safe
@access.agency_view(access.P.EDIT_ROSTER)
def upload_errors(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    """The rows that wait, to be corrected in Excel. Empty of rows once none waits."""
    upload = one_list(agency, pk)
    if upload.state not in OPEN:
        raise Http404
    name = file_name("berkas perbaikan", agency.slug, upload.pk.hex[:8])
    return book_response(error_workbook(upload, agency), name)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_correct(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Corrected rows of this upload, handed in on its page."""
    parent = one_list(agency, pk)
    form = WorkbookForm(request.POST, request.FILES)
    if parent.state not in OPEN:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(address(parent, agency))
    if not form.is_valid():
        messages.warning(request, " ".join(map(str, form.errors.get("file", [_("Choose a file first.")]))))
        return redirect(f"{address(parent, agency)}?show=needs_fix")
    correction = _received(request, agency, parent, form.cleaned_data["file"])
    return redirect(address(receiving.check_now_or_later(upload=correction, by=request.user), agency))


def _received(request: HttpRequest, agency: Agency, parent: Upload, file: File) -> Upload:
    correction = receiving.receive(
        agency=agency,
        chunks=file.chunks(),
        file_name=file.name or "",
        by=request.user,
        on_behalf=not access.scope_of(request.user).belongs_to(agency),
        roster_date=parent.roster_date,
    )
    correction.kind, correction.parent = UploadKind.CORRECTION, parent
    correction.save(update_fields=["kind", "parent"])
    return correction


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def upload_corrected(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """What came of a correction: how many rows found their places, which are still wrong, which were left."""
    correction = one(agency, pk)
    parent = correction.parent
    if parent is None or "correction" not in correction.summary:
        raise Http404
    above = Link(parent.file_name, address(parent, agency))
    context = {
        "agency": agency,
        "upload": correction,
        "parent": parent,
        "nav": nav(request, agency, above, Link(_("Corrected rows"))),
        "may_edit": access.may(request.user, access.P.EDIT_ROSTER, agency),
        **result_of(correction),
    }
    return render(request, "enrolment/workbooks/corrected.html", context)
