"""Everything that a month's packet is made of, read once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from agencies.models import Agency, ContributionGroup
from contributions.models import Allocation, Assessment, AssessmentLine, Bill, BillState, Payment
from contributions.treasury.parts import ZERO, Split, split
from enrolment.models import ListKind, ListRow, ListState, ParticipantList


@dataclass(frozen=True)
class Paid:
    """What of a payment pays this month."""

    payment: Payment
    amount: Decimal


@dataclass(frozen=True)
class OwnPart:
    """The lines of the agency's own people in a group's month."""

    workers: int = 0
    total: Decimal = ZERO


@dataclass
class GroupPapers:
    """One group's month. `lists` are the 2a in force, `own` the agency's people in it."""

    assessment: Assessment
    parts: Split
    own: OwnPart = OwnPart()
    bills: list[Bill] = field(default_factory=list)
    lists: list[ParticipantList] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)

    @property
    def group(self) -> ContributionGroup:
        return self.assessment.group

    @property
    def other_workers(self) -> int:
        """People of other agencies that the group serves."""
        return self.assessment.workers - self.own.workers

    @property
    def other_total(self) -> Decimal:
        return self.assessment.total - self.own.total


@dataclass
class MonthPapers:
    """An agency's month: the groups that it owns, and its people in groups of others (`served`)."""

    agency: Agency
    month: dt.date
    groups: list[GroupPapers] = field(default_factory=list)
    served: list[tuple[Assessment, OwnPart]] = field(default_factory=list)

    @property
    def owed(self) -> Decimal:
        return sum((one.assessment.owed for one in self.groups), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((one.assessment.paid for one in self.groups), ZERO)

    @property
    def budget(self) -> Decimal:
        return sum((one.parts.budget for one in self.groups), ZERO)


def papers_of(agency: Agency, month: dt.date) -> MonthPapers:
    """Seven queries, however many people and groups."""
    own = _own_parts(agency, month)
    wanted = Assessment.objects.filter(Q(agency=agency) | Q(pk__in=own), month=month)
    assessments = list(wanted.select_related("terms", "group__agency").order_by("group"))
    owned = [one for one in assessments if one.agency_id == agency.pk]
    groups = [one.group_id for one in owned]
    bills, lists = _by_group(_bills(groups, month)), _by_group(_lists(groups, month))
    printed, paid = _printed_sums(lists), _paid([one.pk for one in owned])
    found = MonthPapers(agency, month)
    for one in owned:
        its = lists[one.group_id]
        penalty = sum((bill.penalty for bill in bills[one.group_id]), ZERO)
        found.groups.append(
            GroupPapers(
                one,
                split(one, penalty, printed.get(its[0].pk) if its else None),
                own.get(one.pk, OwnPart()),
                bills[one.group_id],
                its,
                paid[one.pk],
            )
        )
    found.served = [(one, own[one.pk]) for one in assessments if one.agency_id != agency.pk]
    return found


def _own_parts(agency: Agency, month: dt.date) -> dict[int, OwnPart]:
    lines = AssessmentLine.objects.for_agency(agency).filter(month=month).order_by()
    regular = Count("pk", filter=Q(kind="regular"))
    rows = lines.values("assessment").annotate(n=regular, sum=Sum("total"))
    return {pk: OwnPart(n, total) for pk, n, total in rows.values_list("assessment", "n", "sum")}


def _bills(groups: list[int], month: dt.date) -> QuerySet[Bill]:
    return (
        Bill.objects.filter(group__in=groups, month=month).exclude(state=BillState.VOID).order_by("issued_on")
    )


def _lists(groups: list[int], month: dt.date) -> QuerySet[ParticipantList]:
    return ParticipantList.objects.filter(
        group__in=groups, month=month, kind=ListKind.BILL, state=ListState.IN_FORCE
    )


def _by_group(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(row)
    return found


def _printed_sums(lists: Mapping[int, list[ParticipantList]]) -> dict[object, dict[str, Decimal]]:
    """What each 2a says by programme, as its rows add up."""
    pks = [one.pk for several in lists.values() for one in several]
    rows = ListRow.objects.filter(list__in=pks).order_by().values("list")
    names = ("jkk", "jkm", "jht_employer", "jht_worker", "jp_employer", "jp_worker")
    sums = rows.annotate(**{f"sum_{name}": Sum(name) for name in names})
    found = {}
    for pk, *amounts in sums.values_list("list", *(f"sum_{name}" for name in names)):
        jkk, jkm, *rest = (amount or ZERO for amount in amounts)
        found[pk] = {"JKK": jkk, "JKM": jkm, "JHT": rest[0] + rest[1], "JP": rest[2] + rest[3]}
    return found


def _paid(assessments: list[int]) -> dict[int, list[Paid]]:
    """The payments of each month, oldest first; what was directed and what fell to it by age together."""
    rows = Allocation.objects.filter(assessment__in=assessments).order_by()
    sums = rows.values(of=F("assessment"), by=F("payment")).annotate(sum=Sum("amount"))
    told = list(sums.values_list("of", "by", "sum"))
    payments = Payment.objects.in_bulk({by for _of, by, _sum in told})
    found: dict[int, list[Paid]] = defaultdict(list)
    for of, by, amount in told:
        found[of].append(Paid(payments[by], amount))
    for several in found.values():
        several.sort(key=lambda one: (one.payment.paid_on, one.payment.entered_at))
    return found
