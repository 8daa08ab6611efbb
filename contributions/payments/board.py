"""The contribution of each agency's month for the branch's board (settings.MONTH_STANDINGS)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import F
from django.utils import timezone

from contributions.billing.answer import furthest_behind
from contributions.billing.standing import Standing, standing_of
from contributions.billing.wording import sign_of
from contributions.models import Assessment, AssessmentState
from enrolment.reconciliation.board.money import MonthMoney


def standings(agencies: Collection[int], month: dt.date) -> dict[int, MonthMoney]:
    """The money of the month of the groups that each agency owns; of one that another agency's groups serve,
    theirs. Two queries."""
    today = timezone.localdate()
    own: dict[int, list[Assessment]] = defaultdict(list)
    served: dict[int, list[Assessment]] = defaultdict(list)
    months = Assessment.objects.filter(month=month)
    for one in months.filter(agency__in=agencies):
        own[one.agency_id].append(one)
    for one in months.filter(group__agencies__in=agencies).annotate(served=F("group__agencies")):
        served[one.served].append(one)
    return {agency: _money(found, today) for agency, found in (served | own).items()}


def _money(months: Sequence[Assessment], day: dt.date) -> MonthMoney:
    """Of several groups the month stands where the one stands that is furthest behind."""
    standing = furthest_behind({standing_of(one, day) for one in months})
    settled = [one.settled_on for one in months if one.settled_on]
    since = [at for one in months if (at := one.final_at or one.computed_at)]
    return MonthMoney(
        assessed=sign_of(_assessed(months)),
        paid=_paid(standing),
        owed=sum((one.owed for one in months), start=months[0].owed * 0),
        given=sum((one.paid for one in months), start=months[0].paid * 0),
        due_on=min(one.due_on for one in months),
        assessed_at=max(since, default=None),
        paid_on=max(settled, default=None) if standing == Standing.PAID else None,
    )


def _assessed(months: Sequence[Assessment]) -> Standing:
    """BPJS's bill for all of them, else our own sums."""
    if all(one.billed is not None for one in months):
        return Standing.BILLED
    if any(one.state == AssessmentState.MISSING and one.billed is None for one in months):
        return Standing.MISSING
    return Standing.FINAL if all(one.state == AssessmentState.FINAL for one in months) else Standing.DRAFT


def _paid(standing: Standing) -> str:
    """What stands under "paid": of a month that is not due and of which nothing is paid, not yet."""
    waits = (Standing.MISSING, Standing.DRAFT, Standing.FINAL, Standing.BILLED)
    return "not_yet" if standing in waits else sign_of(standing)
