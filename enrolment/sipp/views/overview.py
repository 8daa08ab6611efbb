"""All sheets of an agency, and how many could go into each."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.tables import paged
from enrolment.models import OfficialSheet, SheetKind
from enrolment.sipp.frame import allowed, nav_of
from enrolment.sipp.making import judged
from enrolment.sipp.readiness import Order
from enrolment.sipp.tables import KindTable, SheetTable


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def sheet_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    month = timezone.localdate().replace(day=1)
    sheets = OfficialSheet.objects.for_agency(agency).select_related("agency", "group", "made_by")
    context = {
        "agency": agency,
        "nav": nav_of(request, agency),
        "kinds": paged(request, KindTable([_counted(agency, kind, month) for kind in SheetKind], prefix="k")),
        "table": paged(request, SheetTable(sheets)),
    }
    return render(request, "enrolment/sipp/list.html", context | allowed(request, agency))


def _counted(agency: Agency, kind: SheetKind, month: dt.date) -> dict[str, Any]:
    found = judged(agency, Order(kind, month))
    counts = {"ready": len(found.ready), "waiting": len(found.waiting), "in_sheet": len(found.in_sheet)}
    return {"kind": kind, "label": kind.label, "code": agency.code, **counts}
