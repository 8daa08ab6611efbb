"""A bill in words, and the months of an agency's groups beside it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency, ContributionGroup
from agencies.pages import figures
from contributions.models import Assessment, AssessmentState, Bill, BillState
from contributions.payments.doubts import group_words
from enrolment.workers.wording import month_name


def bill_words(bill: Bill) -> str:
    """`Tagihan BPJS Februari 2020`."""
    return _("BPJS's bill of %(month)s") % {"month": month_name(bill.month)}


def difference_words(bill: Bill) -> str:
    """How BPJS's sum of the month stands beside ours; one query."""
    month = Assessment.objects.filter(group=bill.group_id, month=bill.month).first()
    if month is None or month.billed is None or month.state == AssessmentState.MISSING:
        return _("The month is not computed here yet, so there is nothing to compare BPJS's sum with.")
    difference = month.billed - month.total
    if not difference:
        return _("BPJS's sum and ours agree.")
    words = {"amount": figures.rupiah(abs(difference))}
    if difference > 0:
        return _("BPJS bills %(amount)s more than we computed. Look at it before paying.") % words
    return _("BPJS bills %(amount)s less than we computed. Look at it before paying.") % words


@dataclass(frozen=True)
class Beside:
    """A group's month: ours, BPJS's sum so far and the bills it is of."""

    group: ContributionGroup
    words: str
    ours: Decimal | None
    billed: Decimal | None
    bills: list[Bill]


def month_beside(agency: Agency, month: dt.date) -> list[Beside]:
    """Each of the agency's groups. Three queries."""
    months: dict[int, Any] = {
        one.group_id: one for one in Assessment.objects.filter(agency=agency, month=month)
    }
    bills: dict[int, list[Bill]] = {}
    for bill in Bill.objects.filter(agency=agency, month=month).exclude(state=BillState.VOID):
        bills.setdefault(bill.group_id, []).append(bill)
    return [
        Beside(
            group,
            group_words(group),
            one.total if (one := months.get(group.pk)) and one.state != AssessmentState.MISSING else None,
            one.billed if one else None,
            bills.get(group.pk, []),
        )
        for group in agency.owned_groups.select_related("agency")
    ]
