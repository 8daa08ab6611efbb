"""Which month is due: the 15th of the next one, moved to Monday from a weekend."""

import datetime as dt

import pytest

from contributions.coverage.months import due_date, last_due_month


@pytest.mark.parametrize(
    ("day", "month"),
    [
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
    ],
)
def test_last_due_month_follows_the_due_date(day, month):
    assert last_due_month(dt.date(*day)) == dt.date(*month, 1)


def test_due_date_is_never_a_weekend():
    months = [dt.date(year, month, 1) for year in range(2018, 2028) for month in range(1, 13)]
    assert all(due_date(month).weekday() < 5 and 15 <= due_date(month).day <= 17 for month in months)
