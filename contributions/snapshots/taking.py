"""Freezing the figures of a regency or city at the end of a month."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, Region
from contributions.billing.due import after, month_of
from contributions.coverage.figures import figures_of_region
from contributions.coverage.funnel import Funnel, PlaceCoverage
from contributions.models import Snapshot, SnapshotFigures
from contributions.snapshots.debts import debts_of
from contributions.snapshots.rows import Row, rows_of

COUNTS = ("listed", "submitted", "registered", "confirmed", "taspen", "awaiting", "arrears", "unknown")


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
    if version > 1 and not reason.strip():
        raise ValidationError(_("This month is frozen already: say why it is taken again."), code="frozen")
    place = figures_of_region(region, day)
    debts = debts_of(Agency.objects.filter(region=region), day)
    snapshot = Snapshot.objects.create(
        region=region,
        month=month,
        version=version,
        reason=reason.strip(),
        taken_by=by if getattr(by, "pk", None) else None,
        unpaid=sum((debt.amount for debt in debts.values()), start=0),
        **sums_of(place),
    )
    rows = rows_of(region, day, debts)
    SnapshotFigures.objects.bulk_create([_frozen(snapshot, row) for row in rows], batch_size=1000)
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


def _frozen(snapshot: Snapshot, row: Row) -> SnapshotFigures:
    return SnapshotFigures(
        snapshot=snapshot,
        region_id=snapshot.region_id,
        month=snapshot.month,
        agency_id=row.agency,
        counts_with_id=row.counts_with,
        population=row.population,
        declared=row.declared,
        roster_date=row.roster_date,
        unpaid=row.debt.amount,
        unpaid_months=row.debt.months,
        **counts_of(row.funnel),
    )
