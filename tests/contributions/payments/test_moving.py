import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import access
from contributions.models import Allocation, Assessment, Payment, PaymentMove
from contributions.payments import actions, moving
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import (
    APR,
    FEB,
    MAR,
    assessed,
    bill,
    group_of,
    pay,
    refused,
    terms,
    workers,
)

pytestmark = pytest.mark.django_db
SYSTEM = access.SYSTEM


@pytest.fixture
def two_agencies(dishub, dlh):
    """February to April of both, one worker each, Rp 16.200 a month."""
    for agency in (dishub, dlh):
        terms(agency)
        workers(agency)
        for month in (FEB, MAR, APR):
            assessed(agency, month)
    return dishub, dlh


def paid(agency) -> list[int]:
    months = Assessment.objects.filter(agency=agency).order_by("month")
    return [int(one) for one in months.values_list("paid", flat=True)]


def to_month(payment, month, amount, reason="wrong month"):
    values = {"month": month, "amount": Decimal(amount), "reason": reason}
    return moving.move_to_month(payment=payment, by=SYSTEM, **values)


def to_group(payment, agency, amount, reason="DLH's code"):
    values = {"group": group_of(agency), "amount": Decimal(amount), "reason": reason}
    return moving.move_to_group(payment=payment, by=SYSTEM, **values)


def close(agency, month):
    AgencyMonth.objects.update_or_create(
        agency=agency, month=month, defaults={"closed_at": dt.datetime(2020, 6, 1, tzinfo=dt.UTC)}
    )


def test_a_payment_directed_to_a_month_stays_there(two_agencies):
    dishub, _dlh = two_agencies
    payment = pay(dishub, "20000")

    move = to_month(payment, APR, "16200")
    assert paid(dishub) == [3_800, 0, 16_200]
    pay(dishub, "16200")
    assert paid(dishub) == [16_200, 3_800, 16_200]

    moving.undo_move(move=move, by=SYSTEM)
    assert paid(dishub) == [16_200, 16_200, 3_800]


def test_two_moves_to_one_month_add_up_and_are_undone_one_by_one(two_agencies):
    dishub, _dlh = two_agencies
    payment = pay(dishub, "16200")

    first, second = to_month(payment, MAR, "5000"), to_month(payment, MAR, "1000")
    assert paid(dishub) == [10_200, 6_000, 0]
    moving.undo_move(move=first, by=SYSTEM)
    assert paid(dishub) == [15_200, 1_000, 0]
    moving.undo_move(move=second, by=SYSTEM)
    assert paid(dishub) == [16_200, 0, 0]


def test_a_month_takes_no_more_than_it_owes(two_agencies):
    dishub, _dlh = two_agencies
    payment = pay(dishub, "50000")
    to_month(payment, APR, "16000")

    with refused("not_owed"):
        to_month(payment, APR, "300")
    with refused("no_month"):
        to_month(payment, dt.date(2020, 5, 1), "1")


def test_a_move_undone_after_the_month_came_to_owe_less(two_agencies):
    dishub, _dlh = two_agencies
    payment = pay(dishub, "16200")
    move = to_month(payment, MAR, "16200")
    bill(dishub, "1000", MAR)
    assert paid(dishub) == [15_200, 1_000, 0]

    moving.undo_move(move=move, by=SYSTEM)

    assert paid(dishub) == [16_200, 0, 0]


def test_a_part_goes_to_another_agency_with_day_and_code(two_agencies):
    dishub, dlh = two_agencies
    payment = pay(dishub, "20000", code="202002000001")

    move = to_group(payment, dlh, "16200")

    assert (paid(dishub), paid(dlh)) == ([3_800, 0, 0], [16_200, 0, 0])
    result = move.result
    assert (result.agency, result.code, result.paid_on) == (dlh, payment.code, payment.paid_on)
    assert (move.agency, move.to_agency) == (dishub, dlh)
    moving.undo_move(move=move, by=SYSTEM)
    assert (paid(dishub), paid(dlh)) == ([16_200, 3_800, 0], [0, 0, 0])


def test_both_sides_see_a_move_and_its_reason(two_agencies, dlh_operator):
    dishub, dlh = two_agencies
    to_group(pay(dishub, "16200"), dlh, "16200")

    with access.acting(dlh_operator):
        assert PaymentMove.objects.get().reason == "DLH's code"
        assert Payment.objects.get().amount == 16_200


def test_paid_back_money_pays_nothing(two_agencies):
    dishub, _dlh = two_agencies
    payment = pay(dishub, "20000")

    move = moving.refund(payment=payment, amount=Decimal(3_800), reason="too much", by=SYSTEM)
    assert paid(dishub) == [16_200, 0, 0]
    moving.undo_move(move=move, by=SYSTEM)

    assert paid(dishub) == [16_200, 3_800, 0]


def test_what_is_directed_or_pays_a_closed_month_is_not_moved(two_agencies):
    dishub, dlh = two_agencies
    payment = pay(dishub, "40000")
    to_month(payment, APR, "10000")
    close(dishub, FEB)

    assert moving.movable(Payment.objects.get()) == 13_800
    with refused("too_much"):
        to_group(payment, dlh, "14000")
    to_group(payment, dlh, "13800")
    assert paid(dishub) == [16_200, 0, 10_000]


def test_a_closed_month_takes_no_direction(two_agencies):
    dishub, _dlh = two_agencies
    payment = pay(dishub, "40000")
    close(dishub, FEB)

    with pytest.raises(ValidationError) as told:
        to_month(payment, FEB, "1")
    assert told.value.code == "closed"


