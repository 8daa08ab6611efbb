"""An agency's months: figures and differences of each, deciding and asking about many, the decisions."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from enrolment.models import DecisionBatch, Difference
from enrolment.reconciliation import comparing
from enrolment.reconciliation.closing import parts
from enrolment.reconciliation.closing.wording import closed_words
from enrolment.reconciliation.deciding import actions, effects, proof, undoing
from enrolment.reconciliation.deciding.filters import DifferenceFilter, overdue
from enrolment.reconciliation.deciding.frame import allowed, month_of, nav_of_month, roster_moved
from enrolment.reconciliation.deciding.tables import BatchTable, DifferenceTable, MonthTable, months_of
from enrolment.reconciliation.deciding.views import many
from enrolment.reconciliation.months import MonthClosed
from enrolment.workers import searching


def differences_of(agency: Agency, month: dt.date) -> QuerySet[Difference]:
    return Difference.objects.for_agency(agency).filter(month__month=month)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_months(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The months that were compared, newest first."""
    context = {
        "agency": agency,
        "nav": agency_frame(request, agency, "agency_enrolment", Link(_("Reconciliation"))),
        "table": paged(request, MonthTable(months_of(agency), agency=agency)),
    }
    return render(request, "enrolment/reconciliation/months.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.SEE_PEOPLE)
def agency_month(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Figures that add up, and the differences; a search comes by POST and goes on under a key."""
    here = reverse("agency_month", args=[agency.code, month])
    if request.method == "POST":
        return redirect(searching_address(request, here))
    found, all_of_it = month_of(agency, month), differences_of(agency, month)
    may = allowed(request, agency, found)
    chosen = DifferenceFilter(request.GET, all_of_it.select_related("agency"), request=request)
    table = DifferenceTable(chosen.qs, choose=may["may_decide"], many=False)
    sides = proof.proof_of(found) if found else []
    context = {
        "agency": agency,
        "month": month,
        "found": found,
        "moved": roster_moved(found),
        "nav": nav_of_month(request, agency, month),
        "filter": chosen,
        "table": paged(request, table),
        "words": searching.shown(chosen.words) if chosen.words else "",
        "proof": sides,
        "adds_up": all(side.adds_up for side in sides),
        "overdue": overdue(all_of_it).count(),
        "parts": parts.told(found.totals) if found and found.closed_at else [],
        **may,
    }
    return render(request, "enrolment/reconciliation/month.html", context)


def searching_address(request: HttpRequest, here: str) -> str:
    """Where a search leads: the words stay in the session."""
    query = request.GET.copy()
    for name in ("page", "search"):
        query.pop(name, None)
    if key := searching.remember(request, request.POST.get("q", "")):
        query["search"] = key
    return f"{here}?{query.urlencode()}" if query else here


def _desk(request: HttpRequest, agency: Agency, month: dt.date) -> many.Desk:
    return many.Desk(
        differences_of(agency, month),
        DifferenceFilter,
        lambda words: nav_of_month(request, agency, month, Link(words)),
        reverse("agency_month", args=[agency.code, month]),
    )


@access.agency_view(access.P.RECONCILE)
def agency_month_decide(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    return many.decide_many(request, _desk(request, agency, month))


@access.agency_view(access.P.CLOSE_MONTH)
def agency_month_send(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Who closes the month asks the agency."""
    return many.send_many(request, _desk(request, agency, month))


@require_POST
@access.agency_view(access.P.RECONCILE)
def agency_month_compare(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Lay the lists in force beside the roster as it is by now: it may have changed since."""
    try:
        comparing.reconcile(agencies=[agency.pk], month=month, by=request.user)
        messages.success(request, _("The month was compared again."))
    except MonthClosed as closed:
        messages.error(request, closed_words(closed))
    return redirect("agency_month", agency.code, month)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_decisions(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """What was decided in a month, newest first."""
    batches = _batches(agency, month)
    context = {
        "agency": agency,
        "nav": nav_of_month(request, agency, month, Link(_("Decisions"))),
        "month": month,
        "table": paged(request, BatchTable(batches, month=month)),
    }
    return render(request, "enrolment/reconciliation/decisions.html", context)


def _batches(agency: Agency, month: dt.date) -> QuerySet[DecisionBatch]:
    rows = DecisionBatch.objects.filter(agency=agency, month__month=month)
    return rows.select_related("agency", "made_by", "undone_by").order_by("-made_at", "pk")


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_decision(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    """What one decision did, who of it would stay if it were taken back, and the button for that."""
    batch = get_object_or_404(_batches(agency, month), pk=pk)
    may = allowed(request, agency, month_of(agency, month))
    found = batch.differences.select_related("agency", "month").order_by("kind", "name", "pk")
    above = Link(_("Decisions"), address("agency_decisions", agency.code, f"{month:%Y-%m}"))
    context = {
        "agency": agency,
        "month": month,
        "batch": batch,
        "outcome": effects.outcome(batch),
        "nav": nav_of_month(request, agency, month, above, Link(_("Decision"))),
        "table": paged(request, DifferenceTable(found, choose=False, many=False)),
        "kept": [d.name for d in undoing.sort_out(list(found)).kept][: many.NAMES],
        **may,
    }
    return render(request, "enrolment/reconciliation/decision.html", context)


@require_POST
@access.agency_view(access.P.RECONCILE)
def agency_decision_undo(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    batch = get_object_or_404(_batches(agency, month), pk=pk)
    try:
        done = actions.undo(batch=batch, by=request.user)
        said = ngettext(
            "Taken back: %(n)s difference waits again.",
            "Taken back: %(n)s differences wait again.",
            done["reversed"],
        )
        messages.success(request, said % {"n": number(done["reversed"])})
        if done["kept"]:
            names = ", ".join(d.name for d in done["kept"][:10])
            messages.warning(request, _("Changed since, and therefore kept: %(names)s") % {"names": names})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except MonthClosed as closed:
        messages.error(request, closed_words(closed))
    return redirect("agency_decision", agency.code, month, pk)
