"""When a month is due: the 15th, moved on from days on which nobody works.

Wage recipients pay by the 15th of the following month, the self-employed by the 15th of the month itself
(PP 44/2015; domain.md §2). A Saturday, a Sunday or a national holiday moves it to the next working day; days
of collective leave (cuti bersama) do not. Regulations may move it for a time: those days stand in `DueDate`.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache

import holidays
from django.db import connection, transaction
from django.utils import timezone

from agencies.models.groups import Segment
from contributions.models import DueDate

DUE_DAY = 15
FIRST_MONTH = dt.date(2014, 1, 1)
"""BPJS Ketenagakerjaan began in January 2014."""
YEARS_AHEAD = 3
MOVED_AT_MOST = 24  # months: no regulation moved a due date further


def month_of(day: dt.date) -> dt.date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def after(month: dt.date, months: int = 1) -> dt.date:
    """The month (its first day) that many months later, or earlier where negative."""
    count = month.year * 12 + month.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The months from one to another, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [after(first, n) for n in range(count + 1)]


@cache
def _days_off(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("ID", years=year, categories=("public",)))


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in _days_off(day.year)


def next_working_day(day: dt.date) -> dt.date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def due_date(month: dt.date, segment: str = Segment.PU) -> dt.date:
    """The last day to pay a month (any day of it) by the calendar alone."""
    first = month_of(month)
    return next_working_day((first if segment == Segment.BPU else after(first)).replace(day=DUE_DAY))


def last_due_month(day: dt.date, segment: str = Segment.PU) -> dt.date:
    """The newest month whose due date is on or before the day: as `DueDate` has it, else by the calendar.
    One query."""
    month = month_of(day)
    newest = DueDate.objects.filter(segment=segment, month__lte=month).order_by("-month")[:MOVED_AT_MOST]
    kept = dict(newest.values_list("month", "due_on"))
    while kept.get(month, due_date(month, segment)) > day:
        month = after(month, -1)
    return month


_KEEP = """
insert into contributions_duedate (month, segment, due_on, is_override, legal_source)
select * from unnest(%s::date[], %s::text[], %s::date[]) d (month, segment, due_on), (values (false, '')) v
on conflict (month, segment) do update set due_on = excluded.due_on
where not contributions_duedate.is_override and contributions_duedate.due_on <> excluded.due_on
"""
_MOVE = """
update contributions_assessment a set due_on = d.due_on
from contributions_duedate d
where d.month = a.month and d.segment = a.segment and d.due_on <> a.due_on
  and not contributions_is_closed(a.agency_id, a.month)
"""


@transaction.atomic
def keep_due_dates(until: dt.date | None = None) -> None:
    """Store the due dates of all months up to `until` (default: three years ahead), and give them to the
    assessments of months that are not closed. Those that a regulation moved stay. Two statements."""
    last = until or after(month_of(timezone.localdate()), 12 * YEARS_AHEAD)
    keys = [(month, str(segment)) for month in months_between(FIRST_MONTH, last) for segment in Segment]
    days = [due_date(month, segment) for month, segment in keys]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [[key[0] for key in keys], [key[1] for key in keys], days])
        cursor.execute(_MOVE)


def due_dates(months: Iterable[dt.date], segment: str = Segment.PU) -> dict[dt.date, dt.date]:
    """The due date of each month: as kept, else by the calendar. One query."""
    wanted = list(months)
    kept = DueDate.objects.filter(month__in=wanted, segment=segment).values_list("month", "due_on")
    return {month: due_date(month, segment) for month in wanted} | dict(kept)
