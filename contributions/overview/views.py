"""The month of a city, of a province's cities, and of a branch: figures only."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Branch, Region
from agencies.pages.frame import branch_frame, region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.billing.due import due_dates
from contributions.billing.wording import due_words
from contributions.overview import exports, words
from contributions.overview.computing import compute_month, in_words, left_out_in_words
from contributions.overview.filters import shown_of
from contributions.overview.finalising import drafts_of
from contributions.overview.line import Line
from contributions.overview.lines import lines_of, newest_month
from contributions.overview.sums import ages_of, cities_of_lines, sums_of
from contributions.overview.tables import CityTable, MonthTable
from contributions.overview.tiles import tiles_of
from enrolment.reconciliation.deciding.frame import months_around
from enrolment.workers.wording import month_name

P = access.P


def agencies_of(
    user: object, place: Region | Branch, permission: access.Permission = P.SEE_FIGURES
) -> QuerySet:
    """The agencies of a region, a province or a branch for which the user may do this."""
    mine = access.visible_agencies(user, permission)
    if isinstance(place, Branch):
        return mine.filter(region__in=place.regions.all())
    return mine.of_region(place)  # type: ignore[attr-defined]


def page_of(name: str, month: dt.date, lines: list[Line], *, linked: bool = True) -> dict[str, Any]:
    """What the pages of a city, a province and a branch have in common; `name` is the place's, `linked`: its
    figures lead to the table of agencies."""
    sums, ages, today = sums_of(lines), ages_of(lines), timezone.localdate()
    due_on = due_dates([month])[month]
    return {
        "sums": sums,
        "today": today,
        "ages": ages,
        "tiles": tiles_of(sums, due_on, today, linked=linked),
        "due_words": due_words(month, due_on),
        "summary": words.summary(name, month, due_on, sums, ages, today),
        "nobody": not lines,
    }


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_contributions(request: HttpRequest, region: Region) -> HttpResponse:
    """The newest month there is something about."""
    newest = newest_month(agencies_of(request.user, region), timezone.localdate())
    return redirect("region_contribution_month", region.code, newest)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_contribution_month(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    lines = lines_of(agencies_of(request.user, region), month, timezone.localdate())
    context = {
        "place": region,
        "region": region,
        "nav": region_frame(request, region, "region_contributions", Link(month_name(month))),
        "may_assess": access.may(request.user, P.ASSESS, region) and month <= timezone.localdate(),
        **months_around(month, "region_contribution_month", region.code),
        **page_of(region.name, month, lines, linked=not region.is_province),
    }
    if region.is_province:
        cities = cities_of_lines(region.children.order_by("code"), lines)
        context["table"] = paged(request, CityTable(cities, month=month))
        return render(request, "contributions/overview/province.html", context)
    may_finish = access.may(request.user, P.ASSESS, region)
    context["drafts"] = drafts_of(request.user, region, month).count() if may_finish else 0
    context["shown"] = shown_of(request, lines)
    context["table"] = paged(request, MonthTable(context["shown"].lines, month=month))
    return render(request, "contributions/overview/region.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_contribution_export(
    request: HttpRequest, region: Region, month: dt.date, kind: str
) -> HttpResponse:
    lines = lines_of(agencies_of(request.user, region), month, timezone.localdate())
    return _exported(request, kind, region, month, lines)


@access.region_view(P.ASSESS)
@require_POST
def region_contribution_assess(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    """Compute the month for all agencies of the city at once."""
    try:
        done = compute_month(
            agencies=agencies_of(request.user, region, P.ASSESS), month=month, by=request.user
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, in_words(done))
        for text in left_out_in_words(done):
            messages.warning(request, text)
    return redirect("region_contribution_month", region.code, month)


@access.branch_view(P.SEE_FIGURES)
@require_safe
def branch_contributions(request: HttpRequest, branch: Branch) -> HttpResponse:
    newest = newest_month(agencies_of(request.user, branch), timezone.localdate())
    return redirect("branch_contribution_month", branch.code, newest)


@access.branch_view(P.SEE_FIGURES)
@require_safe
def branch_contribution_month(request: HttpRequest, branch: Branch, month: dt.date) -> HttpResponse:
    regions = list(branch.regions.order_by("code"))
    lines = lines_of(agencies_of(request.user, branch), month, timezone.localdate())
    shown = shown_of(request, lines, regions)
    context = {
        "place": branch,
        "branch": branch,
        "nav": branch_frame(request, branch, "branch_contributions", Link(month_name(month))),
        "shown": shown,
        "table": paged(request, MonthTable(shown.lines, month=month, regions=len(regions) > 1)),
        **months_around(month, "branch_contribution_month", branch.code),
        **page_of(branch.name, month, lines),
    }
    return render(request, "contributions/overview/branch.html", context)


@access.branch_view(P.SEE_FIGURES)
@require_safe
def branch_contribution_export(
    request: HttpRequest, branch: Branch, month: dt.date, kind: str
) -> HttpResponse:
    lines = lines_of(agencies_of(request.user, branch), month, timezone.localdate())
    return _exported(request, kind, branch, month, lines)


def _exported(
    request: HttpRequest, kind: str, place: Region | Branch, month: dt.date, lines: list[Line]
) -> HttpResponse:
    """The agencies that the page shows; the sums are those of all."""
    regions = place.regions.order_by("code") if isinstance(place, Branch) else ()
    chosen = shown_of(request, lines, list(regions)).lines
    if kind == "csv":
        return exports.as_csv(place.code, month, chosen)
    return exports.as_workbook(place.name, place.code, month, chosen, (sums_of(lines), ages_of(lines)))
