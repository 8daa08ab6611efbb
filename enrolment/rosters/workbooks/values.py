"""Values of a worker as cells that the reader reads back as the same values, or as nothing said."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from enrolment.rosters.workbooks.columns import CATEGORY_WORDS
from enrolment.spreadsheets.contacts import read_email, read_kpj, read_phone
from enrolment.spreadsheets.dates import Dates
from enrolment.spreadsheets.money import read_wage
from enrolment.spreadsheets.own import as_written

Writer = Callable[[Any], Any]


def writers() -> Mapping[str, Writer]:
    """Field → how its value is written. An empty cell says nothing, so that is what is left of a value which
    the reader would take for another one; by the ways into the list there is none such."""
    dates = Dates(timezone.localdate())
    return {
        "nik": _same,
        "name": lambda name: as_written(name) or name,  # never left out: a row without one needs fixing
        "sex": _same,
        "category": CATEGORY_WORDS.get,
        "birth_date": _day(dates.birth),
        "start_date": _day(dates.start),
        "contract_until": _day(dates.until),
        "wage": _wage,
        "phone": _reread(read_phone),
        "email": _reread(read_email),
        "kpj": _reread(read_kpj),
    }


def _same(value: Any) -> Any:
    return value


def _reread(reader: Callable[[object], tuple[str | None, str | None]]) -> Writer:
    return lambda value: value if reader(value)[0] == value else None


def _day(reader: Callable[[object], tuple[str | None, str | None]]) -> Writer:
    def write(value: dt.date) -> dt.date | None:
        return value if reader(value)[1] is None else None

    return write


def _wage(value: Decimal) -> Decimal | int | None:
    """Rupiah; cents only where there are any."""
    amount = int(value) if value == int(value) else value
    return None if read_wage(float(amount))[1] else amount
