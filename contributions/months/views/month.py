"""One month of an agency: assessment, bill, lines, payments, what is missing."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.tables import paged
from contributions.billing.wording import due_words, sign_of
from contributions.months.frame import allowed, can_be_computed, is_over, months_around, nav_of_month
from contributions.months.lines import LineFilter, LineTable, lines_of, read_at_once
from contributions.months.missing import lacks_of
from contributions.months.month_links import month_links
from contributions.months.penalty import estimate_of
from contributions.months.reading import MonthOfAgency, month_of_agency, own_part
from contributions.months.stages import stages_of
from contributions.months.terms_in_words import terms_of
from enrolment.reconciliation.deciding.views.agency import searching_address
from enrolment.workers import searching


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.SEE_FIGURES)
def agency_contribution_month(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Figures for all of the agency; names for who sees people. A search comes by POST and goes on under a
    key."""
    may = allowed(request, agency)
    if request.method == "POST":
        if not may["may_see_people"]:
            raise PermissionDenied
        here = reverse("agency_contribution_month", args=[agency.code, month])
        return redirect(searching_address(request, here))
    found, day = month_of_agency(agency, month), timezone.localdate()
    context = {"agency": agency, "month": month, "found": found, "nav": nav_of_month(request, agency, month)}
    context |= months_around(agency, month) | figures_of(found, day) | may
    context["lacks"] = [(lack, bool(lack.url and may.get(lack.permission))) for lack in lacks_of(found)]
    context["links"] = month_links(found, month, may)
    if may["may_see_people"]:
        context |= lines_shown(request, found)
    return render(request, "contributions/months/month.html", context)


def figures_of(found: MonthOfAgency, day: dt.date) -> dict[str, Any]:
    """What the page says of the money, and how far the month is."""
    sums = found.sums()
    standing = found.standing(day)
    return {
        "sums": sums,
        "sign": sign_of(standing),
        "due_words": due_words(found.month, found.due_on),
        "is_late": any(one.is_late(day) for one in found.assessments),
        "has_begun": can_be_computed(found.month),
        "stages": stages_of(found),
        "terms": terms_of(found),
        "bills": [bill for one in found.owned for bill in one.bills],
        "payments": [allocation for one in found.owned for allocation in one.allocations],
        "penalty": estimate_of(found.assessments, day),
        "delay": next((one for one in found.assessments if one.delay_reason), None),
        "is_over": is_over(found.month),
        "moved": any(one.is_draft and one.moved for one in found.owned),
        "any_draft": any(one.is_draft for one in found.owned),
        "all_final": bool(found.owned) and all(one.is_final for one in found.owned),
        "unpaid": any(one.paid < one.owed for one in found.assessments),
        "differs": any(one.differs for one in found.owned),
    }


def lines_shown(request: HttpRequest, found: MonthOfAgency) -> dict[str, Any]:
    """The lines of the agency's own people; what they come to where another one's group serves them."""
    groups = (*found.owned, *found.serving)
    known = [one.assessment for one in groups if one.assessment]
    rows = lines_of(found.agency, [one.pk for one in known]).with_before()
    chosen = LineFilter(request.GET, rows, request=request, agency=found.agency)
    several = any(one.has_corrections for one in groups)
    read_at_once()
    table = LineTable(
        chosen.qs,
        agency=found.agency,
        assessments={one.pk: one for one in known},
        several_kinds=several,
    )
    words = searching.shown(chosen.words) if chosen.words else ""
    shown = {"filter": chosen, "table": paged(request, table), "words": words, "corrected": several}
    if found.serving:
        shown["own"] = own_part(found.agency, found.month)
    return shown
