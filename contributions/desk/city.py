"""The desk of a city and of a branch: everything their pages show, put together."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import HttpRequest

from agencies.access import P, may
from agencies.models import Branch, Region
from agencies.pages.navigation import address
from contributions.coverage import pages, todo_money, todo_months
from contributions.coverage.figures import RegionCoverage, figures_by_region, read_regions
from contributions.coverage.filters import AgencyFilter, Asked, filtered
from contributions.coverage.funnel import PlaceCoverage
from contributions.coverage.stated import told_about
from contributions.coverage.waiting_cases import waiting_cases
from contributions.desk.attention import Attention, AttentionKind, attention_of
from contributions.desk.changes import before_of
from contributions.desk.cost import gap_cost
from contributions.desk.kinds import by_kind
from contributions.desk.lines import attention_lines, reminder_of_uncovered
from contributions.desk.steps import HATCH, funnel_steps
from contributions.desk.tiles import behind, headline, state_links
from contributions.desk.trend import trend_of
from contributions.desk.words import CostInWords, in_words, unplaced_words
from contributions.snapshots.series import series_of


def desk_of(
    request: HttpRequest,
    at: Region | Branch,
    asked: Asked,
    parts: list[RegionCoverage],
    place: PlaceCoverage,
    cost: CostInWords | None = None,
) -> dict[str, Any]:
    """Tiles with their change, the funnel, what needs attention, the table's agencies, kinds."""
    series = series_of([part.region.pk for part in parts], asked.day)
    before = before_of(series, asked.day, parts)
    found = attention_of(
        [part.region for part in parts],
        asked.day,
        place=place,
        sees_people=may(request.user, P.SEE_PEOPLE, at),
    )
    link = partial(behind, request)
    return {
        "before": before,
        "tiles": headline(place, before, found, request, cost.a_month if cost else ""),
        "steps": funnel_steps(place, partial(behind_step, request, at, place)),
        "states": state_links(place.staff, request),
        "hatch": HATCH,
        "attention": attention_lines(
            found, request.user, at, place.staff.month, lambda kind: link(show=kind), today=asked.is_today
        ),
        "kinds": by_kind(place.agencies, link),
        "unplaced": unplaced_words(place),
        "gap_url": link(show="gap"),
        "filter": chosen(request, place, found, [part.region for part in parts]),
        "series": series,
    }


def city_desk(request: HttpRequest, region: Region, asked: Asked) -> dict[str, Any]:
    """The desk of one city with its figures (`place`): the trend and, today, the cost of closing the gap
    besides."""
    read = read_regions([region], asked.day)
    parts = figures_by_region([region], asked.day, read)
    place = parts[0].place
    found = gap_cost(region, place, asked.day, read) if asked.is_today else None
    cost = in_words(found) if found else None
    desk = desk_of(request, region, asked, parts, place, cost)
    return desk | {
        "place": place,
        "told": pages.beside(place, told_about([region.pk], asked.day).get(region.pk, [])),
        **(waits_for(request.user, region) if asked.is_today else {"cases": None, "months": []}),
        "chart": trend_of(desk["series"].get(region.pk, []), place),
        "cost": cost,
        "add_agencies": address("region_agencies", region.code)
        if may(request.user, P.MANAGE_AGENCIES, region)
        else "",
        "remind_uncovered": reminder_of_uncovered(request.user, region) if asked.is_today else "",
    }


def waits_for(user: object, region: Region) -> dict[str, Any]:
    """What waits for the city itself: of today, so no part of a day of the past."""
    months = [*todo_months.of_region(user, region), *todo_money.of_region(user, region, late=False)]
    return {"cases": waiting_cases(user, region), "months": months}


def behind_step(request: HttpRequest, at: Region | Branch, place: PlaceCoverage, step: str) -> str:
    """The agencies of a step of the funnel; of the potential, who states it."""
    if step != "declared":
        return behind(request, show=step)
    if stated := place.stated_total:
        return address("stated_figure_open", str(stated.pk))
    return address("region_stated_figures", at.code) if isinstance(at, Region) else ""


def agencies_asked(request: HttpRequest, region: Region, place: PlaceCoverage, day: dt.date) -> AgencyFilter:
    """The agencies of a city that the query string asks for, as its desk's table shows them."""
    found: list[Attention] = []
    if request.GET.get("show", "") in AttentionKind.values:
        sees = may(request.user, P.SEE_PEOPLE, region)
        found = attention_of([region], day, place=place, sees_people=sees)
    return chosen(request, place, found, [region])


def chosen(
    request: HttpRequest, place: PlaceCoverage, found: list[Attention], regions: list[Region]
) -> AgencyFilter:
    """The agencies of the table; by a reason for attention also programmes, which are no agencies else."""
    sets = {str(one.kind): (one.kind.label, frozenset(one.agencies)) for one in found}
    wanted = request.GET.get("show", "") in AttentionKind.values
    agencies = (*place.agencies, *place.programmes) if wanted else place.agencies
    return filtered(request, agencies, regions, sets)
