"""The month a list is about, in the ways it is printed: `08 2026`, `Agustus 2026`, `08-2026`, `202608`."""

import datetime
import re

from ..dates import MONTHS
from ..texts import text_of

_MONTH_YEAR = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])\s*[-/., ]\s*(20\d\d)(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*[-/. ]\s*(0?[1-9]|1[0-2])(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-/. ](0?[1-9]|1[0-2])[-/. ](20\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?!\d)")
_JOINED = re.compile(r"(?<!\d)(?:(20\d\d)(0[1-9]|1[0-2])|(0[1-9]|1[0-2])(20\d\d))(?!\d)")
_YEAR_WORD = re.compile(r"\b(?:tahun|thn)\b\.?", re.IGNORECASE)
_NAMED = re.compile(r"([a-z]{3,})\.?[\s,/'’-]*(20\d\d)(?!\d)", re.IGNORECASE)


def months_in(text: str) -> list[str]:
    """Every month a text names, as `2026-08`, each once, in order."""
    text = _YEAR_WORD.sub(" ", text)
    found = [
        f"{year}-{MONTHS[name.lower()]:02}" for name, year in _NAMED.findall(text) if name.lower() in MONTHS
    ]
    for year, month in _ISO.findall(text):
        found.append(f"{year}-{month}")
    text = _ISO.sub(" ", text)
    for month, year in _DAY.findall(text):
        found.append(f"{year}-{int(month):02}")
    text = _DAY.sub(" ", text)
    found += [f"{year}-{int(month):02}" for month, year in _MONTH_YEAR.findall(text)]
    text = _MONTH_YEAR.sub(" ", text)
    found += [f"{year}-{int(month):02}" for year, month in _YEAR_MONTH.findall(text)]
    found += [f"{a or d}-{b or c}" for a, b, c, d in _JOINED.findall(_YEAR_MONTH.sub(" ", text))]
    return list(dict.fromkeys(found))


def read_period(value: object) -> str | None:
    """The month of a period (`2026-08`), or None where the text names none, or more than one."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return f"{value:%Y-%m}"
    months = months_in(text_of(value))
    return months[0] if len(months) == 1 else None
