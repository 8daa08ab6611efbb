"""A place's stated figures over time beside our frozen ones: what the pictures draw and what they say."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Metric, Region, StatedFigure
from agencies.pages import figures as written
from agencies.records.contradictions import Finding, findings_of
from contributions.billing.due import after
from contributions.models import Snapshot
from contributions.snapshots.series import series_of
from contributions.stated.picture import Picture, Point, picture_of

WIDE, NARROW = 1000, 340
SHAPES = {
    Metric.WORKERS_TOTAL: "square",
    Metric.AGENCIES_TOTAL: "square",
    Metric.WORKERS_REGISTERED: "circle",
    Metric.AGENCIES_REGISTERED: "circle",
    Metric.WORKERS_UNREGISTERED: "triangle",
}


@dataclass(frozen=True)
class Subject:
    """What one picture is about: the metrics on it, and which of our frozen figures run through it."""

    title: str | Promise
    metrics: tuple[str, ...]
    series: dict[str, str]  # name of the line → field of Snapshot


PEOPLE = Subject(
    gettext_lazy("People"),
    (Metric.WORKERS_TOTAL, Metric.WORKERS_REGISTERED, Metric.WORKERS_UNREGISTERED),
    {"listed": "listed", "registered": "registered"},
)
AGENCIES = Subject(
    gettext_lazy("Agencies"),
    (Metric.AGENCIES_TOTAL, Metric.AGENCIES_REGISTERED),
    {"registered": "registered_agencies"},
)
LINES = {"listed": gettext_lazy("on lists here"), "registered": gettext_lazy("registered here")}


@dataclass(frozen=True)
class Drawing:
    """A picture in both widths, what it is of, and what it says in words; `legend`: (shape, word)."""

    region: Region
    subject: Subject
    wide: Picture
    narrow: Picture
    legend: tuple[tuple[str, str], ...]
    words: str


def drawings_of(
    regions: Sequence[Region], figures: Iterable[StatedFigure], subjects: Sequence[Subject]
) -> list[Drawing]:
    """One drawing for each region and subject of which there is anything to draw. One query, however many
    regions."""
    whole = [one for one in figures if one.agency_id is None and one.value is not None]
    today = timezone.localdate()
    first = min((one.as_of for one in whole), default=today)
    months = (today.year - first.year + 1) * 12
    frozen = series_of([region.pk for region in regions], today, months)
    drawings = []
    for region in regions:
        own = [one for one in whole if one.region_id == region.pk]
        for subject in subjects:
            drawn = _drawing(region, subject, own, frozen.get(region.pk, []))
            drawings += [drawn] if drawn else []
    return drawings


def _drawing(
    region: Region, subject: Subject, figures: list[StatedFigure], frozen: list[Snapshot]
) -> Drawing | None:
    points = [_point(region, one) for one in figures if one.metric in subject.metrics]
    series = {
        name: [(_last_day(one.month), value) for one in frozen if (value := getattr(one, field)) is not None]
        for name, field in subject.series.items()
    }
    if not points:
        return None
    wide, narrow = (picture_of(points, series, width, written.number) for width in (WIDE, NARROW))
    if wide is None or narrow is None:
        return None
    shapes = {SHAPES[Metric(metric)]: str(Metric(metric).label) for metric in subject.metrics}
    drawn = {point.shape for point in points}
    legend = [(shape, label) for shape, label in shapes.items() if shape in drawn]
    legend += [(f"line-{name}", str(LINES[name])) for name, one in series.items() if one]
    return Drawing(region, subject, wide, narrow, tuple(legend), _in_words(points, series))


def _point(region: Region, figure: StatedFigure) -> Point:
    value = int(figure.value or 0)
    label = written.number(value)
    parts = {
        "what": figure.get_metric_display(),
        "value": label,
        "day": written.short_day(figure.as_of),
        "source": figure.source,
    }
    words = _("%(what)s: %(value)s, as of %(day)s, %(source)s") % parts
    url = reverse("stated_figure", args=[region.code, figure.pk])
    return Point(figure.as_of, value, SHAPES[Metric(figure.metric)], label, words, url)


def _last_day(month: dt.date) -> dt.date:
    return after(month, 1) - dt.timedelta(days=1)


def _in_words(points: list[Point], series: dict[str, list[tuple[dt.date, int]]]) -> str:
    """The whole picture as sentences: every stated point, and each of our lines by its ends."""
    told = [f"{point.words}." for point in sorted(points, key=lambda one: one.day)]
    for name, one in series.items():
        if one:
            (first, begin), (last, end) = one[0], one[-1]
            parts = {
                "what": LINES[name],
                "begin": written.number(begin),
                "first": written.short_day(first),
                "end": written.number(end),
                "last": written.short_day(last),
            }
            words = _("Our month-ends, %(what)s: %(begin)s on %(first)s, %(end)s on %(last)s.")
            told.append(words % parts)
    return " ".join(told)


def findings_among(
    shown: Iterable[StatedFigure], figures: Iterable[StatedFigure]
) -> dict[int, list[Finding]]:
    """What disagrees with each figure shown, by its pk; only figures of its own place are looked at."""
    places: dict[tuple, list[StatedFigure]] = {}
    for figure in figures:
        places.setdefault((figure.region_id, figure.agency_id), []).append(figure)
    return {one.pk: findings_of(one, places.get((one.region_id, one.agency_id), [])) for one in shown}
