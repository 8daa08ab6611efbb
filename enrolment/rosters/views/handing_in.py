"""Handing a workbook in, the history of uploads, and the file as it came."""

from uuid import UUID

from django.core.files import File
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import stored_file
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.models import Upload
from enrolment.rosters import receiving, storage
from enrolment.rosters.forms import WorkbookForm
from enrolment.rosters.parts import files as parts
from enrolment.rosters.tables import UploadTable
from enrolment.rosters.views.frame import address, nav, one


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def upload_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    uploads = Upload.objects.for_agency(agency).select_related("uploaded_by", "agency")
    context = {
        "agency": agency,
        "nav": nav(request, agency),
        "table": paged(request, UploadTable(uploads)),
        "may_upload": access.may(request.user, access.P.EDIT_ROSTER, agency),
    }
    return render(request, "enrolment/rosters/upload_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = WorkbookForm(request.POST or None, parts.files_of(request, agency))
    if request.method == "POST" and form.is_valid():
        upload = _hand_in(request, agency, form.cleaned_data["file"])
        return redirect(address(upload, agency))
    context = {"agency": agency, "nav": nav(request, agency, Link(_("Upload the list"))), "form": form}
    context["may_export"] = access.may(request.user, access.P.EXPORT_PEOPLE, agency)
    context["parts_url"] = reverse("agency_parts", args=[agency.code])
    context["unfinished"] = parts.unfinished(request.user, agency)
    return render(request, "enrolment/rosters/upload_new.html", context, status=400 if form.errors else 200)


def _hand_in(request: HttpRequest, agency: Agency, file: File) -> Upload:
    upload = receiving.receive(
        agency=agency,
        chunks=file.chunks(),
        file_name=file.name or "",
        by=request.user,
        on_behalf=not access.scope_of(request.user).belongs_to(agency),
    )
    parts.used(file)
    return receiving.check_now_or_later(upload=upload, by=request.user)


@require_safe
@access.agency_view(access.P.EDIT_ROSTER)
def upload_file(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    """The workbook as it was handed in, as a download only: never shown inside the site."""
    upload = one(agency, pk)
    return stored_file(storage.path_of(upload), upload.file_name)
