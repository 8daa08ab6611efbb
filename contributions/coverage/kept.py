"""The figures that the database keeps for every agency and day (`CoverageDay`), as funnels.

One indexed statement for any number of agencies; one more asks that what this transaction has changed
itself be counted first.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from contributions.billing.due import last_due_month
from contributions.coverage.funnel import Funnel
from contributions.models import CoverageDay

COUNTS = (
    "listed",
    "submitted",
    "registered",
    "confirmed",
    "changed_on",
    "active",
    "taspen",
    "awaiting",
    "arrears",
)


@dataclass(frozen=True)
class Kept:
    """`funnels` by agency id and population; `lists`: the newest date a saved list bears, by agency id."""

    funnels: dict[tuple[int, str], Funnel]
    lists: dict[int, dt.date]


def read_kept(where: Q, as_of: dt.date) -> Kept:
    """What holds on a day, of `Q(region__in=…)` or `Q(agency__in=…)`."""
    make_fresh()
    month = last_due_month(as_of)
    rows = CoverageDay.objects.on(as_of).filter(where)
    funnels, lists = {}, {}
    for agency, population, roster_date, unknown, *counts in rows.values_list(
        "agency_id", "population", "roster_date", "unknown", *COUNTS
    ):
        if roster_date:
            lists[agency] = roster_date
        if counts[0] is not None:
            funnels[agency, population] = funnel_of(*counts, unknown=unknown, month=month)
    return Kept(funnels, lists)


def funnel_of(
    listed: int,
    submitted: int,
    registered: int,
    confirmed: int,
    day: dt.date,
    active: int,
    taspen: int,
    awaiting: int,
    arrears: int,
    *,
    unknown: int,
    month: dt.date,
) -> Funnel:
    """One kept row; `active` is None where of nobody registered it is known who has paid."""
    told = registered - unknown
    return Funnel(
        listed,
        submitted,
        registered,
        confirmed,
        day,
        active if told else None,
        taspen,
        awaiting,
        arrears,
        unknown,
        month if registered else None,
    )


def make_fresh() -> None:
    """Count what this transaction has changed, which otherwise waits for its end; nothing for who only
    reads."""
    with connection.cursor() as cursor:
        cursor.execute("select coverage_fresh()")
