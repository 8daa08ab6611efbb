"""Paid for people who had left, over several months: of an agency, of a city, of a branch."""

import datetime as dt
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Branch, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.frame import agency_frame, branch_frame, region_frame
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from contributions.billing.due import last_due_month
from contributions.matching import exports
from contributions.matching.ended import Leaver, leavers, span
from contributions.matching.forms import SpanForm
from contributions.matching.tables_leavers import LeaverTable

P = access.P


def _asked(request: HttpRequest) -> tuple[SpanForm, tuple[dt.date, dt.date] | None]:
    """The form and its months; a year up to the last due month unless told, none where it is nonsense."""
    usual = span(last_due_month(timezone.localdate()))
    given = {name: request.GET[name] for name in ("since", "until") if request.GET.get(name)}
    initial = {"since": f"{usual[0]:%Y-%m}", "until": f"{usual[1]:%Y-%m}"}
    form = SpanForm(initial | given)
    return form, (form.cleaned_data["since"], form.cleaned_data["until"]) if form.is_valid() else None


def _page(request: HttpRequest, agencies: list[int], *, many: bool, context: dict[str, Any]) -> HttpResponse:
    form, months = _asked(request)
    found = leavers(agencies, *months) if months else []
    context |= {
        "form": form,
        "months": months,
        "table": paged(request, LeaverTable(found, many=many)),
        **_sums(found),
    }
    return render(request, "contributions/matching/leavers.html", context)


def _sums(found: list[Leaver]) -> dict[str, Any]:
    return {
        "people": len(found),
        "person_months": sum(one.count for one in found),
        "paid": sum(one.paid for one in found),
        "open": sum(one.open for one in found),
    }


@require_safe
@access.agency_view(P.SEE_PEOPLE)
def agency_paid_but_ended(request: HttpRequest, agency: Agency) -> HttpResponse:
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    nav = agency_frame(
        request, agency, "agency_contributions", above, Link(_("Paid for people who had left"))
    )
    context = {
        "nav": nav,
        "place": agency.name,
        "export_url": exports.export_url(request, agency, "agency_paid_but_ended"),
    }
    return _page(request, [agency.pk], many=False, context=context)


@require_safe
@access.agency_view(P.EXPORT_PEOPLE)
def agency_paid_but_ended_export(request: HttpRequest, agency: Agency) -> FileResponse:
    return _workbook(request, [agency.pk], agency.slug)


@require_safe
@access.agency_view(P.ASSESS)
def agency_paid_but_ended_books(request: HttpRequest, agency: Agency) -> FileResponse:
    """The same for who keeps the agency's contributions."""
    return _workbook(request, [agency.pk], agency.slug)


def _of_region(request: HttpRequest, region: Region, permission: access.Permission) -> list[int]:
    mine = access.visible_agencies(request.user, permission)
    return list(mine.of_region(region).values_list("pk", flat=True))  # type: ignore[attr-defined]


@require_safe
@access.region_view(P.SEE_PEOPLE)
def region_paid_but_ended(request: HttpRequest, region: Region) -> HttpResponse:
    above = Link(_("Contributions"), address("region_contributions", region.code))
    may = P.EXPORT_PEOPLE in access.scope_of(request.user).permissions_in_region(region)
    context = {
        "nav": region_frame(
            request, region, "region_contributions", above, Link(_("Paid for people who had left"))
        ),
        "place": region.name,
        "export_url": address("region_paid_but_ended_export", region.code) if may else "",
    }
    return _page(request, _of_region(request, region, P.SEE_PEOPLE), many=True, context=context)


@require_safe
@access.region_view(P.EXPORT_PEOPLE)
def region_paid_but_ended_export(request: HttpRequest, region: Region) -> FileResponse:
    return _workbook(request, _of_region(request, region, P.EXPORT_PEOPLE), region.name)


def _of_branch(request: HttpRequest, branch: Branch, permission: access.Permission) -> list[int]:
    mine = access.visible_agencies(request.user, permission)
    return list(mine.filter(region__in=branch.regions.all()).values_list("pk", flat=True))


@require_safe
@access.branch_view(P.SEE_PEOPLE)
def branch_paid_but_ended(request: HttpRequest, branch: Branch) -> HttpResponse:
    above = Link(_("Contributions"), address("branch_contributions", branch.code))
    context = {
        "nav": branch_frame(
            request, branch, "branch_contributions", above, Link(_("Paid for people who had left"))
        ),
        "place": branch.name,
        "export_url": address("branch_paid_but_ended_export", branch.code),
    }
    return _page(request, _of_branch(request, branch, P.SEE_PEOPLE), many=True, context=context)


@require_safe
@access.branch_view(P.EXPORT_PEOPLE)
def branch_paid_but_ended_export(request: HttpRequest, branch: Branch) -> FileResponse:
    return _workbook(request, _of_branch(request, branch, P.EXPORT_PEOPLE), branch.code)


def _workbook(request: HttpRequest, agencies: list[int], place: str) -> FileResponse:
    _form, months = _asked(request)
    since, until = months or span(last_due_month(timezone.localdate()))
    name = file_name(_("paid after leaving"), place, f"{since:%Y-%m}", f"{until:%Y-%m}")
    return workbook_response(exports.leaver_sheets(leavers(agencies, since, until)), name)
