"""The desks of a province and of the nation: the whole, and its places side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.frame import country_frame, region_frame
from agencies.pages.tables import paged
from contributions.coverage import pages, worded, words
from contributions.coverage.filters import Asked, asked_day
from contributions.nation import exports
from contributions.nation.cards import cards_of
from contributions.nation.filters import cities_asked, filtered
from contributions.nation.places import Whole, nation_on, province_on
from contributions.nation.tables import PlaceTable, ProvinceTable
from contributions.nation.tiles import tiles_of

P = access.P


def page_of(asked: Asked, name: str, whole: Whole, table: str) -> dict[str, Any]:
    """What the pages of a province and of the nation have in common; `table` is the address of the places."""
    return {
        "asked": asked,
        "place": whole.sums,
        "whole": whole,
        "tiles": tiles_of(whole, f"{table}?as_of={asked.day.isoformat()}&"),
        "states": pages.state_signs(whole.sums.staff),
        "rate_cards": pages.rate_cards(whole.sums),
        "summary": words.summary(name, whole.sums),
        "picture": worded.picture_in_words(whole.sums),
    }


def province_desk(request: HttpRequest, region: Region) -> HttpResponse:
    """A province on a day: the sum of its cities, and they side by side as small multiples."""
    asked = asked_day(request)
    whole = province_on(region, asked.day)
    context = {
        "nav": region_frame(request, region, "region_detail"),
        "region": region,
        "cards": cards_of(whole.places),
        **page_of(asked, region.name, whole, reverse("region_cities", args=[region.code])),
    }
    return render(request, "contributions/nation/province.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_cities(request: HttpRequest, region: Region) -> HttpResponse:
    asked, whole = asked_of(request, region)
    chosen = filtered(request, whole.places, country=False)
    context = {
        "nav": region_frame(request, region, "region_cities"),
        "region": region,
        "asked": asked,
        "whole": whole,
        "filter": chosen,
        "table": paged(request, PlaceTable(chosen.places, as_of=asked.day)),
    }
    return render(request, "contributions/nation/cities.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_cities_export(request: HttpRequest, region: Region, kind: str) -> HttpResponse:
    asked, whole = asked_of(request, region)
    chosen = filtered(request, whole.places, country=False).places
    if kind == "csv":
        return exports.as_csv(chosen, region.code, asked.day)
    return exports.as_workbook(chosen, whole, region.name)


def asked_of(request: HttpRequest, region: Region) -> tuple[Asked, Whole]:
    """The day asked for and the province on it; a city has no cities."""
    if not region.is_province:
        raise Http404
    asked = asked_day(request)
    return asked, province_on(region, asked.day)


@access.installation_view(P.SEE_FIGURES)
@require_safe
def country_coverage(request: HttpRequest) -> HttpResponse:
    asked = asked_day(request)
    by_city = cities_asked(request)
    whole = nation_on(asked.day, cities_alone=by_city)
    chosen = filtered(request, whole.places, country=True)
    table = PlaceTable if by_city else ProvinceTable
    context = {
        "nav": country_frame(request, "country_coverage"),
        "by_city": by_city,
        "cards": [] if by_city else cards_of(whole.places),
        "filter": chosen,
        "table": paged(request, table(chosen.places, as_of=asked.day)),
        **page_of(asked, _("Indonesia"), whole, reverse("country_coverage")),
    }
    return render(request, "contributions/nation/country.html", context)


@access.installation_view(P.SEE_FIGURES)
@require_safe
def country_export(request: HttpRequest, kind: str) -> HttpResponse:
    asked = asked_day(request)
    whole = nation_on(asked.day, cities_alone=cities_asked(request))
    chosen = filtered(request, whole.places, country=True).places
    if kind == "csv":
        return exports.as_csv(chosen, "indonesia", asked.day)
    return exports.as_workbook(chosen, whole, "Indonesia")
