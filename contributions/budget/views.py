"""Budget pages: what a year costs a city or an agency, and what if. Figures only, no names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Region
from agencies.pages.frame import agency_frame, region_frame
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from contributions.budget import exports, reading
from contributions.budget.forms import BudgetForm, asked
from contributions.budget.pages import Page, page_of
from contributions.budget.tables import AgencyBudgetTable

P = access.P


def region_page(region: Region, form: BudgetForm) -> Page:
    """The budget of a city; a province has none of its own."""
    if region.is_province:
        raise Http404
    return page_of(reading.of_region(region, form.plan, form.today), form)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_budget(request: HttpRequest, region: Region) -> HttpResponse:
    form = asked(request)
    page = region_page(region, form)
    context = {
        "nav": region_frame(request, region, "region_budget"),
        "place": region.name,
        "code": region.code,
        "form": form,
        "page": page,
        "table": paged(request, AgencyBudgetTable(page.named(form.words), year=page.year)),
        "may_search": True,
        "export": address("region_budget_xlsx", region.code),
        "ceilings": address("region_ceilings", region.code),
    }
    return render(request, "contributions/budget/region.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_budget_xlsx(request: HttpRequest, region: Region) -> HttpResponse:
    return exports.as_workbook(region_page(region, asked(request)), region.code, region.name)


@access.agency_view(P.SEE_FIGURES)
@require_safe
def agency_budget(request: HttpRequest, agency: Agency) -> HttpResponse:
    """One agency with those it answers for."""
    form = asked(request)
    page = page_of(reading.of_agency(agency, form.plan, form.today), form)
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    several = AgencyBudgetTable(page.budgets, year=page.year) if len(page.budgets) > 1 else None
    context = {
        "nav": agency_frame(request, agency, "agency_contributions", above, Link(_("Budget"))),
        "place": agency.name,
        "code": agency.code,
        "form": form,
        "page": page,
        "table": paged(request, several) if several else None,
        "export": address("agency_budget_xlsx", agency.code),
        "ceilings": address("agency_ceilings", agency.code),
    }
    return render(request, "contributions/budget/agency.html", context)


@access.agency_view(P.SEE_FIGURES)
@require_safe
def agency_budget_xlsx(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = asked(request)
    page = page_of(reading.of_agency(agency, form.plan, form.today), form)
    return exports.as_workbook(page, agency.code, agency.name)
