"""The branch's month as a board, and the progress of a city."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Branch, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.frame import branch_frame, region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.reconciliation.board import filters
from enrolment.reconciliation.board.queries import Line, agencies_of, lines_of, newest_month, sums
from enrolment.reconciliation.board.tables import BoardTable, ProgressTable
from enrolment.reconciliation.deciding.frame import months_around
from enrolment.workers.wording import month_name


def _of_region(request: HttpRequest, region: Region) -> QuerySet[Agency]:
    mine = access.visible_agencies(request.user, access.P.SEE_PEOPLE)
    return mine.of_region(region)  # type: ignore[attr-defined]


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_month_now(request: HttpRequest, branch: Branch) -> HttpResponse:
    """The newest month there is something about."""
    return redirect("branch_month", branch.code, newest_month(agencies_of(branch, request.user)))


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_month(request: HttpRequest, branch: Branch, month: dt.date) -> HttpResponse:
    lines = lines_of(agencies_of(branch, request.user), month)
    here = reverse("branch_month", args=[branch.code, month])
    shown = filters.chosen_of(request)
    table = BoardTable(filters.fitting(lines, shown), month=month)
    context = {
        "branch": branch,
        "nav": branch_frame(request, branch, "branch_month_now", Link(month_name(month))),
        "table": paged(request, table),
        "links": filters.links(lines, shown, here),
        "may_decide": access.may(request.user, access.P.RECONCILE, branch),
        **months_around(month, "branch_month", branch.code),
        **_counted(lines),
    }
    return render(request, "enrolment/reconciliation/board.html", context)


def _counted(lines: list[Line]) -> dict[str, Any]:
    found = sums(lines)
    differences = found["differences"]
    return {"sums": found, "decided": differences["total"] - differences["undecided"], "nobody": not lines}


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_month_export(request: HttpRequest, branch: Branch, month: dt.date) -> FileResponse:
    """The board as figures: agencies and days, nobody's name or number."""
    lines = filters.fitting(lines_of(agencies_of(branch, request.user), month), filters.chosen_of(request))
    name = file_name(_("month"), branch.code, f"{month:%Y-%m}")
    return _export(lines, name)


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_month_now(request: HttpRequest, region: Region) -> HttpResponse:
    return redirect("region_month", region.code, newest_month(_of_region(request, region)))


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_month(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    """How far each agency of the city is."""
    lines = lines_of(_of_region(request, region), month)
    here = reverse("region_month", args=[region.code, month])
    shown = filters.chosen_of(request)
    table = ProgressTable(filters.fitting(lines, shown), month=month)
    context = {
        "region": region,
        "nav": region_frame(request, region, "region_month_now", Link(month_name(month))),
        "table": paged(request, table),
        "links": filters.links(lines, shown, here),
        **months_around(month, "region_month", region.code),
        **_counted(lines),
    }
    return render(request, "enrolment/reconciliation/progress.html", context)


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_month_export(request: HttpRequest, region: Region, month: dt.date) -> FileResponse:
    lines = filters.fitting(lines_of(_of_region(request, region), month), filters.chosen_of(request))
    return _export(lines, file_name(_("month"), region.name, f"{month:%Y-%m}"))


def _export(lines: Iterable[Line], name: str) -> FileResponse:
    head = [
        _("Code"), _("Agency"), _("Roster changed on"), _("Lists in force"), _("Newest list of"),
        _("Compared on"), _("Differences"), _("Decided"), _("Waiting for the agency"),
        _("Waiting for the city"), _("Waiting for BPJS"), _("Answer wanted by"), _("Contribution owed"),
        _("Contribution paid"), _("Still to be paid"), _("Due on"), _("Paid in full on"), _("Closed on"),
        _("Closed by"),
    ]  # fmt: skip
    return workbook_response({str(_("Agencies")): (head, map(_row, lines))}, name)


def _row(line: Line) -> list[Any]:
    counts, month, money = line.counts, line.month, line.money
    return [
        line.agency.code, line.name, _day(line.roster_at), line.lists, _day(line.listed_at),
        _day(line.reconciled_at), counts.get("total", 0), line.decided, counts.get("for_agency", 0),
        counts.get("for_city", 0), counts.get("for_branch", 0), month.due_on if month else None,
        *((money.owed, money.given, money.balance, money.due_on, money.paid_on) if money else (None,) * 5),
        _day(line.closed_at), line.closed_by,
    ]  # fmt: skip


def _day(at: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(at) if at else None
