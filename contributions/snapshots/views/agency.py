"""The frozen months of an agency."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.snapshots import exports
from contributions.snapshots.frozen import months_of_agency
from contributions.snapshots.tables import AgencyMonthTable

P = access.P


@access.agency_view(P.SEE_FIGURES)
@require_safe
def agency_snapshots(request: HttpRequest, agency: Agency) -> HttpResponse:
    months = months_of_agency(agency)
    context = {
        "nav": agency_frame(request, agency, "agency_home", Link(_("Month ends"))),
        "agency": agency,
        "months": months,
        "table": paged(request, AgencyMonthTable(months, agency=agency)),
    }
    return render(request, "contributions/snapshots/agency.html", context)


@access.agency_view(P.SEE_FIGURES)
@require_safe
def agency_snapshots_export(request: HttpRequest, agency: Agency, kind: str) -> HttpResponse:
    return exports.of_agency(months_of_agency(agency), agency, kind)
