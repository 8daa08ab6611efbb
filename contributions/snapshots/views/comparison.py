"""Two frozen months of a city beside each other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.snapshots import exports, pages
from contributions.snapshots.comparing import compared
from contributions.snapshots.differences import sums_between
from contributions.snapshots.tables import PairTable

P = access.P


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_snapshots_compare(request: HttpRequest, region: Region) -> HttpResponse:
    """Who rose and who fell between two months."""
    nav = pages.frame(request, region, Link(_("Two months compared")))
    found = compared(request, region)
    context = {"nav": nav, "region": region, "found": found}
    if found:
        context |= {
            "filter": found,
            "table": paged(request, PairTable(found.shown, first=found.first.month, last=found.last.month)),
            "sums": sums_between(found.first, found.last),
        }
    return render(request, "contributions/snapshots/compare.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_snapshots_compare_export(request: HttpRequest, region: Region, kind: str) -> HttpResponse:
    pages.frame(request, region)
    found = compared(request, region)
    if found is None:
        raise Http404
    return exports.of_pairs(found, region, kind)
