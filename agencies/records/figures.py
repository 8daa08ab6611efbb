"""Stated figures as people read them: by what is counted, contradicting ones beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from agencies import access
from agencies.models import Metric, Region, StatedFigure
from agencies.records.contradictions import DIFFERENT_NUMBERS, Finding, findings_of
from agencies.records.wording import written_value

TOTALS = (Metric.WORKERS_TOTAL, Metric.AGENCIES_TOTAL)
COUNTS = (
    Metric.WORKERS_TOTAL,
    Metric.WORKERS_ON_LIST,
    Metric.WORKERS_REGISTERED,
    Metric.WORKERS_UNREGISTERED,
    Metric.AGENCIES_TOTAL,
    Metric.AGENCIES_REGISTERED,
    Metric.BPU_REGISTERED,
)


@dataclass(frozen=True)
class Group:
    """Figures of one metric, newest first; `contradicting` when two say different numbers for the same
    place, time and coverage; `findings` by figure (pk)."""

    metric: Metric
    figures: list[StatedFigure]
    contradicting: bool
    findings: dict[int, list[Finding]] = field(default_factory=dict)

    @property
    def cards(self) -> list[tuple[StatedFigure, str, list[Finding]]]:
        """Each figure with its value as people read it and what disagrees with it."""
        return [(one, written_value(one), self.findings.get(one.pk, [])) for one in self.figures]

    @property
    def is_total(self) -> bool:
        return self.metric in TOTALS

    @property
    def has_chosen(self) -> bool:
        return any(figure.is_denominator for figure in self.figures)


def figures_of(region: Region, user: object) -> QuerySet[StatedFigure]:
    """The figures that a user may see of a region; of a province, those of its regencies and cities too."""
    places = Q(region=region) | Q(region__parent=region) if region.is_province else Q(region=region)
    visible = access.restrict_records(StatedFigure.objects.filter(places), user)
    return visible.select_related("region", "agency", "created_by")


def grouped(figures: Iterable[StatedFigure]) -> list[Group]:
    """The figures by metric, in the metrics' own order."""
    figures = list(figures)
    by_metric: dict[str, list[StatedFigure]] = {}
    for figure in figures:
        by_metric.setdefault(figure.metric, []).append(figure)
    findings = {figure.pk: findings_of(figure, figures) for figure in figures}
    return [
        Group(metric, by_metric[metric], _contradicting(by_metric[metric], findings), findings)
        for metric in Metric
        if metric in by_metric
    ]


def _contradicting(figures: list[StatedFigure], findings: dict[int, list[Finding]]) -> bool:
    return any(one.kind in DIFFERENT_NUMBERS for figure in figures for one in findings[figure.pk])
