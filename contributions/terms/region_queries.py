"""The terms of all groups of a region, and those that were set for many at once."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet

from agencies import access
from agencies.models import ContributionGroup, Region, User
from contributions.models import GroupTerms
from contributions.terms.effects import charges_of

BATCHES = 5


@dataclass(frozen=True)
class Row:
    """One group with what is in force in the month, as the table and the workbook show it."""

    pk: int
    group: ContributionGroup
    terms: GroupTerms | None
    total: Any  # rupiah per worker; null where it cannot be computed
    is_example: bool
    next_since: dt.date | None

    @property
    def agency(self) -> str:
        return self.group.agency.name

    @property
    def order(self) -> tuple:
        """Those without terms first."""
        return (self.terms is not None, self.agency, self.group.name)


def groups_in(region: Region, user: Any, permission: access.Permission) -> QuerySet[ContributionGroup]:
    """The groups of the region's agencies for which the user has that permission."""
    agencies = access.visible_agencies(user, permission).of_region(region)
    found = ContributionGroup.objects.filter(agency__in=agencies)
    return found.select_related("agency", "agency__parent").order_by("agency__name", "-is_default", "name")


def rows_of(groups: Iterable[ContributionGroup], month: dt.date) -> list[Row]:
    """Each group's row, those without terms first. Five queries, whatever the number."""
    found = {group.pk: group for group in groups}
    known = GroupTerms.objects.filter(group__in=found)
    now = {one.group_id: one for one in known.filter(period__contains=month)}
    later = known.filter(period__startswith__gt=month).order_by("-period").values_list("group", "period")
    coming = {pk: period.lower for pk, period in later}
    charges = charges_of(found, month)
    rows = []
    for pk, group in found.items():
        charge = charges.get(pk)
        total, is_example = (charge.total, charge.is_example) if charge else (None, False)
        rows.append(Row(pk, group, now.get(pk), total, is_example, coming.get(pk)))
    return sorted(rows, key=lambda row: row.order)


@dataclass(frozen=True)
class Batch:
    """Terms that were set for many groups at once."""

    key: uuid.UUID
    at: dt.datetime
    by: str
    count: int


def batches_of(region: Region) -> list[Batch]:
    """The newest ones. Two queries."""
    events = GroupTerms.pgh_event_model.objects.filter(  # type: ignore[attr-defined]  # pghistory.track sets it
        pgh_label="insert", agency__region=region, pgh_context__metadata__has_key="batch"
    ).order_by()
    keys = events.values_list("pgh_context__metadata__batch", "pgh_context__metadata__user")
    newest = list(keys.annotate(at=Max("pgh_created_at"), count=Count("pk")).order_by("-at")[:BATCHES])
    users = {user.pk: str(user) for user in User.objects.filter(pk__in={row[1] for row in newest if row[1]})}
    return [Batch(uuid.UUID(key), at, users.get(user, ""), count) for key, user, at, count in newest]
