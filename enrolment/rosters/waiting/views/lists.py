"""What waits: for one agency by upload and cause, for a region by agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Region
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.cases.queries import open_of_agency
from enrolment.models import ProposedExit
from enrolment.rosters.views.frame import nav
from enrolment.rosters.waiting import queries
from enrolment.rosters.waiting.tables import AgencyWaitingTable, WaitingTable


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_waiting(request: HttpRequest, agency: Agency) -> HttpResponse:
    uploads = queries.uploads_with_waiting(agency)
    may_edit = access.may(request.user, access.P.EDIT_ROSTER, agency)
    rows = WaitingTable(queries.rows_waiting(uploads), agency=agency, may_edit=may_edit)
    context = {
        "agency": agency,
        "nav": nav(request, agency, Link(_("What waits"))),
        "uploads": uploads,
        "waiting": sum(upload.waiting for upload in uploads),
        "unsaved": list(queries.unsaved(agency)),
        "exits": ProposedExit.objects.filter(agency=agency, decided_at=None).count(),
        "cases": open_of_agency(agency),
        "table": paged(request, rows),
        "may_edit": may_edit,
    }
    return render(request, "enrolment/waiting/agency.html", context)


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_waiting(request: HttpRequest, region: Region) -> HttpResponse:
    context = {
        "region": region,
        "nav": region_frame(request, region, "region_agencies", Link(_("What waits"))),
        "table": paged(request, AgencyWaitingTable(queries.agencies_waiting(region))),
    }
    return render(request, "enrolment/waiting/region.html", context)
