"""Months that nobody has frozen yet, and freezing them at night."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from agencies import access
from agencies.models import Region
from contributions.billing.due import FIRST_MONTH, month_of
from contributions.coverage.kept import make_fresh
from contributions.models import Snapshot
from contributions.snapshots.taking import take

A_NIGHT = 36
"""Months of one region that one night catches up: the newest first, the rest in the nights after."""

# A region has figures from the first day on which anything is kept of one of its agencies; nothing is older
# than BPJS Ketenagakerjaan itself.
_WAITING = """
select r.region_id, m.month::date
from (select c.region_id, greatest(date_trunc('month', min(c.day)), %(first)s) as since
      from contributions_coverageday c
      where (%(region)s::bigint is null or c.region_id = %(region)s)
      group by c.region_id) r
cross join generate_series(r.since, %(now)s::date - interval '1 month', interval '1 month') m (month)
where not exists (select from contributions_snapshot s where s.region_id = r.region_id and s.month = m.month)
order by m.month desc, r.region_id
"""


def months_waiting(region: Region | None = None, today: dt.date | None = None) -> dict[int, list[dt.date]]:
    """The months that have ended and are not frozen, the newest first, by region (id) that has any list,
    assessment or payment. Two statements."""
    values = {
        "first": FIRST_MONTH,
        "region": region.pk if region else None,
        "now": month_of(today or timezone.localdate()),
    }
    make_fresh()
    found: dict[int, list[dt.date]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, values)
        for pk, month in cursor.fetchall():
            found.setdefault(pk, []).append(month)
    return found


@transaction.atomic
def freeze_waiting(*, region: int, months: Iterable[dt.date], by: Any = access.SYSTEM) -> int:
    """Freeze what is still waiting of some months of a region; how many. Done twice, it changes nothing."""
    place = Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region)
    wanted = sorted(set(months))
    frozen = set(Snapshot.objects.filter(region=place, month__in=wanted).values_list("month", flat=True))
    waiting = [month for month in wanted if month not in frozen]
    for month in waiting:
        take(region=place, month=month, by=by)
    return len(waiting)
