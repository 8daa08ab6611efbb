"""The month of a city or a branch: every agency with its counts and rupiah. Figures, nobody's name."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Branch, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.frame import branch_frame, region_frame
from agencies.pages.naming import told_apart
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from contributions.matching import choosing, exports
from contributions.matching.buckets import Bucket
from contributions.matching.ended import year_before
from contributions.matching.proof import proof_of
from contributions.matching.reading import summaries, together
from contributions.matching.tables import PlaceRow, PlaceTable
from contributions.matching.views.agency import tiles_of
from enrolment.reconciliation.deciding.frame import months_around
from enrolment.workers.wording import month_name

P = access.P


def rows_of(agencies: QuerySet[Agency], month: dt.date) -> list[PlaceRow]:
    """Agencies that have anything in the month, by name."""
    known = list(agencies.select_related("parent", "region").order_by("name", "code"))
    names = told_apart(known)
    found = summaries([one.pk for one in known], month)
    return [PlaceRow(one, names[one.pk], found[one.pk]) for one in known if not found[one.pk].is_empty]


def _opened(request: HttpRequest, rows: list[PlaceRow]) -> frozenset[int]:
    """The agencies whose people the user may see."""
    scope = access.scope_of(request.user)
    if P.SEE_PEOPLE in scope.everywhere:
        return frozenset(row.agency.pk for row in rows)
    return scope.agencies_with(P.SEE_PEOPLE)


def _context(request: HttpRequest, rows: list[PlaceRow], month: dt.date, here: str) -> dict[str, Any]:
    total = together({row.agency.pk: row.summary for row in rows})
    chosen = choosing.chosen_of(request)
    buckets = choosing.buckets_of(chosen)
    shown = [row for row in rows if not buckets or any(row.summary.of(one).people for one in buckets)]
    sides = proof_of(total)
    empty = [one for one in Bucket if not total.of(one).people]
    table = PlaceTable(shown, month=month, opened=_opened(request, rows), empty=empty)
    return {
        "summary": total,
        "tiles": tiles_of(total, here),
        "links": choosing.links(total, chosen, here),
        "meaning": choosing.meaning(chosen),
        "proof": sides,
        "adds_up": all(side.adds_up for side in sides),
        "table": paged(request, table),
        "agencies": len(rows),
        "here": here,
    }


@require_safe
@access.region_view(P.SEE_FIGURES)
def region_money_matching(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    here = reverse("region_money_matching", args=[region.code, month])
    above = Link(_("Contributions"), address("region_contributions", region.code))
    last = Link(f"{_('Three-way reconciliation')} {month_name(month)}")
    context = {
        "place": region.name,
        "nav": region_frame(request, region, "region_contributions", above, last),
        "export_url": reverse("region_money_matching_export", args=[region.code, month]),
        "leavers_url": address("region_paid_but_ended", region.code) + year_before(month)
        if access.may(request.user, P.SEE_PEOPLE, region)
        else "",
        **months_around(month, "region_money_matching", region.code),
        **_context(request, rows_of(_of_region(request, region), month), month, here),
    }
    return render(request, "contributions/matching/place.html", context)


@require_safe
@access.region_view(P.SEE_FIGURES)
def region_money_matching_export(request: HttpRequest, region: Region, month: dt.date) -> FileResponse:
    sheets = exports.place_sheets(rows_of(_of_region(request, region), month))
    return workbook_response(sheets, file_name(_("three-way"), region.name, f"{month:%Y-%m}"))


def _of_region(request: HttpRequest, region: Region) -> QuerySet[Agency]:
    return access.visible_agencies(request.user, P.SEE_FIGURES).of_region(region)  # type: ignore[attr-defined]


def _of_branch(request: HttpRequest, branch: Branch) -> QuerySet[Agency]:
    return access.visible_agencies(request.user, P.SEE_FIGURES).filter(region__in=branch.regions.all())


@require_safe
@access.branch_view(P.SEE_FIGURES)
def branch_money_matching(request: HttpRequest, branch: Branch, month: dt.date) -> HttpResponse:
    here = reverse("branch_money_matching", args=[branch.code, month])
    above = Link(_("Contributions"), address("branch_contributions", branch.code))
    last = Link(f"{_('Three-way reconciliation')} {month_name(month)}")
    context = {
        "place": branch.name,
        "nav": branch_frame(request, branch, "branch_contributions", above, last),
        "export_url": reverse("branch_money_matching_export", args=[branch.code, month]),
        "leavers_url": address("branch_paid_but_ended", branch.code) + year_before(month),
        **months_around(month, "branch_money_matching", branch.code),
        **_context(request, rows_of(_of_branch(request, branch), month), month, here),
    }
    return render(request, "contributions/matching/place.html", context)


@require_safe
@access.branch_view(P.SEE_FIGURES)
def branch_money_matching_export(request: HttpRequest, branch: Branch, month: dt.date) -> FileResponse:
    sheets = exports.place_sheets(rows_of(_of_branch(request, branch), month))
    return workbook_response(sheets, file_name(_("three-way"), branch.code, f"{month:%Y-%m}"))
