"""Pages of stated figures beside ours: one figure, and a place's figures over time."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency, Metric, Region, StatedFigure
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from agencies.records.figures import figures_of
from agencies.records.filters import FigureFilter
from agencies.records.namesakes import namesakes_of
from agencies.records.views.frames import below_figures
from agencies.records.wording import what_is_counted
from contributions.coverage.figures import cities_of
from contributions.stated import exports
from contributions.stated.ours import ours_of
from contributions.stated.pages import figure_page
from contributions.stated.tables import OverTimeTable
from contributions.stated.timeline import AGENCIES, PEOPLE, drawings_of, findings_among

P = access.P


@access.region_view(P.SEE_RECORDS)
@require_safe
def stated_figure(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """One figure with all its words, what disagrees with it, ours of that day, its letter, its history."""
    figures = figures_of(region, request.user).filter(region=region)
    figure = get_object_or_404(figures, pk=pk)
    may_manage = access.may(request.user, P.MANAGE_RECORDS, region)
    context = {
        "nav": below_figures(request, region, what_is_counted(figure)),
        "place": region,
        "may_manage": may_manage,
        "may_change_file": may_manage,
        "file_url": reverse("stated_figure_file", args=[region.code, pk]),
        "change_url": reverse("stated_figure_file_change", args=[region.code, pk]),
        "can_be_chosen": may_manage and figure.agency_id is None and is_total(figure),
        "namesakes": namesakes_of(region),
        **figure_page(figure, figures),
    }
    return render(request, "contributions/stated/figure.html", context)


@access.agency_view(P.SEE_RECORDS)
@require_safe
def declared_figure(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The same for what was declared by an agency or said about it."""
    figures = about(request, agency)
    figure = get_object_or_404(figures, pk=pk)
    above = Link(_("Declared number of workers"), reverse("agency_declared", args=[agency.code]))
    declares = figure.metric == Metric.WORKERS_TOTAL
    context = {
        "nav": agency_frame(request, agency, "agency_home", above, Link(what_is_counted(figure))),
        "place": agency,
        "may_change_file": declares and access.may(request.user, P.DECLARE_HEADCOUNT, agency),
        "file_url": reverse("declared_file", args=[agency.code, pk]),
        "change_url": reverse("declared_file_change", args=[agency.code, pk]),
        **figure_page(figure, figures),
    }
    return render(request, "contributions/stated/figure.html", context)


@access.member_view
@require_safe
def stated_figure_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever reads a rate can open the figure behind it: on the page of its region, or of its agency."""
    visible = access.restrict_records(StatedFigure.objects.all(), request.user)
    figure = get_object_or_404(visible.select_related("region", "agency"), pk=pk)
    if figure.agency and not access.may(request.user, P.SEE_RECORDS, figure.region):
        return redirect("declared_figure", figure.agency.code, pk)
    return redirect("stated_figure", figure.region.code, pk)


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_figures_over_time(request: HttpRequest, region: Region) -> HttpResponse:
    """Of a city: pictures of people and of agencies. Of a province: the people of each city, small."""
    figures = list(figures_of(region, request.user))
    regions, subjects = ([region], (PEOPLE, AGENCIES))
    if region.is_province:
        regions, subjects = [region, *cities_of(region)], (PEOPLE,)
    chosen = FigureFilter(request.GET, figures_of(region, request.user))
    hidden = () if region.is_province else ("place",)
    table: Any = paged(request, OverTimeTable(chosen.qs, exclude=hidden, order_by="-as_of"))
    shown = table.shown()
    table.fill(ours_of(shown), findings_among(shown, figures))
    context = {
        "nav": below_figures(request, region, _("Beside our figures")),
        "region": region,
        "filter": chosen,
        "table": table,
        "drawings": drawings_of(regions, figures, subjects),
        "namesakes": namesakes_of(region),
    }
    return render(request, "contributions/stated/over_time.html", context)


@access.region_view(P.SEE_RECORDS)
@require_safe
def region_figures_over_time_export(request: HttpRequest, region: Region) -> HttpResponse:
    chosen = FigureFilter(request.GET, figures_of(region, request.user)).qs
    return exports.workbook_of(list(chosen), region.name)


def about(request: HttpRequest, agency: Agency) -> QuerySet[StatedFigure]:
    """What was declared by an agency or said about it, as far as the user sees it."""
    visible = access.restrict_records(StatedFigure.objects.filter(agency=agency), request.user)
    return visible.select_related("region", "agency", "created_by")


def is_total(figure: StatedFigure) -> bool:
    """Whether a region can measure itself by it."""
    return figure.metric in (Metric.WORKERS_TOTAL, Metric.AGENCIES_TOTAL) and bool(figure.value)
