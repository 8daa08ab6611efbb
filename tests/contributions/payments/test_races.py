"""Two at once on one payment: the second waits, looks again, and nothing is spent twice."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from agencies import access
from contributions.models import Assessment, Payment
from contributions.payments import actions, moving
from enrolment.models import AgencyMonth
from enrolment.workers.sql import lock_rosters
from tests.contributions.billing.money import FEB, bill, group_of, pay
from tests.enrolment.test_races import elsewhere, wait_until_somebody_waits
from tests.factories import AgencyFactory, BranchFactory

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def payment(committed) -> Payment:
    with access.acting(access.SYSTEM):
        agency = AgencyFactory()
        AgencyFactory()
        bill(agency, "16200")
        return pay(agency, "16200")


def other_group(payment):
    return payment.group.__class__.objects.exclude(pk=payment.group_id).get()


def give(payment, amount):
    values = {"group": other_group(payment), "amount": Decimal(amount), "reason": "x"}
    return moving.move_to_group(payment=payment, by=None, **values)


def sum_of_standing() -> Decimal:
    found = Payment.objects.standing()
    sums = found.aggregate(amount=Sum("amount"), out=Sum("moved_out"))
    return sums["amount"] - sums["out"]


def test_of_two_who_move_a_payment_the_second_finds_less(payment):
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            give(payment, 10_000)
            other = elsewhere(pool, lambda: give(payment, 10_000))
            wait_until_somebody_waits()
        with pytest.raises(ValidationError) as told:
            other.result()
    assert told.value.code == "too_much"
    with access.acting(access.SYSTEM):
        assert sum_of_standing() == 16_200


def test_of_a_move_and_a_taking_back_the_second_is_told(payment):
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            actions.void_payment(payment=Payment.objects.get(), reason="x", by=None)
            other = elsewhere(pool, lambda: give(payment, 10_000))
            wait_until_somebody_waits()
        with pytest.raises(ValidationError) as told:
            other.result()
    assert told.value.code == "void"


def test_two_moves_that_cross_wait_and_both_happen(payment):
    with access.acting(access.SYSTEM):
        back = pay(other_group(payment).agency, "5000")
        here = group_of(payment.agency)
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            give(payment, 1_000)
            values = {"group": here, "amount": Decimal(2_000), "reason": "x"}
            other = elsewhere(pool, lambda: moving.move_to_group(payment=back, by=None, **values))
            wait_until_somebody_waits()
        other.result()
    with access.acting(access.SYSTEM):
        assert sum_of_standing() == 21_200


def test_a_month_that_is_being_closed_keeps_its_payment(payment):
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            lock_rosters([payment.agency_id])
            AgencyMonth.objects.create(
                agency_id=payment.agency_id, month=FEB, closed_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC)
            )
            other = elsewhere(
                pool, lambda: actions.void_payment(payment=Payment.objects.get(), reason="x", by=None)
            )
            wait_until_somebody_waits()
        with pytest.raises(ValidationError) as told:
            other.result()
    assert told.value.code == "closed"
    with access.acting(access.SYSTEM):
        assert Assessment.objects.get(month=FEB).paid == 16_200


def test_of_two_who_place_a_payment_the_second_is_told(payment):
    with access.acting(access.SYSTEM):
        new = actions.NewPayment(
            paid_on=dt.date(2020, 3, 1), amount=Decimal(100), branch=BranchFactory(), origin="branch"
        )
        lost = actions.enter_payment(payment=new, by=None)
        first, second = payment.group, other_group(payment)
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            actions.place_payment(payment=lost, group=first, by=None)
            other = elsewhere(pool, lambda: actions.place_payment(payment=lost, group=second, by=None))
            wait_until_somebody_waits()
        with pytest.raises(ValidationError) as told:
            other.result()
    assert told.value.code == "placed"
