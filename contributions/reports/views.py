"""Pages of reports: the list, a new one, one of them with its files, again, delete. No person is named."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.downloads import stored_file
from agencies.pages.figures import day
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from contributions.models import Report, ReportState
from contributions.reports import actions, wording
from contributions.reports.forms import PositionForm, ReportForm, position_of, remembered
from contributions.reports.gathering import gather
from contributions.reports.pages import KINDS, context_of, figures_of, name_of
from contributions.reports.progress import REPORTS
from contributions.reports.proposing import proposed
from contributions.reports.tables import ReportTable

P = access.P


def nav(request: HttpRequest, region: Region, *deeper: Link) -> Nav:
    """Below the tab; a province has no report of its own."""
    if region.is_province:
        raise Http404
    above = [Link(_("Reports"), reverse("region_reports", args=[region.code]))] if deeper else []
    return region_frame(request, region, "region_reports", *above, *deeper)


def one(region: Region, pk: UUID) -> Report:
    """The city's report, or 404."""
    return get_object_or_404(Report.objects.filter(region=region).select_related("region", "asked_by"), pk=pk)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_reports(request: HttpRequest, region: Region) -> HttpResponse:
    reports = Report.objects.filter(region=region).select_related("region", "asked_by")
    context = {
        "nav": nav(request, region),
        "region": region,
        "table": paged(request, ReportTable(reports.order_by("-asked_at"))),
        "may_make": access.may(request.user, P.MAKE_REPORTS, region),
    }
    return render(request, "contributions/reports/list.html", context)


@access.region_view(P.MAKE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def region_report_new(request: HttpRequest, region: Region) -> HttpResponse:
    """The day and the language first (GET); they propose the decision, which is then asked for (POST)."""
    frame = nav(request, region, Link(_("New report")))
    if request.method == "POST":
        form = ReportForm(request.POST)
        if form.is_valid():
            report = actions.ask(region=region, by=request.user, **form.asked)
            return redirect("region_report", region.code, report.pk)
        position = PositionForm(request.POST)
        position.is_valid()
    else:
        position = PositionForm(position_of(region) | request.GET.dict())
        form = None
    context = {"nav": frame, "region": region, "position": position, "form": form}
    context |= {"submit": _("Make the report")}
    context |= _proposal(region, position, form)
    return render(request, "contributions/reports/new.html", context, status=400 if form else 200)


def _proposal(region: Region, position: PositionForm, form: ReportForm | None) -> dict:
    """What the report would say of the day that was chosen; nothing where there is none."""
    if not position.is_valid():
        return {}
    chosen = position.cleaned_data
    content = gather(region, chosen["as_of"])
    with translation.override(chosen["language"]):
        decision = proposed(content)
    begun = {**remembered(region, chosen["language"]), **chosen, "decision": decision}
    return {
        "form": form or ReportForm(initial=begun),
        "submit": _("Make the report as of %(day)s") % {"day": day(content.as_of)},
        "said_of": wording.position(content),
        "headline": wording.headline(content),
        "frozen": wording.frozen_in_words(content),
        "figures": figures_of(content, region),
    }


def trail(report: Report, here: str = "") -> Link:
    """The report among the others: by its day."""
    return Link(day(report.as_of), here)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_report(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    report = one(region, pk)
    frame = nav(request, region, trail(report))
    context = {
        "nav": frame,
        "region": region,
        "report": report,
        "error": _(report.error) if report.error else "",
        "may_make": access.may(request.user, P.MAKE_REPORTS, region),
        **context_of(report, region),
    }
    return render(request, "contributions/reports/detail.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_report_file(request: HttpRequest, region: Region, pk: UUID, kind: str) -> FileResponse:
    """One file, as a download; the sheet is also shown on the report's page."""
    report = one(region, pk)
    if kind not in KINDS or kind not in report.files:
        raise Http404
    return stored_file(REPORTS.path_of(report.files[kind]), name_of(report, kind), KINDS[kind].media)


@access.region_view(P.MAKE_REPORTS)
@require_POST
def region_report_again(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    report = one(region, pk)
    if not actions.make_again(report=report, by=request.user) and report.state != ReportState.READY:
        messages.info(request, _("The report is being made already."))
    return redirect("region_report", region.code, pk)


@access.region_view(P.MAKE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def region_report_delete(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    report = one(region, pk)
    if request.method == "POST":
        actions.delete(report=report, by=request.user)
        messages.success(request, _("The report of %(day)s is deleted.") % {"day": day(report.as_of)})
        return redirect("region_reports", region.code)
    here = reverse("region_report", args=[region.code, pk])
    frame = nav(request, region, trail(report, here), Link(_("Delete")))
    context = {"nav": frame, "report": report, "back": here, "is_ready": report.state == ReportState.READY}
    return render(request, "contributions/reports/delete.html", context)
