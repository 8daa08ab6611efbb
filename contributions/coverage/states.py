"""How the registered stand with their contributions on a day: active, awaiting the first, in arrears.

Read from the books of the groups (`contributions_standing`), never stored: one statement for any number of
agencies.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from contributions.billing.due import last_due_month
from contributions.coverage.funnel import Funnel

Funnels = dict[tuple[int, str], Funnel]


def with_states(figures: Funnels, agencies: Sequence[int], as_of: dt.date) -> Funnels:
    """The figures (by agency id and population) of these agencies, each with its people's states."""
    month = last_due_month(as_of)
    with connection.cursor() as cursor:
        cursor.execute("select * from contributions_standing(%s, %s)", [list(agencies), as_of])
        states = {(agency, population): counts for agency, population, *counts in cursor.fetchall()}
    return {
        key: replace(funnel, month=month, **_of(*states[key])) if key in states else funnel
        for key, funnel in figures.items()
    }


def _of(active: int, awaiting: int, arrears: int, unknown: int) -> dict[str, int | None]:
    told = active + awaiting + arrears
    return {
        "active": active if told else None,
        "awaiting": awaiting,
        "arrears": arrears,
        "unknown": unknown,
    }
