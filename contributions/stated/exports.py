"""Stated figures beside ours as a workbook."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import StatedFigure
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from contributions.stated.ours import ours_of
from contributions.stated.timeline import findings_among


def workbook_of(figures: Sequence[StatedFigure], name: str) -> HttpResponse:
    """One row a figure, with ours of its day, the difference and what disagrees."""
    head = [
        _("As of"),
        _("Date as printed"),
        _("Region"),
        _("Agency"),
        _("What is counted"),
        _("Stated"),
        _("The words as printed"),
        _("What it covers"),
        _("Ours on that day"),
        _("Which of ours"),
        _("Difference (ours less theirs)"),
        _("Contradictions"),
        _("Who said it"),
        _("Source"),
        _("Caution"),
    ]
    title = _("beside our figures")
    file = file_name(_("stated figures"), title, name, timezone.localdate().isoformat())
    return workbook_response({_("Figures by source"): (head, _rows(figures))}, file)


def _rows(figures: Sequence[StatedFigure]) -> Iterator[list[Any]]:
    ours = ours_of(figures)
    findings = findings_among(figures, figures)
    for one in figures:
        beside = ours.get(one.pk)
        yield [
            one.as_of,
            one.date_as_printed,
            one.region.name,
            one.agency.name if one.agency else "",
            str(one.get_metric_display()),
            one.value,
            one.value_text,
            one.unit_note,
            beside.value if beside else None,
            str(beside.measure.label) if beside else "",
            beside.difference if beside else None,
            " ".join(finding.words for finding in findings[one.pk]),
            one.speaker,
            one.source,
            one.caution,
        ]
