"""An agency's month: lines, bill and payments laid together; people paid for after they left."""

import datetime as dt
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address
from agencies.pages.tables import paged
from contributions.matching import choosing, exports
from contributions.matching.buckets import FINDINGS, TONES, Bucket
from contributions.matching.ended import year_before
from contributions.matching.groups import groups_of
from contributions.matching.missing import missing
from contributions.matching.proof import proof_of
from contributions.matching.reading import Summary, entries, summaries
from contributions.matching.tables import EntryTable
from contributions.matching.wording import amount_words
from enrolment.reconciliation.deciding.frame import month_of, months_around
from enrolment.reconciliation.deciding.views.agency import searching_address
from enrolment.workers import searching
from enrolment.workers.wording import month_name

P = access.P


def nav_of(request: HttpRequest, agency: Agency, month: dt.date, *deeper: Link) -> Nav:
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    here = Link(month_name(month), address("agency_contribution_month", agency.code, f"{month:%Y-%m}"))
    return agency_frame(request, agency, "agency_contributions", above, here, *deeper)


def tiles_of(summary: Summary, here: str) -> list[dict[str, Any]]:
    """What is to be looked at, and what agrees, each with its rupiah."""
    shown = [one for one in FINDINGS if summary.of(one).people] + [Bucket.MATCHED]
    return [
        {
            "label": one.label,
            "sums": summary.of(one),
            "tone": TONES[one],
            "url": f"{here}?show={one.value}",
            "amount": amount_words(one, summary.of(one)),
        }
        for one in shown
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(P.SEE_PEOPLE)
def agency_money_matching(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Every line and every row in one group; a search comes by POST and goes on under a key."""
    here = reverse("agency_money_matching", args=[agency.code, month])
    if request.method == "POST":
        return redirect(searching_address(request, here))
    summary = summaries([agency.pk], month)[agency.pk]
    chosen = choosing.chosen_of(request)
    words = searching.recall(request, request.GET.get("search", ""))
    found = entries(agency.pk, month, *choosing.buckets_of(chosen))
    shown = choosing.matching(found, words)
    table = EntryTable(shown, agency=agency, one_bucket=chosen in Bucket.values)
    context = {
        "nav": nav_of(request, agency, month, Link(_("Three-way reconciliation"))),
        "table": paged(request, table),
        "words": searching.shown(words) if words else "",
        **_figures(request, agency, month, summary, here, chosen),
    }
    return render(request, "contributions/matching/agency.html", context)


def _figures(
    request: HttpRequest, agency: Agency, month: dt.date, summary: Summary, here: str, chosen: str
) -> dict[str, Any]:
    sides = proof_of(summary)
    return {
        "agency": agency,
        "summary": summary,
        "found": month_of(agency, month),
        "tiles": tiles_of(summary, here),
        "proof": sides,
        "adds_up": all(side.adds_up for side in sides),
        "groups": groups_of(agency, month),
        "missing": missing(agency, month, summary),
        "links": choosing.links(summary, chosen, here),
        "meaning": choosing.meaning(chosen),
        "here": here,
        "export_url": exports.export_url(request, agency, "agency_money_matching", f"{month:%Y-%m}"),
        "leavers_url": reverse("agency_paid_but_ended", args=[agency.code]) + year_before(month),
        **months_around(month, "agency_money_matching", agency.code),
    }


@require_safe
@access.agency_view(P.EXPORT_PEOPLE)
def agency_money_matching_export(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    """One sheet a bucket, and the figures."""
    return _workbook(agency, month)


@require_safe
@access.agency_view(P.ASSESS)
def agency_money_matching_books(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    """The same for who keeps the agency's contributions."""
    return _workbook(agency, month)


def _workbook(agency: Agency, month: dt.date) -> FileResponse:
    summary = summaries([agency.pk], month)[agency.pk]
    sheets = exports.sheets_of(summary, entries(agency.pk, month))
    return workbook_response(sheets, file_name(_("three-way"), agency.slug, f"{month:%Y-%m}"))
