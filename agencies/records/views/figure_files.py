"""The letter beside a stated figure: handed out as a download only, replaced, taken away, brought back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency, Metric, Region, StatedFigure
from agencies.records import files
from agencies.records.figures import figures_of
from agencies.records.forms import FileForm


@access.region_view(access.P.SEE_RECORDS)
@require_safe
def figure_file(request: HttpRequest, region: Region, pk: int) -> FileResponse:
    return _sent(get_object_or_404(_of_region(request, region), pk=pk))


@access.region_view(access.P.MANAGE_RECORDS)
@require_POST
def figure_file_change(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    change(request, get_object_or_404(_of_region(request, region), pk=pk))
    return redirect("stated_figure", region.code, pk)


@access.agency_view(access.P.SEE_RECORDS)
@require_safe
def declared_file(request: HttpRequest, agency: Agency, pk: int) -> FileResponse:
    return _sent(get_object_or_404(_of_agency(request, agency), pk=pk))


@access.agency_view(access.P.DECLARE_HEADCOUNT)
@require_POST
def declared_file_change(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Only of what the agency itself declares: what others say of it belongs to its city."""
    declared = _of_agency(request, agency).filter(metric=Metric.WORKERS_TOTAL)
    change(request, get_object_or_404(declared, pk=pk))
    return redirect("declared_figure", agency.code, pk)


def change(request: HttpRequest, record: Any) -> None:
    """`do`: `remove`, `back` (the file that was there before), else a new `file`; and say what was done."""
    if request.POST.get("do") == "remove":
        files.detach(record=record, by=request.user)
        messages.success(request, _("The file is taken away. It can be brought back for 30 days."))
    elif request.POST.get("do") == "back":
        if files.bring_back(record=record, by=request.user):
            messages.success(request, _("The former file is back."))
        else:
            messages.warning(request, _("There is nothing left to take back."))
    else:
        _put(request, record)


def _put(request: HttpRequest, record: Any) -> None:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors.get("file", [])))
        return
    file = form.cleaned_data["file"]
    files.attach(record=record, name=file.name, content=file.read(), by=request.user)
    messages.success(request, _("The file is kept here."))


def _sent(figure: StatedFigure) -> FileResponse:
    words = (_("letter"), figure.region.code, figure.as_of.isoformat(), figure.pk)
    return files.RECORDS.sent(figure.stored_name, *words)


def _of_region(request: HttpRequest, region: Region) -> QuerySet[StatedFigure]:
    return figures_of(region, request.user).filter(region=region)


def _of_agency(request: HttpRequest, agency: Agency) -> QuerySet[StatedFigure]:
    figures = StatedFigure.objects.filter(agency=agency).select_related("region")
    return access.restrict_records(figures, request.user)
