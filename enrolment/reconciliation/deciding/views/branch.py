"""Differences of all agencies of a branch in a month: filtered, decided, sent."""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Branch
from agencies.pages.frame import branch_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from enrolment.models import Difference
from enrolment.reconciliation.board.queries import agencies_of, newest_month
from enrolment.reconciliation.deciding.filters import BranchDifferenceFilter, overdue
from enrolment.reconciliation.deciding.frame import months_around
from enrolment.reconciliation.deciding.tables import DifferenceTable
from enrolment.reconciliation.deciding.views import many
from enrolment.reconciliation.deciding.views.agency import searching_address
from enrolment.workers import searching
from enrolment.workers.wording import month_name


def differences_of(request: HttpRequest, branch: Branch, month: dt.date) -> QuerySet[Difference]:
    """Those of the branch's regions, cut to the agencies that are the officer's."""
    rows = Difference.objects.visible_to(request.user).filter(month__month=month)
    return rows.filter(agency__region__in=branch.regions.all())


def _nav(request: HttpRequest, branch: Branch, month: dt.date, *deeper: Link) -> Nav:
    board = Link(month_name(month), reverse("branch_month", args=[branch.code, month]))
    here = Link(_("Differences"), reverse("branch_differences", args=[branch.code, month]) if deeper else "")
    return branch_frame(request, branch, "branch_differences_now", board, here, *deeper)


@require_safe
@access.branch_view(access.P.SEE_PEOPLE)
def branch_differences_now(request: HttpRequest, branch: Branch) -> HttpResponse:
    """The differences of the newest month there is something about."""
    return redirect("branch_differences", branch.code, newest_month(agencies_of(branch, request.user)))


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.SEE_PEOPLE)
def branch_differences(request: HttpRequest, branch: Branch, month: dt.date) -> HttpResponse:
    """The differences of the branch's agencies; a search comes by POST and goes on under a key."""
    if request.method == "POST":
        here = reverse("branch_differences", args=[branch.code, month])
        return redirect(searching_address(request, here))
    rows = differences_of(request, branch, month)
    chosen = BranchDifferenceFilter(request.GET, rows.select_related("agency"), request=request)
    may_decide = access.may(request.user, access.P.RECONCILE, branch)
    table = DifferenceTable(chosen.qs, choose=may_decide, many=True)
    context = {
        "branch": branch,
        **months_around(month, "branch_differences", branch.code),
        "nav": _nav(request, branch, month),
        "filter": chosen,
        "table": paged(request, table),
        "words": searching.shown(chosen.words) if chosen.words else "",
        "overdue": overdue(rows).count(),
        "may_decide": may_decide,
        "may_ask": may_decide,
    }
    return render(request, "enrolment/reconciliation/branch_differences.html", context)


def _desk(request: HttpRequest, branch: Branch, month: dt.date) -> many.Desk:
    may = access.visible_agencies(request.user, access.P.RECONCILE)
    return many.Desk(
        differences_of(request, branch, month).filter(agency__in=may),
        BranchDifferenceFilter,
        lambda words: _nav(request, branch, month, Link(words)),
        reverse("branch_differences", args=[branch.code, month]),
    )


@access.branch_view(access.P.RECONCILE)
def branch_differences_decide(request: HttpRequest, branch: Branch, month: dt.date) -> HttpResponse:
    return many.decide_many(request, _desk(request, branch, month))


@access.branch_view(access.P.CLOSE_MONTH)
def branch_differences_send(request: HttpRequest, branch: Branch, month: dt.date) -> HttpResponse:
    return many.send_many(request, _desk(request, branch, month))
