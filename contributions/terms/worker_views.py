"""The contributions of one worker, month by month."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.terms.worker_months import strip_of
from contributions.terms.worker_tables import HEADERS, LineTable, lines_of, rows_of
from enrolment.models import Worker
from enrolment.workers.frame import nav_of_worker


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def worker_contributions(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Every line, how it comes about, and whether its month is paid."""
    worker = get_object_or_404(Worker.objects.for_agency(agency), pk=pk)
    context = {
        "nav": nav_of_worker(request, agency, worker, Link(_("Contributions"))),
        "agency": agency,
        "worker": worker,
        "strip": strip_of(worker, timezone.localdate()),
        "table": paged(request, LineTable(lines_of(worker))),
        "may_export": access.may(request.user, access.P.EXPORT_PEOPLE, agency),
    }
    return render(request, "contributions/terms/worker.html", context)


@access.agency_view(access.P.EXPORT_PEOPLE)
@require_safe
def worker_contributions_export(request: HttpRequest, agency: Agency, pk: int) -> FileResponse:
    worker = get_object_or_404(Worker.objects.for_agency(agency), pk=pk)
    name = file_name("iuran", agency.slug, worker.name, timezone.localdate().isoformat())
    return workbook_response({str(_("Contributions")): (HEADERS, rows_of(lines_of(worker)))}, name)
