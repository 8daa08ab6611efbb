"""The front page: to the one place one acts for, or a choice of them; and the list of regions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agencies import access
from agencies.offices.filters import RegionFilter
from agencies.offices.queries import regions_with_counts
from agencies.offices.switcher import places_with_roles
from agencies.offices.tables import RegionTable
from agencies.pages.frame import country_frame
from agencies.pages.tables import paged


@access.member_view
def home(request: HttpRequest) -> HttpResponse:
    places = places_with_roles(request.user)
    if len(places) == 1 and places[0][0].url:
        return redirect(places[0][0].url)
    template = "agencies/offices/home.html" if places else "agencies/offices/no_place.html"
    return render(request, template, {"places": places})


@access.installation_view(access.P.SEE_FIGURES)
def region_list(request: HttpRequest) -> HttpResponse:
    chosen = RegionFilter(request.GET or None, regions_with_counts())
    context = {
        "nav": country_frame(request, "region_list"),
        "filter": chosen,
        "table": paged(request, RegionTable(chosen.qs)),
    }
    return render(request, "agencies/offices/region_list.html", context)
