"""What is known now of the ends of many months at once: the listed and the registered of the agency staff."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db import connection

from contributions.coverage.kept import make_fresh
from contributions.snapshots.taking import month_end


class Known(NamedTuple):
    listed: int | None = None
    registered: int = 0


_KNOWN = """
select m.month, sum(c.listed), coalesce(sum(c.registered), 0)
from unnest(%(months)s::date[], %(days)s::date[], %(ids)s::bigint[]) m (month, day, id)
left join contributions_coverageday c
       on c.{column} = m.id and c.population = 'staff' and c.day <= m.day and c.until > m.day
group by m.month
"""


def known_now(column: str, wanted: Mapping[dt.date, Collection[int]]) -> dict[dt.date, Known]:
    """By month, of these agencies or regions (`agency_id` or `region_id`) together. Two statements."""
    make_fresh()
    told = [(month, month_end(month), pk) for month, ids in wanted.items() for pk in ids]
    months, days, ids = zip(*told, strict=True) if told else ((), (), ())
    values = {"months": list(months), "days": list(days), "ids": list(ids)}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN.format(column=column), values)
        return {month: Known(listed, registered) for month, listed, registered in cursor.fetchall()}
