"""Freezing the figures of a regency or city at the end of a month."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Region
from contributions.billing.due import after, month_of
from contributions.coverage.funnel import Funnel, PlaceCoverage
from contributions.coverage.later import count_waiting
from contributions.models import Snapshot
from contributions.snapshots.rows import Row, read

COUNTS = ("listed", "submitted", "registered", "confirmed", "taspen", "awaiting", "arrears", "unknown")
LONGEST_REASON = 300


def month_end(month: dt.date) -> dt.date:
    """The last day of a month, given by any of its days."""
    return after(month_of(month)) - dt.timedelta(days=1)


@transaction.atomic
def take(*, region: Region, month: dt.date, by: Any, reason: str = "") -> Snapshot:
    """Freeze the figures of the last day of `month`, as they are known now.

    ValidationError for a province (it is the sum of its cities), for a month that has not ended, and where
    the month is frozen already and no `reason` is given; with one, a new version stands beside the old.
    """
    month = month_of(month)
    day = month_end(month)
    if region.is_province:
        raise ValidationError(_("A province has no figures of its own to freeze."), code="province")
    if day >= timezone.localdate():
        raise ValidationError(_("This month has not ended yet."), code="not_ended")
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    version = Snapshot.objects.filter(region=region, month=month).count() + 1
    reason = reason.strip()[:LONGEST_REASON] if version > 1 else ""
    if version > 1 and not reason:
        raise ValidationError(_("This month is frozen already: say why it is taken again."), code="frozen")
    count_waiting(region.pk)
    found = read(region, day)
    snapshot = Snapshot.objects.create(
        region=region,
        month=month,
        version=version,
        reason=reason,
        taken_by=by if getattr(by, "pk", None) else None,
        unpaid=sum((debt.amount for debt in found.debts.values()), start=0),
        **sums_of(found.place),
    )
    _freeze(snapshot, found.rows)
    return snapshot


def sums_of(place: PlaceCoverage) -> dict[str, Any]:
    """The columns of a snapshot that a place's figures give."""
    return {
        "agencies": len(place.agencies),
        "with_roster": place.with_roster,
        "registered_agencies": place.registered_agencies,
        "declared": place.declared_count,
        "declared_source": place.declared.source_text[:700] if place.declared else "",
        **counts_of(place.staff),
    }


def counts_of(funnel: Funnel) -> dict[str, Any]:
    return {name: getattr(funnel, name) for name in COUNTS} | {"active": funnel.active or 0}


def values_of(row: Row) -> dict[str, Any]:
    """The figures of a frozen row, by column."""
    return {
        **counts_of(row.funnel),
        "declared": row.declared,
        "roster_date": row.roster_date,
        "unpaid": row.debt.amount,
        "unpaid_months": row.debt.months,
    }


# In one statement: a model object for each agency and month would cost more than everything else.
_FREEZE = """
insert into contributions_snapshotfigures (
    snapshot_id, version, taken_at, region_id, month, agency_id, counts_with_id, population, listed,
    submitted, registered, confirmed, taspen, awaiting, arrears, unknown, active, declared,
    roster_date, unpaid, unpaid_months)
select %s, %s, %s, %s, %s, f.* from unnest(
    %s::bigint[], %s::bigint[], %s::text[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[],
    %s::int[], %s::int[], %s::int[], %s::int[], %s::date[], %s::numeric[], %s::int[]) f
"""


def _freeze(snapshot: Snapshot, rows: Iterable[Row]) -> None:
    told = [(row.agency, row.counts_with, str(row.population), *values_of(row).values()) for row in rows]
    if not told:
        return
    head = (snapshot.pk, snapshot.version, snapshot.taken_at, snapshot.region_id, snapshot.month)
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE, [*head, *(list(column) for column in zip(*told, strict=True))])
