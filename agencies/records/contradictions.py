"""Where stated figures disagree: within one source, between sources, with their own weekday. Nothing is
decided here; each figure stays as it was printed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from agencies.models import Metric, StatedFigure
from agencies.pages import figures as written
from agencies.records.weekdays import wrong_weekday
from agencies.records.wording import written_value

NEAR = dt.timedelta(days=31)
"""Two sources speak of the same time when not more than this lies between their days."""


class Kind(StrEnum):
    SAME_SOURCE = "same_source"
    OTHER_SOURCE = "other_source"
    ADDS_UP = "adds_up"
    WEEKDAY = "weekday"


DIFFERENT_NUMBERS = (Kind.SAME_SOURCE, Kind.OTHER_SOURCE)


@dataclass(frozen=True)
class Finding:
    """One disagreement in words, and the figure on its other side where there is one."""

    kind: Kind
    words: str
    other: StatedFigure | None = None


def findings_of(figure: StatedFigure, others: Iterable[StatedFigure]) -> list[Finding]:
    """What disagrees with a figure among `others` (it may be one of them). No queries."""
    near = [one for one in others if not _is(one, figure) and _same_time_and_place(figure, one)]
    return [
        *(_differing(figure, one) for one in near if _differ(figure, one)),
        *_sums(figure, near),
        *_weekday(figure),
    ]


def _is(one: StatedFigure, figure: StatedFigure) -> bool:
    return one is figure or (one.pk is not None and one.pk == figure.pk)


def _same_time_and_place(one: StatedFigure, other: StatedFigure) -> bool:
    place = (one.region_id, one.agency_id) == (other.region_id, other.agency_id)
    return place and abs(one.as_of - other.as_of) <= NEAR


def _differ(one: StatedFigure, other: StatedFigure) -> bool:
    """Different numbers for what is counted alike; totals that cover different things do not contradict.
    What is counted as "Other" is only said by what it covers."""
    covering = {one.unit_note, other.unit_note} - {""}  # who does not say what is covered speaks of all
    if one.metric != other.metric or len(covering) > 1:
        return False
    if one.metric == Metric.OTHER and not (one.unit_note and other.unit_note):
        return False
    return None not in (one.value, other.value) and one.value != other.value


def _differing(figure: StatedFigure, other: StatedFigure) -> Finding:
    value = written_value(other)
    if other.source == figure.source:
        words = _("The same source also says %(value)s.") % {"value": value}
        return Finding(Kind.SAME_SOURCE, words, other)
    parts = {"value": value, "source": other.source, "day": written.short_day(other.as_of)}
    words = _("Another source says %(value)s: %(source)s, as of %(day)s.") % parts
    return Finding(Kind.OTHER_SOURCE, words, other)


def _sums(figure: StatedFigure, near: list[StatedFigure]) -> list[Finding]:
    """Of one source and day: registered and not yet registered do not make up the total."""
    same = [one for one in near if (one.source, one.as_of) == (figure.source, figure.as_of)]
    if figure.metric != Metric.WORKERS_TOTAL or figure.value is None:
        return []
    done = _only(same, Metric.WORKERS_REGISTERED)
    left = _only(same, Metric.WORKERS_UNREGISTERED)
    if done is None or left is None or done.value + left.value == figure.value:
        return []
    words = _("%(done)s registered and %(left)s not yet make %(sum)s, not %(total)s.")
    parts = {
        "done": written_value(done),
        "left": written_value(left),
        "sum": written.number(done.value + left.value, 0),
        "total": written_value(figure),
    }
    return [Finding(Kind.ADDS_UP, words % parts, left)]


def _only(figures: list[StatedFigure], metric: str) -> StatedFigure | None:
    found = [one for one in figures if one.metric == metric and one.value is not None]
    return found[0] if len(found) == 1 else None


def _weekday(figure: StatedFigure) -> list[Finding]:
    printed = wrong_weekday(figure.date_as_printed, figure.as_of)
    if not printed:
        return []
    parts = {"printed": figure.date_as_printed, "day": written.weekday(figure.as_of)}
    words = _("The source prints “%(printed)s”, but the day recorded was a %(day)s.")
    return [Finding(Kind.WEEKDAY, words % parts)]
