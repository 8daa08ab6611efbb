"""Coverage pages: a city, a branch with its agencies. Provinces: `contributions.nation`."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Branch, Region
from agencies.pages.frame import branch_frame, region_frame
from agencies.pages.tables import paged
from contributions.coverage import exports, pages, worded, words
from contributions.coverage.dates import days_of_change
from contributions.coverage.figures import (
    figures_by_region,
    figures_of_region,
    together,
)
from contributions.coverage.filters import Asked, asked_day
from contributions.coverage.funnel import PlaceCoverage
from contributions.coverage.stated import told_about
from contributions.coverage.tables import AgencyTable
from contributions.coverage.waiting_cases import waiting_cases
from contributions.desk.city import agencies_asked, city_desk
from contributions.desk.city import desk_of as desk_of_place
from contributions.nation.views import province_desk
from contributions.snapshots import since

P = access.P


def page_of(asked: Asked, name: str, place: PlaceCoverage) -> dict[str, Any]:
    """What the pages of a city, a province and a branch have in common."""
    return {
        "asked": asked,
        "place": place,
        "rate_cards": pages.rate_cards(place),
        "summary": words.summary(name, place),
        "picture": worded.picture_in_words(place),
        "community": pages.with_community((*place.agencies, *place.programmes)),
        "silent": [one for one in place.agencies if not one.has_roster],
    }


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_detail(request: HttpRequest, region: Region) -> HttpResponse:
    if region.is_province:
        return province_desk(request, region)
    asked = asked_day(request, days_of_change(Q(region=region)))
    desk = city_desk(request, region, asked)
    context = {
        "nav": region_frame(request, region, "region_detail"),
        "region": region,
        "table": paged(request, AgencyTable(desk["filter"].agencies, as_of=asked.day)),
        "differs": since.changes(region, asked.day, request.user),
        **page_of(asked, region.name, desk["place"]),
        **desk,
    }
    return render(request, "contributions/coverage/region.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_export(request: HttpRequest, region: Region, kind: str) -> HttpResponse:
    """The place; of its agencies those that the table on its page was cut to."""
    day = asked_day(request).day
    place = figures_of_region(region, day)
    agencies = agencies_asked(request, region, place, day).agencies
    if kind == "csv":
        return exports.as_csv(place, agencies, region.code)
    return exports.as_workbook(place, agencies, region.code, region.name)


@access.branch_view(P.SEE_FIGURES)
@require_safe
def branch_detail(request: HttpRequest, branch: Branch) -> HttpResponse:
    regions = list(branch.regions.order_by("code"))
    asked = asked_day(request, days_of_change(Q(region__in=regions)))
    parts = figures_by_region(regions, asked.day)
    place = together(parts, asked.day)
    desk = desk_of_place(request, branch, asked, parts, place)
    names = {region.pk: region.name for region in regions}
    context = {
        "nav": branch_frame(request, branch, "branch_detail"),
        "branch": branch,
        "cities": pages.city_cards(parts, told_about(list(names), asked.day)),
        "table": paged(request, AgencyTable(desk["filter"].agencies, as_of=asked.day, regions=names)),
        "cases": waiting_cases(request.user, branch) if asked.is_today else None,
        "may_see_people": access.may(request.user, P.SEE_PEOPLE, branch),
        **page_of(asked, branch.name, place),
        **desk,
    }
    return render(request, "contributions/coverage/branch.html", context)
