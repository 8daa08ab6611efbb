"""The due dates of a year, each with why it lies where it lies."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

import holidays
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models.groups import Segment
from agencies.pages import figures
from contributions.billing.due import DUE_DAY, FIRST_MONTH, YEARS_AHEAD, after, due_date, is_working_day
from contributions.models import DueDate


@dataclass(frozen=True)
class Due:
    """One month of a segment. `reasons` say why it is not the 15th; `moved` is the row of the regulation that
    moved it, if one did."""

    month: dt.date
    segment: str
    due_on: dt.date
    reasons: tuple[str, ...]
    moved: DueDate | None = None

    @property
    def weekday(self) -> str:
        return formats.date_format(self.due_on, "l")


@dataclass(frozen=True)
class Line:
    """A month with the due date of each segment."""

    month: dt.date
    dues: tuple[Due, ...]


def years_kept(today: dt.date) -> range:
    """The years of which due dates are kept."""
    return range(FIRST_MONTH.year, today.year + YEARS_AHEAD + 1)


def year_of(year: int) -> list[Line]:
    """The twelve months of a year with their due dates. One query."""
    months = [dt.date(year, number, 1) for number in range(1, 13)]
    kept = {(one.month, one.segment): one for one in DueDate.objects.filter(month__in=months)}
    return [
        Line(month, tuple(_due(month, segment, kept.get((month, segment))) for segment in Segment))
        for month in months
    ]


def _due(month: dt.date, segment: str, kept: DueDate | None) -> Due:
    due_on = kept.due_on if kept else due_date(month, segment)
    if kept and kept.is_override:
        by_calendar = _("By the calendar it would be %(day)s.") % {
            "day": figures.day(due_date(month, segment))
        }
        return Due(month, segment, due_on, (kept.legal_source, by_calendar), kept)
    return Due(month, segment, due_on, tuple(skipped(month, segment)))


def skipped(month: dt.date, segment: str) -> list[str]:
    """The days from the 15th on on which nobody works: `15 Maret 2020: Minggu`."""
    day = (month if segment == Segment.BPU else after(month)).replace(day=DUE_DAY)
    found = []
    while not is_working_day(day):
        name = _holidays(day.year, get_language() or "id").get(day) or formats.date_format(day, "l")
        found.append(f"{figures.day(day)}: {name}")
        day += dt.timedelta(days=1)
    return found


@cache
def _holidays(year: int, language: str) -> dict[dt.date, str]:
    named = "en_US" if language.startswith("en") else "id"
    found = holidays.country_holidays("ID", years=year, categories=("public",), language=named)
    return dict(found.items())
