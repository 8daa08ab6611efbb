"""Since when a record has been in use: which months that stay were assessed with it, final or closed ones.

Drafts follow what holds by now. One statement for a kind.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from contributions.models import MinimumWage, Rate, Relief


@dataclass(frozen=True)
class Use:
    """The first and the last month (their first days) that stay and were assessed with a record."""

    first: dt.date
    last: dt.date


FIXED = "(x.state = 'final' or x.state = 'draft' and contributions_is_closed(x.agency_id, x.month))"
# The kinds of months there are, first: few, however many groups were assessed.
_RATES = f"""
select r.id, min(a.month), max(a.month)
from contributions_rate r
join (
    select distinct x.segment, x.risk, x.programmes, x.month from contributions_assessment x where {FIXED}
) a on a.segment = r.segment and r.programme = any(a.programmes) and (r.risk = 0 or r.risk = a.risk)
     and r.period @> a.month
where r.id = any(%s) group by r.id
"""
_RELIEFS = f"""
select x.relief_id, min(x.month), max(x.month) from contributions_assessment x
where x.relief_id = any(%s) and {FIXED} group by x.relief_id
"""
_MINIMUM_WAGES = f"""
select w.id, min(x.month), max(x.month)
from contributions_minimumwage w
join agencies_region y on y.id = w.region_id or y.parent_id = w.region_id
join agencies_agency o on o.region_id = y.id
join contributions_assessment x on x.agency_id = o.id and w.period @> x.month and {FIXED}
 and (x.base_kind = 'umk' and y.id = w.region_id
      or x.base_kind = 'ump' and coalesce(y.parent_id, y.id) = w.region_id)
where w.id = any(%s) group by w.id
"""
_STATEMENTS = {Rate: _RATES, Relief: _RELIEFS, MinimumWage: _MINIMUM_WAGES}


def uses(model: type[models.Model], ids: Iterable[int]) -> dict[int, Use]:
    """The use of each record (id) that has any; of kinds that nothing is assessed with, none."""
    statement = _STATEMENTS.get(model)
    if statement is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        return {pk: Use(first, last) for pk, first, last in cursor.fetchall()}


def use_of(record: Any) -> Use | None:
    return uses(type(record), [record.pk]).get(record.pk) if record.pk else None