def test_a_move_is_not_undone_when_the_other_side_used_it(two_agencies):
    dishub, dlh = two_agencies
    move = to_group(pay(dishub, "20000"), dlh, "20000")
    on = moving.refund(payment=move.result, amount=Decimal(10), reason="x", by=SYSTEM)

    with refused("moved_on"):
        moving.undo_move(move=move, by=SYSTEM)
    moving.undo_move(move=on, by=SYSTEM)
    close(dlh, FEB)
    with pytest.raises(ValidationError) as told:
        moving.undo_move(move=move, by=SYSTEM)
    assert told.value.code == "closed"


def test_what_was_moved_is_not_taken_back_nor_what_came_of_it(two_agencies):
    dishub, dlh = two_agencies
    payment = pay(dishub, "20000")
    move = to_group(payment, dlh, "10")

    for one, code in ((payment, "moved"), (move.result, "came_of_a_move")):
        with refused(code):
            actions.void_payment(payment=one, reason="x", by=SYSTEM)
    moving.undo_move(move=move, by=SYSTEM)
    with refused("came_of_a_move"):
        actions.restore_payment(payment=move.result, by=SYSTEM)
    with refused("undone"):
        moving.undo_move(move=move, by=SYSTEM)


@pytest.mark.parametrize(("amount", "reason"), [("0", "x"), ("-5", "x"), ("5", " "), ("20001", "x")])
def test_a_move_that_cannot_be_is_refused(two_agencies, amount, reason):
    dishub, dlh = two_agencies
    payment = pay(dishub, "20000")

    for move in (
        lambda: to_month(payment, MAR, amount, reason),
        lambda: to_group(payment, dlh, amount, reason),
        lambda: moving.refund(payment=payment, amount=Decimal(amount), reason=reason, by=SYSTEM),
    ):
        with pytest.raises(ValidationError):
            move()
    with refused("same"):
        to_group(payment, dishub, "5")


STEPS = st.one_of(
    st.tuples(st.just("pay"), st.integers(0, 1), st.integers(1, 40_000)),
    st.tuples(st.sampled_from(["group", "refund", "month"]), st.integers(0, 9), st.integers(1, 40_000)),
    st.tuples(st.sampled_from(["undo", "void", "restore"]), st.integers(0, 9), st.just(0)),
)


def act(agencies, kind, at, amount) -> None:
    """One step of the story; what the actions refuse is left out."""
    if kind == "pay":
        pay(agencies[at], Decimal(amount), dt.date(2020, 3, 1 + amount % 28))
        return
    moves = list(PaymentMove.objects.order_by("made_at"))
    payments = list(Payment.objects.order_by("entered_at"))
    among = moves if kind == "undo" else payments
    if not among:
        return
    one = among[at % len(among)]
    try:
        if kind == "undo":
            moving.undo_move(move=one, by=SYSTEM)
        elif kind == "void":
            actions.void_payment(payment=one, reason="x", by=SYSTEM)
        elif kind == "restore":
            actions.restore_payment(payment=one, by=SYSTEM)
        elif kind == "group":
            other = next(agency for agency in agencies if agency.pk != one.agency_id)
            to_group(one, other, amount)
        elif kind == "month":
            to_month(one, (FEB, MAR, APR)[amount % 3], amount)
        else:
            moving.refund(payment=one, amount=Decimal(amount), reason="x", by=SYSTEM)
    except ValidationError:
        pass


def check_books(entered: Decimal) -> None:
    """Every rupiah that was told of is in one place: paying a month, a credit, paid back, or taken back."""
    payments = Payment.objects.all()
    outside = payments.filter(moved_from=None)
    assert outside.aggregate(s=Sum("amount"))["s"] == entered
    standing = list(payments.standing())
    refunds = PaymentMove.objects.filter(kind="refund", undone_at=None).aggregate(s=Sum("amount"))["s"] or 0
    held = sum(one.allocated + one.credit for one in standing)
    assert held + refunds == sum(one.amount for one in outside if one.voided_at is None)
    given_out = Allocation.objects.aggregate(s=Sum("amount"))["s"] or 0
    assert given_out == Assessment.objects.aggregate(s=Sum("paid"))["s"]
    assert given_out == sum(one.allocated for one in standing)
    for one in payments:
        out = one.moves.filter(undone_at=None).exclude(kind="month").aggregate(s=Sum("amount"))["s"] or 0
        assert one.moved_out == out
    assert all(one.paid <= one.owed for one in Assessment.objects.all())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_money_is_never_made_nor_lost(two_agencies, steps):
    with transaction.atomic():
        mark = transaction.savepoint()
        entered = Decimal(30_000)
        pay(two_agencies[0], entered)
        for kind, at, amount in steps:
            act(two_agencies, kind, at, amount)
            entered += amount if kind == "pay" else 0
            check_books(entered)
        for move in PaymentMove.objects.filter(undone_at=None).order_by("-made_at"):
            moving.undo_move(move=move, by=SYSTEM)
        check_books(entered)
        assert not Payment.objects.filter(moved_out__gt=0).exists()
        transaction.savepoint_rollback(mark)


def test_money_that_moves_keeps_its_sp2d(dishub, dlh):
    bill(dishub, "16200")
    told = {"sp2d_number": "900/SP2D/1", "sp2d_on": dt.date(2020, 3, 9)}
    move = moving.move_to_group(
        payment=pay(dishub, "16200", **told), group=group_of(dlh), amount=Decimal(16_200), reason="x", by=None
    )

    assert (move.result.sp2d_number, move.result.sp2d_on) == tuple(told.values())
