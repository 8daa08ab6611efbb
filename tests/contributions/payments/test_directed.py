"""Money that somebody directed at a month stays with it, as far as the month owes."""

import datetime as dt
from decimal import Decimal

import pytest

from agencies import access
from contributions.billing.assessing import finalise
from contributions.billing.corrections import take_over
from contributions.models import Allocation, Assessment, BaseKind
from contributions.payments import bills, moving
from enrolment.models import Worker
from tests.contributions.billing.money import APR, FEB, MAR, assessed, bill, pay, terms, workers

pytestmark = pytest.mark.django_db
SYSTEM = access.SYSTEM


def paid() -> list[int]:
    return [int(one) for one in Assessment.objects.order_by("month").values_list("paid", flat=True)]


def direct(payment, month, amount):
    values = {"month": month, "amount": Decimal(amount), "reason": "wrong month"}
    return moving.move_to_month(payment=payment, by=SYSTEM, **values)


def three_months(agency):
    """February to April, one worker, Rp 16.200 a month."""
    terms(agency)
    workers(agency)
    for month in (FEB, MAR, APR):
        assessed(agency, month)


def test_a_month_that_comes_to_owe_less_keeps_what_came_first(dishub):
    three_months(dishub)
    later = pay(dishub, "6000", dt.date(2020, 3, 12))
    earlier = pay(dishub, "10000", dt.date(2020, 3, 10))
    direct(later, MAR, "6000"), direct(earlier, MAR, "10000")

    made = bill(dishub, "12000", MAR)
    assert paid() == [4_000, 12_000, 0]
    directed = Allocation.objects.filter(is_pinned=True).order_by("amount")
    assert [(one.payment, int(one.amount)) for one in directed] == [(later, 2_000), (earlier, 10_000)]

    bills.edit_bill(bill=made, values={"amount": Decimal(10_000)}, by=SYSTEM)
    assert paid() == [6_000, 10_000, 0]
    assert Allocation.objects.get(is_pinned=True).payment == earlier


def test_corrections_taken_over_again_leave_what_was_directed_at_them(dishub):
    """Between the old correction and the new one the month owes less for a moment."""
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=2_000_000)
    finalise(assessment=assessed(dishub), by=SYSTEM)
    march = assessed(dishub, MAR)
    Worker.objects.update(wage=3_000_000)
    march = assessed(dishub, MAR)
    take_over(draft=march, months=[FEB], note="", by=SYSTEM)
    owed = Assessment.objects.get(month=MAR).owed
    direct(pay(dishub, owed), MAR, owed)

    take_over(draft=march, months=[FEB], note="", by=SYSTEM)

    assert paid() == [0, int(owed)]
    assert Allocation.objects.get(is_pinned=True).amount == owed
