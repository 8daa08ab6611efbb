"""What was stated about a place besides totals: shown beside our figures, never added to them."""

import datetime as dt

from agencies.models import Metric, StatedFigure

# What says how far a place has come; contributions and benefits have their own pages.
ABOUT_COVERAGE = (
    Metric.WORKERS_REGISTERED,
    Metric.WORKERS_UNREGISTERED,
    Metric.WORKERS_TOTAL,
    Metric.AGENCIES_REGISTERED,
    Metric.AGENCIES_TOTAL,
    Metric.BPU_REGISTERED,
)


def told_about(regions: list[int], as_of: dt.date) -> dict[int, list[StatedFigure]]:
    """Stated figures on coverage up to the day, by region (id), the newest first, each with its words,
    speaker, source and caution, and its region. One statement."""
    figures = (
        StatedFigure.objects.filter(
            region__in=regions, agency=None, metric__in=ABOUT_COVERAGE, as_of__lte=as_of
        )
        .select_related("region")
        .order_by("-as_of", "metric", "pk")
    )
    found: dict[int, list[StatedFigure]] = {}
    for figure in figures:
        found.setdefault(figure.region_id, []).append(figure)
    return found
