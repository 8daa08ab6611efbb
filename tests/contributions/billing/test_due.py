"""Which month is due: the 15th of the next one, moved on from days on which nobody works."""

import datetime as dt

import pytest

from contributions.billing.due import due_date, due_dates, is_working_day, keep_due_dates, last_due_month
from contributions.models import DueDate

FIFTEENTH = [
    ((2020, 2, 1), (2019, 12)),
    ((2020, 2, 14), (2019, 12)),
    ((2020, 2, 15), (2019, 12)),  # a Saturday: January is due on Monday the 17th
    ((2020, 2, 16), (2019, 12)),
    ((2020, 2, 17), (2020, 1)),
    ((2020, 4, 14), (2020, 2)),
    ((2020, 4, 15), (2020, 3)),  # a Wednesday
    ((2020, 4, 16), (2020, 3)),
    ((2026, 11, 15), (2026, 9)),  # a Sunday
    ((2026, 11, 16), (2026, 10)),
    ((2020, 1, 1), (2019, 11)),
    ((2021, 10, 1), (2021, 8)),
    ((2023, 3, 1), (2023, 1)),
    ((2024, 7, 14), (2024, 5)),
    ((2024, 7, 15), (2024, 6)),
    ((2026, 6, 15), (2026, 5)),
]
# The 15th of these is a national holiday: (month owed, the day it is due).
HOLIDAYS = [
    ((2018, 5), (2018, 6, 18)),  # Friday 15 June 2018, Idulfitri; cuti bersama until the 20th does not count
    ((2014, 4), (2014, 5, 16)),  # Thursday 15 May 2014, Waisak
    ((2013, 9), (2013, 10, 16)),  # Tuesday 15 October 2013, Iduladha
]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "month"), FIFTEENTH)
def test_last_due_month_follows_the_due_date(day, month):
    assert last_due_month(dt.date(*day)) == dt.date(*month, 1)


@pytest.mark.parametrize(("month", "day"), HOLIDAYS)
def test_a_holiday_moves_the_due_date(month, day):
    assert due_date(dt.date(*month, 1)) == dt.date(*day)


@pytest.mark.django_db
def test_a_month_is_not_due_on_a_15th_that_is_a_holiday():
    assert last_due_month(dt.date(2014, 5, 15)) == dt.date(2014, 3, 1)
    assert last_due_month(dt.date(2014, 5, 16)) == dt.date(2014, 4, 1)


def test_days_of_collective_leave_are_working_days():
    """14 June 2018 was cuti bersama; so was 15 May 2026, the Friday after Ascension Day."""
    assert is_working_day(dt.date(2018, 6, 14))
    assert is_working_day(dt.date(2026, 5, 15))
    assert due_date(dt.date(2026, 4, 1)) == dt.date(2026, 5, 15)


def test_due_date_is_a_working_day_from_the_15th_on():
    months = [dt.date(year, month, 1) for year in range(2018, 2028) for month in range(1, 13)]
    days = [due_date(month) for month in months]
    assert all(is_working_day(day) and day.day >= 15 and day.weekday() < 5 for day in days)
    assert all(day.day <= 19 for day in days)


def test_the_self_employed_pay_within_the_month():
    assert due_date(dt.date(2020, 4, 1), "BPU") == dt.date(2020, 4, 15)
    assert due_date(dt.date(2020, 2, 1), "BPU") == dt.date(2020, 2, 17)


@pytest.mark.django_db
def test_a_date_that_a_regulation_moved_wins_and_stays():
    month, moved = dt.date(2024, 5, 1), dt.date(2024, 6, 28)
    moved_to = {"due_on": moved, "is_override": True, "legal_source": "PP X"}
    DueDate.objects.update_or_create(month=month, segment="PU", defaults=moved_to)
    keep_due_dates(dt.date(2026, 12, 1))
    assert due_dates([month]) == {month: moved}
    assert last_due_month(dt.date(2024, 6, 27)) == dt.date(2024, 4, 1)
    assert last_due_month(moved) == month
    DueDate.objects.filter(is_override=False).delete()
    assert last_due_month(dt.date(2024, 6, 27)) == dt.date(2024, 4, 1)


@pytest.mark.django_db
def test_the_days_of_relief_are_moved_by_the_law():
    moved = DueDate.objects.filter(is_override=True, segment="PU")
    assert moved.exists()
    for one in moved:
        assert last_due_month(one.due_on - dt.timedelta(days=1)) < one.month <= last_due_month(one.due_on)
