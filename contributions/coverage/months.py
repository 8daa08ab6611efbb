"""Which month's contribution is due on a day."""

import datetime as dt

DUE_DAY = 15  # of the following month (wage recipients, PP 44/2015; domain.md §2)


def due_date(month: dt.date) -> dt.date:
    """The last day to pay a month (its first day): the 15th of the next one, moved to Monday from a weekend.

    National holidays move it too; they come with the contributions.
    """
    following = (month.replace(day=1) + dt.timedelta(days=31)).replace(day=DUE_DAY)
    weekend = {5: 2, 6: 1}.get(following.weekday(), 0)
    return following + dt.timedelta(days=weekend)


def last_due_month(day: dt.date) -> dt.date:
    """The first day of the newest month whose due date is on or before `day`."""
    before = day.replace(day=1) - dt.timedelta(days=1)
    month = before.replace(day=1)
    return month if due_date(month) <= day else (month - dt.timedelta(days=1)).replace(day=1)
