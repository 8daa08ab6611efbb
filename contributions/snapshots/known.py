"""What is known now of the ends of many months at once: the listed and the registered of the agency staff."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

from contributions.coverage.kept import make_fresh
from contributions.snapshots.taking import month_end


class Known(NamedTuple):
    listed: int | None = None
    registered: int = 0


_KNOWN = """
select m.month, sum(c.listed), coalesce(sum(c.registered), 0)
from unnest(%(months)s::date[], %(days)s::date[]) m (month, day)
left join contributions_coverageday c
       on c.{column} = any(%(ids)s) and c.population = 'staff' and c.day <= m.day and c.until > m.day
group by m.month
"""


def known_now(column: str, ids: Collection[int], months: Iterable[dt.date]) -> dict[dt.date, Known]:
    """By month, of the agencies or regions (`agency_id` or `region_id`) together. Two statements."""
    make_fresh()
    wanted = list(months)
    values = {"months": wanted, "days": [month_end(month) for month in wanted], "ids": list(ids)}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN.format(column=column), values)
        return {month: Known(listed, registered) for month, listed, registered in cursor.fetchall()}
