"""The lists: rates with reliefs and penalties, minimum wages, due dates of a year."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models.groups import ALWAYS, JkkRisk, Segment
from agencies.pages.frame import country_frame
from agencies.pages.navigation import Link, Nav, address
from agencies.pages.tables import paged
from contributions.coverage.later import waiting
from contributions.models import MinimumWage, PenaltyRate, Rate, Relief
from contributions.rates.calendar import year_of, years_kept
from contributions.rates.charging import month_total
from contributions.rates.filters import MinimumWageFilter
from contributions.rates.previews import SAMPLE
from contributions.rates.tables import DatedTable, MinimumWageTable, PenaltyTable, RateTable, ReliefTable
from contributions.rates.use import uses


def nav_of(request: HttpRequest, page: str, *deeper: Link) -> Nav:
    """The frame, and the way back to one of the lists."""
    above = [Link(_("Contribution rates"), address("rate_list"))]
    if page != "rate_list":
        above.append(Link(names()[page], address(page)))
    return country_frame(request, "rate_list", *above, *deeper)


def names() -> dict[str, str]:
    return {
        "rate_list": _("Rates and reliefs"),
        "minimum_wage_list": _("Minimum wages"),
        "due_date_list": _("Due dates"),
    }


def may_edit(request: HttpRequest) -> bool:
    return access.P.ADMINISTER in access.scope_of(request.user).everywhere


def page_of(request: HttpRequest, page: str) -> dict[str, Any]:
    """What the three lists have in common: the frame, the way between them, whether one may change them."""
    return {
        "nav": nav_of(request, page),
        "pages": [Link(word, address(name), name == page) for name, word in names().items()],
        "may_edit": may_edit(request),
    }


def table_of(request: HttpRequest, kind: type[DatedTable], rows: QuerySet[Model]) -> DatedTable:
    """A page of records; who may change them sees since when each is in use."""
    editable = may_edit(request)
    table = paged(request, kind(rows, editable=editable))
    if editable:
        table.uses = uses(rows.model, [row.record.pk for row in table.page.object_list])
    return table


@access.member_view
@require_safe
def rate_list(request: HttpRequest) -> HttpResponse:
    """Rates, reliefs and penalties on one page: they are few."""
    rates = list(Rate.objects.on(timezone.localdate()))
    examples = [
        (segment.label, month_total(rates, segment, JkkRisk.I, timezone.localdate(), SAMPLE, ALWAYS))
        for segment in Segment
    ]
    context = {
        "rates": table_of(request, RateTable, Rate.objects.order_by("-segment", "series", "period")),
        "reliefs": table_of(request, ReliefTable, Relief.objects.all()),
        "penalties": table_of(request, PenaltyTable, PenaltyRate.objects.all()),
        "examples": examples,
        "sample": SAMPLE,
        **page_of(request, "rate_list"),
    }
    return render(request, "contributions/rates/rates.html", context)


@access.member_view
@require_safe
def minimum_wage_list(request: HttpRequest) -> HttpResponse:
    wages = MinimumWage.objects.select_related("region__parent")
    chosen = MinimumWageFilter(request.GET or None, wages)
    context = {
        "filter": chosen,
        "any": wages.exists(),
        "table": table_of(request, MinimumWageTable, chosen.qs),
        **page_of(request, "minimum_wage_list"),
    }
    return render(request, "contributions/rates/minimum_wages.html", context)


@access.member_view
@require_safe
def due_date_list(request: HttpRequest) -> HttpResponse:
    """The due dates of one year, this one unless another is asked for."""
    today = timezone.localdate()
    kept = years_kept(today)
    wanted = request.GET.get("year", "")
    year = next((one for one in kept if str(one) == wanted), today.year)
    context = {
        "year": year,
        "year_text": str(year),
        "years": [(one, str(one)) for one in reversed(kept)],
        "earlier": str(year - 1) if year - 1 in kept else "",
        "later": str(year + 1) if year + 1 in kept else "",
        "lines": year_of(year),
        "segments": [segment.label for segment in Segment],
        "waiting": waiting(),
        **page_of(request, "due_date_list"),
    }
    return render(request, "contributions/rates/due_dates.html", context)
