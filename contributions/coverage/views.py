"""Coverage pages: a city, a province with its cities, a branch with its agencies, an agency's home."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Branch, Region
from agencies.pages.frame import agency_frame, branch_frame, region_frame
from agencies.pages.tables import paged
from contributions.coverage import exports, pages, todo, todo_money, todo_months, worded, words
from contributions.coverage.dates import days_of_change
from contributions.coverage.figures import (
    cities_of,
    figures_by_region,
    figures_of_agency,
    figures_of_region,
    together,
)
from contributions.coverage.filters import Asked, asked_day, filtered
from contributions.coverage.funnel import AgencyCoverage, PlaceCoverage
from contributions.coverage.stated import told_about
from contributions.coverage.tables import AgencyTable, CityTable
from contributions.coverage.waiting_cases import waiting_cases
from contributions.snapshots import since

P = access.P


def page_of(request: HttpRequest, asked: Asked, name: str, place: PlaceCoverage) -> dict[str, Any]:
    """What the pages of a city, a province and a branch have in common."""
    return {
        "asked": asked,
        "place": place,
        "tiles": pages.place_tiles(place, request),
        "states": pages.state_signs(place.staff),
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
        return province(request, region, "contributions/coverage/province.html", "region_detail")
    asked = asked_day(request, days_of_change(Q(region=region)))
    place = figures_of_region(region, asked.day)
    chosen = filtered(request, place.agencies)
    context = {
        "nav": region_frame(request, region, "region_detail"),
        "region": region,
        "table": paged(request, AgencyTable(chosen.agencies, as_of=asked.day)),
        "filter": chosen,
        "told": pages.beside(place, told_about([region.pk], asked.day).get(region.pk, [])),
        "cases": waiting_cases(request.user, region),
        "differs": since.changes(region, asked.day, request.user),
        "months": [*todo_months.of_region(request.user, region), *todo_money.of_region(request.user, region)],
        **page_of(request, asked, region.name, place),
    }
    return render(request, "contributions/coverage/region.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_cities(request: HttpRequest, region: Region) -> HttpResponse:
    if not region.is_province:
        raise Http404
    return province(request, region, "contributions/coverage/cities.html", "region_cities")


def province(request: HttpRequest, region: Region, template: str, active: str) -> HttpResponse:
    """A province on a day: the sum of its cities, and they side by side."""
    cities = cities_of(region)
    asked = asked_day(request)
    parts = figures_by_region(cities, asked.day)
    told = told_about([city.pk for city in cities], asked.day)
    context = {
        "nav": region_frame(request, region, active),
        "region": region,
        "cities": pages.city_cards(parts, told),
        "table": paged(request, CityTable(parts, as_of=asked.day, told=told)),
        **page_of(request, asked, region.name, together(parts, asked.day, region)),
    }
    return render(request, template, context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_export(request: HttpRequest, region: Region, kind: str) -> HttpResponse:
    place = figures_of_region(region, asked_day(request).day)
    if kind == "csv":
        return exports.as_csv(place, region.code)
    return exports.as_workbook(place, region.code, region.name)


@access.branch_view(P.SEE_FIGURES)
@require_safe
def branch_detail(request: HttpRequest, branch: Branch) -> HttpResponse:
    regions = list(branch.regions.order_by("code"))
    asked = asked_day(request, days_of_change(Q(region__in=regions)))
    parts = figures_by_region(regions, asked.day)
    place = together(parts, asked.day)
    chosen = filtered(request, place.agencies, regions)
    names = {region.pk: region.name for region in regions}
    context = {
        "nav": branch_frame(request, branch, "branch_detail"),
        "branch": branch,
        "cities": pages.city_cards(parts, told_about(list(names), asked.day)),
        "table": paged(request, AgencyTable(chosen.agencies, as_of=asked.day, regions=names)),
        "filter": chosen,
        "cases": waiting_cases(request.user, branch),
        "may_see_people": access.may(request.user, P.SEE_PEOPLE, branch),
        **page_of(request, asked, branch.name, place),
    }
    return render(request, "contributions/coverage/branch.html", context)


def desk_of(agency: Agency, one: AgencyCoverage, may: frozenset[access.Permission]) -> dict[str, Any]:
    """What waits for the agency: of its people for those who see them, of its contributions for everybody."""
    money = todo_money.of_agency(agency, may, one.staff.registered + one.community.registered)
    if P.SEE_PEOPLE not in may:
        return {"money": money}
    desk = todo.desk(agency, one, may_edit=P.EDIT_ROSTER in may)
    return desk | {"todo": [*desk["todo"], *money]}


@access.agency_view(P.SEE_FIGURES)
@require_safe
def agency_home(request: HttpRequest, agency: Agency) -> HttpResponse:
    may = access.scope_of(request.user).permissions_in_agency(agency)
    asked = asked_day(request, days_of_change(Q(agency=agency)))
    one = figures_of_agency(agency, asked.day)
    context = {
        "nav": agency_frame(request, agency, "agency_home"),
        "agency": agency,
        "asked": asked,
        "one": one,
        "differs": since.changes(agency, asked.day, request.user),
        "steps": pages.agency_steps(one, lists=P.SEE_PEOPLE in may and asked.is_today),
        "may_edit": P.EDIT_ROSTER in may,
        "may_declare": P.DECLARE_HEADCOUNT in may,
        **desk_of(agency, one, may),
    }
    return render(request, "contributions/coverage/agency.html", context)
