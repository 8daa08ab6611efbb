"""Frozen figures month by month: the base of every trend and of every "since last month"."""

import datetime as dt
from collections.abc import Iterable

from contributions.billing.due import after, month_of
from contributions.models import Snapshot


def series_of(regions: Iterable[int], until: dt.date, months: int = 13) -> dict[int, list[Snapshot]]:
    """The snapshots in force (the newest version of each month) of the `months` months that ended by a day,
    by region (id), the oldest first. One statement for any number of regions; months that nobody froze are
    absent."""
    newest = month_of(until + dt.timedelta(days=1))
    rows = (
        Snapshot.objects.filter(region__in=list(regions), month__lt=newest, month__gte=after(newest, -months))
        .order_by("region_id", "month", "-version")
        .distinct("region_id", "month")
    )
    found: dict[int, list[Snapshot]] = {}
    for row in rows:
        found.setdefault(row.region_id, []).append(row)
    return found
