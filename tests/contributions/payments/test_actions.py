import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies import access
from contributions.models import Assessment, Payment
from contributions.payments import actions
from contributions.payments.actions import NewPayment
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import APR, FEB, MAR, assessed, group_of, refused, terms, workers

pytestmark = pytest.mark.django_db
TENTH = dt.date(2020, 3, 10)


@pytest.fixture
def three_months(dishub):
    """February to April, one worker, Rp 16.200 each."""
    terms(dishub)
    workers(dishub)
    return [assessed(dishub, month) for month in (FEB, MAR, APR)]


def entered(agency, amount, day=TENTH, **more) -> Payment:
    new = NewPayment(paid_on=day, amount=Decimal(amount), group=group_of(agency), **more)
    return actions.enter_payment(payment=new, by=access.SYSTEM)


def close(agency, month) -> None:
    AgencyMonth.objects.update_or_create(
        agency=agency, month=month, defaults={"closed_at": dt.datetime(2020, 6, 1, tzinfo=dt.UTC)}
    )


def paid() -> dict[dt.date, Decimal]:
    return dict(Assessment.objects.values_list("month", "paid"))


def test_a_payment_entered_pays_the_oldest_months(three_months, dishub):
    made = entered(dishub, "20000", code="202002000001")

    assert paid() == {FEB: 16_200, MAR: 3_800, APR: 0}
    assert (made.agency, made.allocated, made.credit) == (dishub, 20_000, 0)


def test_a_payment_of_people_who_left_is_a_credit(dishub):
    made = entered(dishub, "16200")

    assert made.credit == 16_200


@pytest.mark.parametrize(
    ("amount", "day", "code"),
    [
        ("0", TENTH, "amount"),
        ("-1", TENTH, "amount"),
        ("10", dt.date(2013, 12, 31), "too_early"),
        ("10", dt.date(2999, 1, 1), "future"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(dishub, amount, day, code):
    with pytest.raises(ValidationError) as told:
        entered(dishub, amount, day)
    assert told.value.code == code
    assert not Payment.objects.exists()


def test_many_payments_are_entered_with_as_many_queries_as_one(dishub, count_queries):
    def enter(count):
        group = group_of(dishub)
        new = [NewPayment(paid_on=TENTH, amount=Decimal(n + 1), group=group) for n in range(count)]
        return lambda: actions.enter_payments(payments=new, by=access.SYSTEM)

    assert count_queries(enter(1)) == count_queries(enter(50))


def test_taken_back_and_brought_back_a_payment_pays_as_before(three_months, dishub):
    made = entered(dishub, "20000")
    before = paid()

    actions.void_payment(payment=made, reason="double", by=access.SYSTEM)
    assert sum(paid().values()) == 0
    assert (made.credit, made.void_reason) == (0, "double")
    actions.restore_payment(payment=made, by=access.SYSTEM)

    assert paid() == before
    assert (made.voided_at, made.void_reason) == (None, "")


def test_a_payment_of_a_closed_month_is_not_taken_back(three_months, dishub):
    first, second = entered(dishub, "16200"), entered(dishub, "16200")
    close(dishub, FEB)

    with pytest.raises(ValidationError) as told:
        actions.void_payments(payments=[second.pk, first.pk], reason="x", by=access.SYSTEM)

    assert told.value.code == "closed"
    assert "2020" in told.value.messages[0]
    assert paid() == {FEB: 16_200, MAR: 16_200, APR: 0}


def test_nothing_is_taken_back_without_a_reason_or_twice(dishub):
    made = entered(dishub, "10")

    with refused("reason"):
        actions.void_payment(payment=made, reason=" ", by=access.SYSTEM)
    actions.void_payment(payment=made, reason="x", by=access.SYSTEM)
    with refused("void"):
        actions.void_payment(payment=made, reason="x", by=access.SYSTEM)
    actions.restore_payment(payment=made, by=access.SYSTEM)
    with refused("not_void"):
        actions.restore_payment(payment=made, by=access.SYSTEM)


def test_a_payment_that_nobody_knew_is_placed_and_taken_off_again(three_months, dishub, branch_serang):
    new = NewPayment(paid_on=TENTH, amount=Decimal(16_200), branch=branch_serang, origin="branch")
    made = actions.enter_payment(payment=new, by=access.SYSTEM)
    assert (made.group, paid()[FEB]) == (None, 0)

    made = actions.place_payment(payment=made, group=group_of(dishub), by=access.SYSTEM)
    assert (made.agency, made.allocated, paid()[FEB]) == (dishub, 16_200, 16_200)
    with refused("placed"):
        actions.place_payment(payment=made, group=group_of(dishub), by=access.SYSTEM)

    made = actions.unplace_payment(payment=made, by=access.SYSTEM)
    assert (made.agency, made.allocated, paid()[FEB]) == (None, 0, 0)


def test_what_no_branch_told_of_is_not_taken_off_its_group(dishub):
    with refused("moved"):
        actions.unplace_payment(payment=entered(dishub, "10"), by=access.SYSTEM)


def test_what_is_said_of_a_payment_is_put_right_its_money_is_not(three_months, dishub):
    made = entered(dishub, "16200")
    values = {"sp2d_number": "0123/SP2D/2020", "sp2d_on": TENTH, "amount": Decimal(1)}

    changed = actions.describe_payment(payment=made, values=values, by=access.SYSTEM)

    changed.refresh_from_db()
    assert (changed.sp2d_number, changed.amount, changed.allocated) == ("0123/SP2D/2020", 16_200, 16_200)


def test_history_says_who_took_a_payment_back(dishub, dishub_operator):
    made = entered(dishub, "10")
    actions.void_payment(payment=made, reason="x", by=dishub_operator)

    last = made.events.order_by("pgh_id").last()
    assert last.pgh_context.metadata["action"] == "payment_void"
    assert (last.voided_by_id, last.voided_at <= timezone.now()) == (dishub_operator.pk, True)


def test_the_agency_itself_enters_and_takes_back(three_months, dishub, dishub_operator):
    with access.acting(dishub_operator):
        made = entered(dishub, "20000")
        actions.void_payment(payment=made, reason="x", by=dishub_operator)
        actions.restore_payment(payment=made, by=dishub_operator)

    assert paid()[FEB] == 16_200


@pytest.mark.parametrize("told", [{"code": "7000001"}, {"reference": "NTPN 1"}])
def test_a_payment_that_was_entered_anew_is_not_brought_back_beside_it(three_months, dishub, told):
    made = entered(dishub, 16_200, **told)
    actions.void_payment(payment=made, reason="wrong list", by=access.SYSTEM)
    entered(dishub, 16_200, **told)

    with refused("entered_anew"):
        actions.restore_payment(payment=made, by=access.SYSTEM)

    assert paid()[MAR] == 0
