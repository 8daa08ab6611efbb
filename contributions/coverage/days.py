"""The day that figures are asked for."""

import datetime as dt

FIRST_YEAR = 1990
LAST_YEAR = 2100


def parsed_day(text: str) -> dt.date:
    """An ISO day (2020-02-26). Raises ValueError for anything else and for years no roster can be of."""
    day = dt.datetime.strptime(text.strip(), "%Y-%m-%d").date()
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def month_ends(before: dt.date, count: int = 3) -> list[dt.date]:
    """The last days of the months that ended before a day, newest first."""
    found, day = [], before
    for _ in range(count):
        day = day.replace(day=1) - dt.timedelta(days=1)
        found.append(day)
    return found
