"""What the page of one report shows: how far it is, its figures with the lists behind them, its files."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Region
from agencies.pages.downloads import DOCX, PDF, XLSX, file_name
from agencies.pages.navigation import address
from contributions.models import Report, ReportState
from contributions.reports import progress, wording
from contributions.reports.content import Content, from_json
from contributions.reports.sheet import summary_text
from enrolment.rosters.background.pages import in_queue, no_worker

PNG = "image/png"


@dataclass(frozen=True)
class Kind:
    """A file of a report: what it is to people, its type, how its name begins and ends."""

    label: str | Promise
    media: str
    name: str
    extension: str
    icon: str


KINDS = {
    "pdf": Kind(gettext_lazy("Report (PDF)"), PDF, "laporan", "pdf", "printer"),
    "sheet": Kind(gettext_lazy("Leader's sheet (PNG)"), PNG, "lembar-pimpinan", "png", "file-text"),
    "xlsx": Kind(gettext_lazy("Workbook (Excel)"), XLSX, "laporan", "xlsx", "file-spreadsheet"),
    "note_pdf": Kind(gettext_lazy("Official note (PDF)"), PDF, "nota-dinas", "pdf", "mail"),
    "note_docx": Kind(gettext_lazy("Official note (Word)"), DOCX, "nota-dinas", "docx", "mail"),
}


def name_of(report: Report, kind: str) -> str:
    """`lembar-pimpinan-cakupan-36-73-2026-10-31-id.png`."""
    one = KINDS[kind]
    parts = (one.name, "cakupan", report.region.code, report.as_of, report.language)
    return file_name(*parts, extension=one.extension)


@dataclass(frozen=True)
class Figure:
    """A figure of the sheet with its parts, and the list behind it."""

    label: str
    value: str
    note: str
    url: str


@dataclass(frozen=True)
class Download:
    label: str | Promise
    url: str
    icon: str


def context_of(report: Report, region: Region) -> dict[str, Any]:
    """Of a report in any state."""
    if report.state != ReportState.READY:
        waits = report.state in (ReportState.WAITING, ReportState.WORKING)
        return {"waiting": waiting_of(report)} if waits else {}
    content = from_json(Content, report.content)
    with translation.override(report.language):
        summary = summary_text(content, report.decision)
    return {
        "figures": figures_of(content, region),
        "headline": wording.headline(content),
        "frozen": wording.frozen_in_words(content),
        "summary": summary,
        "downloads": [
            Download(KINDS[kind].label, _file(report, kind), KINDS[kind].icon)
            for kind in progress.FILES
            if kind in report.files
        ],
        "sheet": _file(report, "sheet"),
    }


def waiting_of(report: Report) -> dict[str, Any]:
    """How far the worker is, and why it waits."""
    told = progress.told(report.pk)
    asked = timezone.localtime(report.asked_at)
    since = date_format(asked, "H.i")
    done = told.done if told else 0
    note = no_worker(since) or ("" if done else in_queue(since))
    return {"done": done, "total": progress.STEPS, "note": note}


def _file(report: Report, kind: str) -> str:
    return reverse("region_report_file", args=[report.region.code, report.pk, kind])


def figures_of(content: Content, region: Region) -> list[Figure]:
    """The sheet's figures in the reader's language; each opens the list behind it."""
    gap = f"{wording.gap_in_words(content)}. {wording.silence(content)}" if content.gaps else ""
    return [
        registered(content, behind(content, "registered")),
        Figure(_("People not covered"), wording.span(content.gaps), gap, behind(content, "gap")),
        _cost(content, address("region_budget", region.code)),
        Figure(
            _("Arrears"), wording.rupiah(content.debt) if wording.is_kept(content) else "–",
            wording.arrears_in_words(content), behind(content, "unpaid"),
        ),
        Figure(
            _("Cases paid"), wording.money(content.claims.paid_cases),
            wording.claims_in_words(content.claims, content.made_on),
            address("region_claims_figures", region.code),
        ),
    ]  # fmt: skip


def behind(content: Content, show: str) -> str:
    """The list of agencies behind a figure: of the frozen month that the report is of, else of its day."""
    if content.frozen:
        page = reverse("region_snapshot", args=[content.code, content.as_of])
        return f"{page}?version={content.frozen.version}&show={show}#agencies"
    page = reverse("region_detail", args=[content.code])
    return f"{page}?as_of={content.as_of:%Y-%m-%d}&show={show}#agencies"


def registered(content: Content, url: str) -> Figure:
    """By what it is measured: a stated total, else the lists."""
    rate, count = wording.rate_of(content), wording.number_of(content.counts.registered, content)
    origin = wording.origin_of(rate) if rate else wording.of_lists(content)
    said = (origin, wording.standing(content), wording.change(content))
    value = wording.rate_in_words(rate) if rate else count
    return Figure(_("Registered"), value, " · ".join(filter(None, said)), url)


def _cost(content: Content, url: str) -> Figure:
    cost = content.cost.gap
    year = _("%(sum)s in twelve months") % {"sum": wording.money_span(cost, 12)} if cost else ""
    said = ". ".join(filter(None, (year, wording.cost_in_words(content))))
    return Figure(_("To close the gap, a month"), wording.money_span(cost), said, url)
