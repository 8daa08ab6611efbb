"""A month of contribution groups as sums: ours, BPJS's, what was paid, and the credit that is carried on."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Q, Sum

from agencies.models import Agency, ContributionGroup
from contributions.billing.standing import ZERO
from contributions.models import Assessment, Bill, BillState, Payment


@dataclass
class GroupMonth:
    """One group. `bills` of the month that were not withdrawn; `credit`: what no month has used yet."""

    group: ContributionGroup
    assessment: Assessment | None = None
    bills: list[Bill] = field(default_factory=list)
    credit: Decimal = ZERO

    @property
    def is_billed_twice(self) -> bool:
        return len(self.bills) > 1

    @property
    def difference(self) -> Decimal | None:
        """BPJS's bill less our sum; None where either is missing."""
        one = self.assessment
        if one is None or one.billed is None or one.computed_at is None:
            return None
        return one.billed - one.total


def groups_of(agency: Agency, month: dt.date) -> list[GroupMonth]:
    """The groups that an agency owns or is served by, that have anything to show. Four queries."""
    groups = ContributionGroup.objects.filter(Q(agency=agency) | Q(agencies=agency)).distinct()
    found = {one.pk: GroupMonth(one) for one in groups.select_related("agency").order_by("name", "pk")}
    for assessment in Assessment.objects.filter(group__in=found, month=month):
        found[assessment.group_id].assessment = assessment
    bills = Bill.objects.filter(group__in=found, month=month).exclude(state=BillState.VOID)
    for bill in bills.order_by("issued_on", "entered_at"):
        found[bill.group_id].bills.append(bill)
    left = Payment.objects.standing().filter(group__in=found).order_by().values_list("group")
    for group, credit in left.annotate(left=Sum(F("amount") - F("moved_out") - F("allocated"))):
        found[group].credit = credit
    return [one for one in found.values() if one.assessment or one.bills or one.credit]
