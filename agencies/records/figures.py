"""Stated figures as people read them: by what is counted, contradicting ones beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agencies import access
from agencies.models import Metric, Region, StatedFigure
from agencies.pages.figures import number, rupiah

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
    place, day and coverage."""

    metric: Metric
    figures: list[StatedFigure]
    contradicting: bool

    @property
    def cards(self) -> list[tuple[StatedFigure, str]]:
        """Each figure with its value as people read it."""
        return [(figure, written_value(figure)) for figure in self.figures]

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
    by_metric: dict[str, list[StatedFigure]] = {}
    for figure in figures:
        by_metric.setdefault(figure.metric, []).append(figure)
    return [
        Group(metric, by_metric[metric], _contradicting(by_metric[metric]))
        for metric in Metric
        if metric in by_metric
    ]


def _contradicting(figures: list[StatedFigure]) -> bool:
    said: dict[tuple, set] = {}
    for figure in figures:
        if figure.value is not None:
            key = (figure.region_id, figure.as_of, figure.unit_note)
            said.setdefault(key, set()).add(figure.value)
    return any(len(values) > 1 for values in said.values())


def written_value(figure: StatedFigure) -> str:
    """The number as people read it: rupiah for contributions, a plain number otherwise, a dash for none."""
    if figure.metric == "contribution":
        return rupiah(figure.value)
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    return number(figure.value, 0 if whole else None)
