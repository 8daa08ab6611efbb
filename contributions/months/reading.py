"""An agency's month as the pages show it: its groups, what they owe, what BPJS bills, what was paid."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from contributions.billing.answer import furthest_behind
from contributions.billing.due import due_date
from contributions.billing.standing import ZERO, Standing, standing_of
from contributions.models import (
    PARTS,
    Allocation,
    Assessment,
    AssessmentLine,
    AssessmentState,
    Bill,
    BillState,
    GroupTerms,
    LineKind,
)
from enrolment.models import AgencyMonth, Roster

TOLERANCE = Decimal(1)
"""What ours and BPJS's may differ by on account of rounding alone, a worker (domain.md §2)."""


@dataclass
class GroupMonth:
    """One group in the month. `assessment` is none while nobody computed or billed it; `moved`: the list
    changed since it was computed (unknown, and false, for who does not see the list)."""

    group: ContributionGroup
    assessment: Assessment | None
    is_closed: bool
    has_terms: bool
    moved: bool
    bills: list[Bill] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)

    @property
    def has_corrections(self) -> bool:
        """Whether it holds lines about earlier months, as far as the reader sees lines."""
        return bool(getattr(self.assessment, "has_corrections", False))

    @property
    def is_draft(self) -> bool:
        return self.assessment is not None and self.assessment.state == AssessmentState.DRAFT

    @property
    def is_final(self) -> bool:
        return self.assessment is not None and self.assessment.state == AssessmentState.FINAL

    @property
    def is_computed(self) -> bool:
        return self.is_draft or self.is_final

    @property
    def detail_missing(self) -> bool:
        """Money is here, and nobody said for whom: iuran belum rinci."""
        return self.assessment is not None and not self.is_computed and self.assessment.paid > 0

    @property
    def differs(self) -> bool:
        """BPJS wants another sum than ours, by more than rounding."""
        one = self.assessment
        if one is None or one.billed is None or not self.is_computed:
            return False
        return abs(one.billed - one.total) > TOLERANCE * max(1, one.workers)


@dataclass
class MonthOfAgency:
    """The groups that the agency owns, and those of others that serve it, in one month."""

    agency: Agency
    month: dt.date
    owned: list[GroupMonth]
    serving: list[GroupMonth]

    @property
    def assessments(self) -> list[Assessment]:
        return [one.assessment for one in self.owned if one.assessment]

    @property
    def is_closed(self) -> bool:
        return any(one.is_closed for one in self.owned)

    @property
    def due_on(self) -> dt.date:
        known = [one.assessment for one in (*self.owned, *self.serving) if one.assessment]
        return min((one.due_on for one in known), default=due_date(self.month))

    def standing(self, day: dt.date) -> Standing:
        """Of several groups, that of the one furthest behind."""
        found = self.assessments or [one.assessment for one in self.serving if one.assessment]
        states = [standing_of(one, day) for one in found]
        return furthest_behind(states) if states else Standing.MISSING

    def sums(self) -> dict[str, Any]:
        """What the groups that the agency owns owe; `billed` is null where BPJS has billed none of them."""
        found = self.assessments
        billed = [one.billed for one in found if one.billed is not None]
        sums: dict[str, Any] = {
            name: sum((getattr(one, name) for one in found), ZERO)
            for name in ("base", *PARTS, "total", "owed", "paid")
        }
        sums["workers"] = sum(one.workers for one in found)
        sums["without_base"] = sum(one.without_base for one in found)
        sums["billed"] = sum(billed, ZERO) if billed else None
        sums["computed"] = any(one.state != AssessmentState.MISSING for one in found)
        beside = [one for one in found if one.billed is not None and one.state != AssessmentState.MISSING]
        sums["difference"] = sum((one.billed - one.total for one in beside), ZERO)
        for name in ("jht", "jp"):
            sums[name] = sums[f"{name}_employer"] + sums[f"{name}_worker"]
        sums["balance"] = sums["owed"] - sums["paid"]
        return sums


def month_of_agency(agency: Agency, month: dt.date) -> MonthOfAgency:
    """Four queries, whatever the number of groups and workers."""
    groups = list(_groups(agency, month))
    ids = [group.pk for group in groups]
    rows = Assessment.objects.filter(group__in=ids, month=month)
    corrections = AssessmentLine.objects.filter(assessment=OuterRef("pk")).exclude(kind=LineKind.REGULAR)
    rows = rows.annotate(has_corrections=Exists(corrections))
    rows = rows.select_related("terms__document", "relief", "final_by", "delay_by")
    assessments = {one.group_id: one for one in rows}
    bills = _by_group(Bill.objects.filter(group__in=ids, month=month).exclude(state=BillState.VOID))
    paid = Allocation.objects.filter(group__in=ids, month=month).select_related("payment")
    allocations = _by_group(paid.order_by("payment__paid_on", "payment"))
    found = [
        _group_month(group, assessments.get(group.pk), bills.get(group.pk, []), allocations.get(group.pk, []))
        for group in groups
    ]
    serving = [one for one in found if one.group.agency_id != agency.pk]
    # An agency that another one's group serves need not use a group of its own.
    own = [one for one in found if one not in serving and (not serving or one.has_terms or one.assessment)]
    return MonthOfAgency(agency, month, own, serving)


def _groups(agency: Agency, month: dt.date) -> QuerySet[ContributionGroup]:
    closed = AgencyMonth.objects.filter(agency=OuterRef("agency"), month=month, closed_at__isnull=False)
    terms = GroupTerms.objects.filter(group=OuterRef("pk"), period__contains=month)
    version = Roster.objects.filter(pk=OuterRef("agency")).values("version")
    return groups_of(agency).annotate(
        month_closed=Exists(closed), has_terms=Exists(terms), list_version=Subquery(version)
    )


def _group_month(
    group: Any, assessment: Assessment | None, bills: list[Bill], allocations: list[Allocation]
) -> GroupMonth:
    known = assessment.roster_version if assessment else None
    moved = known is not None and group.list_version is not None and known != group.list_version
    if assessment is not None:
        assessment.group = group
    return GroupMonth(group, assessment, group.month_closed, group.has_terms, moved, bills, allocations)


def _by_group(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.group_id, []).append(row)
    return found


def assessments_in(agency: Agency, month: dt.date) -> list[int]:
    """The ids of a month's assessments of the groups that an agency owns or that serve it."""
    groups = groups_of(agency).order_by().values("pk")
    found = Assessment.objects.filter(group__in=groups, month=month).order_by()
    return list(found.values_list("pk", flat=True))


def drafts_before(agency: Agency, month: dt.date) -> list[Assessment]:
    """The drafts of an agency's own groups in months before one that are not closed, oldest first."""
    closed = AgencyMonth.objects.filter(agency=agency, month=OuterRef("month"), closed_at__isnull=False)
    rows = Assessment.objects.filter(agency=agency, month__lt=month, state=AssessmentState.DRAFT)
    return list(rows.exclude(Exists(closed)).select_related("group").order_by("month", "group"))


def own_part(agency: Agency, month: dt.date) -> dict[str, Any]:
    """What the lines of an agency's own people add up to, in whatever group; for who sees people."""
    lines = AssessmentLine.objects.for_agency(agency).filter(assessment__in=assessments_in(agency, month))
    sums = {name: Sum(name, default=ZERO) for name in ("base", *PARTS, "total")}
    return lines.aggregate(**sums, workers=Count("pk", filter=Q(kind="regular")))
