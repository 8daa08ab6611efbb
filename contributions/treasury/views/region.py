"""The ceilings of all agencies of a city, for its finance office."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Region
from agencies.pages.figures import number
from agencies.pages.frame import region_frame
from agencies.pages.naming import told_apart
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.overview.words import agencies_words
from contributions.treasury import ceiling_books
from contributions.treasury.ceilings import ZERO, AgencyCeilings, Reach, accounts_of
from contributions.treasury.tables import AgencyCeilingTable
from contributions.treasury.years import asked_year, years_beside

TILES = (
    (Reach.OVER, gettext_lazy("Overspent"), "bad"),
    (Reach.SHORT, gettext_lazy("Too small for the year"), "waiting"),
    (Reach.NONE, gettext_lazy("No ceiling given"), "none"),
    (Reach.ENOUGH, gettext_lazy("Enough for the year"), "registered"),
)


def rows_of(region: Region, year: int) -> list[AgencyCeilings]:
    """The agencies that the budget pays anything for, what asks for attention first; what an agency used that
    was closed since stays in the city's sums. Five queries."""
    today = timezone.localdate()
    agencies = list(Agency.objects.of_region(region).select_related("parent"))
    names, accounts = told_apart(agencies), accounts_of(agencies, year, today)
    rows = [
        AgencyCeilings(
            agency.code, names[agency.pk], f"{reverse('agency_ceilings', args=[agency.code])}?year={year}",
            accounts[agency.pk],
        )
        for agency in agencies
        if accounts[agency.pk]
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.order, row.until_text, row.name.casefold()))


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_ceilings(request: HttpRequest, region: Region) -> HttpResponse:
    """All agencies; the tiles show those of one state, `?reach=`."""
    year = asked_year(request)
    before, following = years_beside(year)
    rows = rows_of(region, year)
    shown = request.GET.get("reach", "")
    chosen = [row for row in rows if row.reach == shown] if shown in set(Reach) else rows
    context = {
        "nav": region_frame(request, region, "region_budget", Link(_("Ceilings"))),
        "region": region,
        "year": str(year),
        "before": before and str(before),
        "following": following and str(following),
        "rows": rows,
        "tiles": _tiles(rows, shown),
        "sums": _sums(rows),
        "today": timezone.localdate(),
        "shown": shown if shown in set(Reach) else "",
        "table": paged(request, AgencyCeilingTable(chosen)),
    }
    return render(request, "contributions/treasury/region_ceilings.html", context)


def _tiles(rows: Sequence[AgencyCeilings], shown: str) -> list[dict[str, Any]]:
    return [
        {
            "reach": str(reach),
            "label": label,
            "tone": tone,
            "value": sum(row.reach == reach for row in rows),
            "current": shown == reach,
        }
        for reach, label, tone in TILES
    ]


def _sums(rows: Sequence[AgencyCeilings]) -> list[tuple[str, Decimal | None, str]]:
    """Label, rupiah, note. Where no agency has a ceiling there is none, and nothing is left of it."""
    ceilings = [row.ceiling for row in rows if row.ceiling is not None]
    left = [row.left for row in rows if row.left is not None]
    together = agencies_words(len(rows))
    with_one = _("%(part)s of %(whole)s agencies have one") % {
        "part": number(len(ceilings)),
        "whole": number(len(rows)),
    }
    return [
        (_("Ceilings"), sum(ceilings, ZERO) if ceilings else None, with_one),
        (_("Used"), sum((row.used for row in rows), ZERO), together),
        (_("Left"), sum(left, ZERO) if left else None, _("of the accounts that have a ceiling")),
        (_("One month costs"), sum((row.cost for row in rows), ZERO), together),
    ]


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_ceilings_xlsx(request: HttpRequest, region: Region) -> FileResponse:
    year = asked_year(request)
    return ceiling_books.workbook(rows_of(region, year), year, region.code)


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_ceilings_csv(request: HttpRequest, region: Region) -> HttpResponse:
    year = asked_year(request)
    return ceiling_books.csv(rows_of(region, year), year, region.code)
