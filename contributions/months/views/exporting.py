"""A month's lines as a workbook, and a year's months as a workbook or CSV."""

import datetime as dt

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import people_response, workbook_response
from contributions.months import exports


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_contribution_export(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    """The month's lines, for who exports lists of people."""
    return _lines(agency, month)


@require_safe
@access.agency_view(access.P.ASSESS)
def agency_contribution_workbook(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    """The same, for the treasurer's own papers."""
    return _lines(agency, month)


def _lines(agency: Agency, month: dt.date) -> FileResponse:
    name = file_name(_("contribution"), agency.slug, f"{month:%Y-%m}")
    resource, rows = exports.lines(agency, month)
    return people_response(resource, rows, name, _("Contribution"))


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_contributions_export(request: HttpRequest, agency: Agency) -> HttpResponse | FileResponse:
    """All months, or those of one `year`; figures only. `format` is xlsx, or csv."""
    wanted = request.GET.get("year", "")
    year = int(wanted) if len(wanted) == 4 and wanted.isascii() and wanted.isdigit() else None
    head, rows = exports.MONTH_HEAD, exports.month_rows(agency, year)
    parts = (_("contributions"), agency.slug, *([year] if year else []))
    if request.GET.get("format") == "csv":
        return csv_response(head, rows, file_name(*parts, extension="csv"))
    return workbook_response({_("Months"): (head, rows)}, file_name(*parts))
