import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agencies import access
from contributions.models import BILL_MOVES, Assessment, Bill, BillState
from contributions.payments import bills
from contributions.payments.bills import NewBill
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import FEB, assessed, group_of, refused, terms, workers

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 2)


def entered(agency, amount="16200", **more) -> Bill:
    values = {"month": FEB, "issued_on": DAY, "code": "202002000001"} | more
    new = NewBill(group=group_of(agency), amount=Decimal(amount), **values)
    return bills.enter_bill(bill=new, by=access.SYSTEM)


def billed() -> Decimal | None:
    return Assessment.objects.get(month=FEB).billed


def test_a_bill_is_what_the_month_owes(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    entered(dishub, "16000")

    assert (Assessment.objects.get().owed, Assessment.objects.get().total) == (16_000, 16_200)


def test_several_bills_of_a_month_add_up(dishub):
    entered(dishub, "16000")
    entered(dishub, "200", code="202002000002")

    assert billed() == 16_200


def test_a_code_stands_on_one_bill(dishub, dlh):
    first = entered(dishub)

    with refused("code"):
        entered(dlh)
    bills.void_bill(bill=first, reason="of DLH", by=access.SYSTEM)
    entered(dlh)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"amount": "-1"}, "amount"),
        ({"penalty": Decimal(20_000)}, "penalty"),
        ({"code": ""}, "code"),
        ({"issued_on": dt.date(2999, 1, 1)}, "future"),
        ({"month": dt.date(2013, 12, 1)}, "month_unlikely"),
        ({"month": dt.date(2999, 1, 1)}, "month_unlikely"),
        ({"valid_until": dt.date(2020, 3, 1)}, "order"),
    ],
)
def test_a_bill_that_cannot_be_is_refused(dishub, more, code):
    with pytest.raises(ValidationError) as told:
        entered(dishub, **more)
    assert told.value.code == code


def test_a_closed_month_keeps_its_bills(dishub):
    made = entered(dishub, "0")
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))

    for change in (
        lambda: entered(dishub, code="202002000002"),
        lambda: bills.edit_bill(bill=made, values={"note": "x"}, by=access.SYSTEM),
        lambda: bills.move_bill(bill=made, to="posted", by=access.SYSTEM),
        lambda: bills.void_bill(bill=made, reason="x", by=access.SYSTEM),
    ):
        with pytest.raises(ValidationError) as told:
            change()
        assert told.value.code == "closed"


def test_a_bill_goes_from_draft_to_posting_and_back(dishub):
    made = entered(dishub, state="draft", code="")

    made = bills.move_bill(bill=made, to="final", by=access.SYSTEM)
    with refused("code"):
        bills.move_bill(bill=made, to="issued", by=access.SYSTEM)
    made = bills.move_bill(bill=made, to="issued", code="202002000001", on=DAY, by=access.SYSTEM)
    made = bills.move_bill(bill=made, to="posted", on=DAY, by=access.SYSTEM)
    assert (made.state, made.code, made.posted_on) == ("posted", "202002000001", DAY)
    made = bills.move_bill(bill=made, to="issued", by=access.SYSTEM)
    assert (made.code, made.posted_on) == ("202002000001", None)


@pytest.mark.parametrize("state", BillState.values)
def test_only_moves_of_the_table_are_made(dishub, state):
    for to in set(BillState.values) - set(BILL_MOVES[state]) | {"void"}:
        given = {"voided_at": dt.datetime(2020, 6, 1, tzinfo=dt.UTC)} if state == "void" else {}
        made = entered(dishub)
        Bill.objects.update(state=state, **given)
        with pytest.raises(ValidationError):
            bills.move_bill(bill=made, to=to, code="202002000001", by=access.SYSTEM)
        Bill.objects.all().delete()


def test_a_bill_withdrawn_no_longer_counts(dishub):
    made = entered(dishub)

    bills.void_bill(bill=made, reason="wrong month", by=access.SYSTEM)

    assert billed() is None
    with refused("moved"):
        bills.edit_bill(bill=made, values={"note": "x"}, by=access.SYSTEM)


def test_a_bill_is_put_right(dishub):
    made = entered(dishub)

    bills.edit_bill(bill=made, values={"amount": Decimal(17_000), "penalty": Decimal(800)}, by=access.SYSTEM)

    assert billed() == 17_000
