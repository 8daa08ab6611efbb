"""Weekdays in dates as they were printed: newspapers get them wrong, and the date is kept as printed."""

import datetime as dt
import re

# Monday first, as `date.weekday()` counts; Indonesian, then English.
NAMES = (
    ("senin", "monday"),
    ("selasa", "tuesday"),
    ("rabu", "wednesday"),
    ("kamis", "thursday"),
    ("jumat", "friday"),
    ("sabtu", "saturday"),
    ("minggu", "sunday"),
)
SPELLINGS = {"jum'at": "jumat", "ahad": "minggu"}


def wrong_weekday(printed: str, day: dt.date) -> str:
    """The weekday word in a printed date, as printed, if `day` fell on another one; else an empty text.

    >>> wrong_weekday("Selasa (25/4/2022)", dt.date(2022, 4, 25))
    'Selasa'
    """
    for word in re.findall(r"[A-Za-z']+", printed):
        plain = SPELLINGS.get(word.lower(), word.lower())
        if any(plain in names for names in NAMES):
            return "" if plain in NAMES[day.weekday()] else word
    return ""
