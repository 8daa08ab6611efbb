"""Stated figures of a region."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Region, StatedFigure
from agencies.pages import figures as written
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import people_response
from agencies.pages.frame import region_frame
from agencies.pages.tables import paged
from agencies.records import actions, exports, undo
from agencies.records.figures import TOTALS, figures_of, grouped
from agencies.records.filters import FigureFilter
from agencies.records.forms import StatedFigureForm
from agencies.records.namesakes import namesakes_of
from agencies.records.tables import AgencyFigureTable
from agencies.records.views import deleting
from agencies.records.views.frames import LIST, below_figures
from agencies.records.views.importing import imported
from agencies.records.weekdays import wrong_weekday
from agencies.records.wording import named


@access.region_view(access.P.SEE_RECORDS)
def figure_list(request: HttpRequest, region: Region) -> HttpResponse:
    """Figures about the region as cards by metric; those about single agencies as a table beneath."""
    chosen = FigureFilter(request.GET, figures_of(region, request.user))
    may_manage = access.may(request.user, access.P.MANAGE_RECORDS, region)
    hidden = () if may_manage else ("edit",)
    context = {
        "nav": region_frame(request, region, LIST),
        "region": region,
        "filter": chosen,
        "groups": grouped(chosen.qs.filter(agency=None)),
        "table": paged(request, AgencyFigureTable(chosen.qs.exclude(agency=None), exclude=hidden)),
        "may_manage": may_manage,
        "deleted": undo.waiting(request, region),
        "imported": len(imported(request, region)),
        "namesakes": namesakes_of(region),
    }
    return render(request, "agencies/records/figure_list.html", context)


@access.region_view(access.P.MANAGE_RECORDS)
def figure_new(request: HttpRequest, region: Region) -> HttpResponse:
    first = {"metric": request.GET.get("metric"), "as_of": request.GET.get("as_of")}
    return _edit(request, region, StatedFigure(), _("New figure"), first)


@access.region_view(access.P.MANAGE_RECORDS)
def figure_edit(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return _edit(request, region, _one(request, region, pk), _("Edit figure"), {})


def _edit(
    request: HttpRequest, region: Region, figure: StatedFigure, title: str, first: dict
) -> HttpResponse:
    form = StatedFigureForm(
        request.POST or None,
        request.FILES or None,
        instance=figure,
        initial=first,
        region=region,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        saved = actions.save_record(record=form.save(commit=False), by=request.user, file=file)
        messages.success(request, _("Saved: %(record)s") % {"record": named(saved)})
        _warn_of_weekday(request, saved)
        return redirect(LIST, region.code)
    context = {
        "nav": below_figures(request, region, title),
        "region": region,
        "form": form,
        "title": title,
    }
    return render(request, "agencies/records/figure_form.html", context)


def _warn_of_weekday(request: HttpRequest, figure: StatedFigure) -> None:
    if printed := wrong_weekday(figure.date_as_printed, figure.as_of):
        parts = {"printed": printed, "day": written.day(figure.as_of)}
        messages.warning(
            request,
            _("The source says “%(printed)s”, but %(day)s fell on another weekday. Say so in the caution.")
            % parts,
        )


@access.region_view(access.P.MANAGE_RECORDS)
def figure_delete(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    figure = _one(request, region, pk)
    nav = below_figures(request, region, _("Delete"))
    return deleting.confirm_delete(request, figure, region, nav, deleting.list_of(figure))


@access.region_view(access.P.MANAGE_RECORDS)
@require_POST
def figure_choose(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """Choose a total as the one the region measures itself by, or leave it."""
    figure = get_object_or_404(
        _own(request, region).filter(pk=pk, agency=None, metric__in=TOTALS, value__gt=0)
    )
    # What the button said, also where another tab has been quicker: no switch that turns over.
    if request.POST.get("leave"):
        actions.leave_denominator(figure=figure)
        messages.success(
            request, _("Coverage is no longer measured by %(record)s.") % {"record": named(figure)}
        )
    else:
        actions.choose_denominator(figure=figure)
        messages.success(request, _("Coverage is now measured by %(record)s.") % {"record": named(figure)})
    return redirect(LIST, region.code)


@access.region_view(access.P.SEE_RECORDS)
def figure_export(request: HttpRequest, region: Region) -> HttpResponse:
    figures = FigureFilter(request.GET, figures_of(region, request.user)).qs
    name = (_("stated figures"), region.name, timezone.localdate().isoformat())
    resource = exports.FigureResource()
    chosen = exports.values(resource, figures)
    if request.GET.get("format") == "csv":
        rows = resource.rows(chosen)
        return csv_response(resource.get_export_headers(), rows, file_name(*name, extension="csv"))
    return people_response(resource, chosen, file_name(*name), _("Stated figures"))


def _own(request: HttpRequest, region: Region) -> QuerySet[StatedFigure]:
    """The region's own figures: those of a province's cities are changed in the cities."""
    return figures_of(region, request.user).filter(region=region)


def _one(request: HttpRequest, region: Region, pk: int) -> StatedFigure:
    return get_object_or_404(_own(request, region), pk=pk)
