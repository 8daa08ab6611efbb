"""One sheet: its people, its file, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import ZIP, attachment
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.models import OfficialSheet, SheetState
from enrolment.sipp import answering, archive
from enrolment.sipp.forms import FailuresForm, TotalsForm, UploadedForm
from enrolment.sipp.frame import allowed, nav_of, sheet_of
from enrolment.sipp.making import together
from enrolment.sipp.tables import PeopleTable
from enrolment.workers.wording import month_name


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def sheet_detail(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return show(request, agency, sheet_of(agency, pk))


def show(
    request: HttpRequest, agency: Agency, sheet: OfficialSheet, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one sheet, with whatever somebody just sent to it."""
    people = sheet.people.select_related("worker")
    said = dict(sheet.people.order_by().values_list("valid").annotate(Count("pk")))
    context = {
        "agency": agency,
        "sheet": sheet,
        "sign": f"sheet_{sheet.state}",
        "nav": nav_of(request, agency, Link(f"{sheet.file_name} · {month_name(sheet.month)}")),
        "batch": together(sheet, request.user),
        "taken": said.get(True, 0),
        "refused": said.get(False, 0),
        "open": said.get(None, 0),
        "names_missing": bool(sheet.invalid) and False not in said,
        "table": paged(request, PeopleTable(people, agency=agency)),
        "uploaded_form": UploadedForm(initial={"on": timezone.localdate()}),
        "failures_form": FailuresForm(),
        "totals_form": None if False in said else _totals_form(sheet),
        "submits": sheet.kind in answering.SUBMITS,
        "is_live": sheet.state != SheetState.WITHDRAWN,
    }
    return render(
        request, "enrolment/sipp/sheet.html", context | allowed(request, agency) | more, status=status
    )


def _totals_form(sheet: OfficialSheet) -> TotalsForm | None:
    """While the sheet waits for its answer."""
    if sheet.state != SheetState.UPLOADED:
        return None
    return TotalsForm(initial={"valid": sheet.valid, "invalid": sheet.invalid or 0})


@require_safe
@access.agency_view(access.P.SUBMIT)
def sheet_download(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    sheet = sheet_of(agency, pk)
    if not allowed(request, agency)["may_download"]:
        raise PermissionDenied
    sheets = together(sheet, request.user) if sheet.state != SheetState.WITHDRAWN else [sheet]
    return attachment(archive.archive_of(sheets), archive.archive_name(sheets), ZIP)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.SUBMIT)
def sheet_withdraw(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    sheet = sheet_of(agency, pk)
    if request.method == "POST":
        try:
            done = answering.withdraw(sheet=sheet, by=request.user)
            messages.success(request, _("The sheet is withdrawn; %(back)s people are listed again.") % done)
            if done["kept"]:
                messages.warning(request, _("%(kept)s people stay as they are: they went on since.") % done)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("agency_sheet", agency.code, pk)
    here = reverse("agency_sheet", args=[agency.code, pk])
    nav = nav_of(request, agency, Link(sheet.file_name, here), Link(_("Withdraw")))
    context = {"agency": agency, "sheet": sheet, "back": here, "nav": nav}
    context["submits"] = sheet.kind in answering.SUBMITS and sheet.state != SheetState.MADE
    return render(request, "enrolment/sipp/withdraw.html", context)
