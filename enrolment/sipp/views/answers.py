"""What the portal said: totals after the upload, and its list of failures."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency
from enrolment.models import OfficialSheet
from enrolment.sipp import answering
from enrolment.sipp.failures import Failures, Known, read_failures
from enrolment.sipp.forms import FailuresForm, TotalsForm, UploadedForm
from enrolment.sipp.frame import sheet_of
from enrolment.sipp.views.sheets import show
from enrolment.sipp.wording import refused_file
from enrolment.spreadsheets.grids import read_grids
from enrolment.spreadsheets.refusals import Unreadable


@require_POST
@access.agency_view(access.P.SUBMIT)
def sheet_uploaded(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    sheet, form = sheet_of(agency, pk), UploadedForm(request.POST)
    if not form.is_valid():
        return show(request, agency, sheet, 400, uploaded_form=form)
    try:
        done = answering.uploaded(sheet=sheet, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        return _not_taken(request, agency, pk, refused, uploaded_form=form)
    if sheet.kind in answering.SUBMITS:
        messages.success(request, _("%(submitted)s people are submitted to BPJS.") % done)
    else:
        messages.success(request, _("Noted: the sheet is uploaded."))
    return redirect("agency_sheet", agency.code, pk)


@require_POST
@access.agency_view(access.P.SUBMIT)
def sheet_totals(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """What the portal counted, told later or corrected."""
    sheet, form = sheet_of(agency, pk), TotalsForm(request.POST)
    if not form.is_valid():
        return show(request, agency, sheet, 400, totals_form=form)
    try:
        answering.totals(sheet=sheet, by=request.user, **form.cleaned_data)
        messages.success(request, _("The portal's totals are noted."))
    except ValidationError as refused:
        return _not_taken(request, agency, pk, refused, totals_form=form)
    return redirect("agency_sheet", agency.code, pk)


@require_POST
@access.agency_view(access.P.SUBMIT)
def sheet_answer(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    sheet, form = sheet_of(agency, pk), FailuresForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, agency, sheet, 400, failures_form=form)
    try:
        found = failures_in(form.cleaned_data["file"], sheet)
        return _taken(request, agency, sheet, found)
    except Unreadable as refusal:
        form.add_error("file", refused_file(refusal))
        return show(request, agency, sheet, 400, failures_form=form)
    except ValidationError as refused:
        return _not_taken(request, agency, pk, refused, failures_form=form)


def _not_taken(
    request: HttpRequest, agency: Agency, pk: UUID, refused: ValidationError, **sent: Form
) -> HttpResponse:
    """The page with the form that was sent and why it is not taken; once somebody was faster, the form is
    there no more: the page as it is now says so."""
    if refused.code == "moved":
        messages.error(request, refused.messages[0])
        return redirect("agency_sheet", agency.code, pk)
    for form in sent.values():
        form.add_error(None, refused.messages[0])
    return show(request, agency, sheet_of(agency, pk), 400, **sent)


def failures_in(file: UploadedFile, sheet: OfficialSheet) -> Failures:
    """Read the portal's list in a process of its own and lay it beside the sheet. Raises `Unreadable`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "failures"
        with path.open("wb") as stored:
            for chunk in file.chunks():
                stored.write(chunk)
        grids = read_grids(path)
    rows = sheet.people.select_related("worker").order_by("ordinal")
    return read_failures(grids, [known(row.ordinal, row.values, row.worker.nik) for row in rows])


def known(ordinal: int, values: dict[str, str], nik: str) -> Known:
    """Somebody as the sheet wrote them; the NIK stands in few of the forms, so it comes from the list."""
    kpj = values.get("NOMOR_IDENTITAS_KPJ") or values.get("KPJ") or values.get("KODE") or ""
    parts = [values.get(f"NAMA_{part}", "") for part in ("DEPAN", "TENGAH", "BELAKANG")]
    name = values.get("NAMA_LENGKAP") or " ".join(filter(None, parts))
    return Known(ordinal, values.get("NOMOR_IDENTITAS") or nik, kpj, name)


def _taken(request: HttpRequest, agency: Agency, sheet: OfficialSheet, found: Failures) -> HttpResponse:
    if found.no_header or not (found.found or found.unmatched):
        form = FailuresForm()
        more = {"failures_form": form, "no_failures": True}
        return show(request, agency, sheet, 400, **more)
    fits = sheet.invalid is None or sheet.invalid == len(found.found)
    complete = fits and not found.unmatched
    done = answering.refused(sheet=sheet, reasons=found.found, complete=complete, by=request.user)
    messages.success(request, _("%(refused)s people were refused; %(back)s are listed again.") % done)
    if complete:
        return redirect("agency_sheet", agency.code, sheet.pk)
    more = {
        "unmatched": found.unmatched,
        "stated": None if fits else sheet.invalid,
        "named": len(found.found),
    }
    return show(request, agency, sheet_of(agency, sheet.pk), **more)


@require_POST
@access.agency_view(access.P.SUBMIT)
def sheet_rest(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    try:
        count = answering.rest_valid(sheet=sheet_of(agency, pk), by=request.user)
        messages.success(request, _("%(count)s people were taken by the portal.") % {"count": count})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("agency_sheet", agency.code, pk)
