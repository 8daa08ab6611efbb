"""A list becomes payments in one go, and is taken back in one go; a closed month stays as it is."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies import access
from contributions.models import Allocation, Assessment, Channel, ListState, Origin, Payment
from contributions.payments.actions import void_payment
from contributions.payments.lists import saving
from contributions.payments.lists.files import path_of
from contributions.payments.lists.houses import House
from contributions.payments.lists.receiving import read_now_or_later, receive
from enrolment.models import AgencyMonth
from enrolment.seen import ShownAnew
from tests.contributions.billing import money
from tests.contributions.payments.lists.conftest import row

pytestmark = pytest.mark.django_db


def save(found):
    return saving.save(found=found, seen=saving.seen_of(found), by=access.SYSTEM)


def paid(agency, month=money.FEB) -> Decimal:
    return Assessment.objects.get(agency=agency, month=month).paid


def test_saved_payments_pay_the_oldest_month_and_remember_their_list(branch_serang, dishub, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", npp.npp), row("7000002", npp.npp, amount=20_000))
    save(found)
    assert paid(dishub) == Decimal("32400")
    first = Payment.objects.get(code="7000001")
    assert (first.list, first.origin, first.branch) == (found, Origin.BRANCH, branch_serang)
    assert (first.channel, first.paid_on, first.list_row.row) == (Channel.BJB, dt.date(2020, 3, 10), 2)
    found.refresh_from_db()
    assert (found.state, found.counts) == (ListState.SAVED, {"saved": {"rows": 2, "sum": "36200.00"}})


def test_what_a_branch_cannot_place_is_kept_for_it_and_what_an_agency_cannot_is_not(
    branch_serang, dishub, npp, hand_in
):
    of_branch = hand_in(branch_serang, row("7000001", payer="PT Maju"))
    (kept,) = save(of_branch)
    assert (kept.group, kept.agency, kept.branch) == (None, None, branch_serang)
    of_agency = hand_in(dishub, row(payer="GAJI"), row(payer="BPJSTK", amount=1_000))
    (made,) = save(of_agency)
    assert (made.agency, made.origin, made.amount) == (dishub, Origin.BANK, Decimal(1_000))


def test_bad_rows_wait_and_good_ones_are_saved(branch_serang, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", npp.npp, amount="banyak"), row("7000002", npp.npp))
    assert [one.code for one in save(found)] == ["7000002"]


def test_what_changed_since_the_preview_is_shown_anew(branch_serang, dishub, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", npp.npp))
    seen = saving.seen_of(found)
    money.pay(dishub, "16200", code="7000001")
    with pytest.raises(ShownAnew):
        saving.save(found=found, seen=seen, by=access.SYSTEM)
    assert Payment.objects.count() == 1


def test_a_list_is_saved_once(branch_serang, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", npp.npp))
    save(found)
    with pytest.raises(ValidationError):
        save(found)


def test_taking_a_list_back_leaves_the_months_as_before(branch_serang, dishub, npp, hand_in):
    before = money.pay(dishub, "5000", on=dt.date(2020, 3, 1))
    found = hand_in(branch_serang, row("7000001", npp.npp), row("7000002", payer="PT Maju"))
    first, _second = save(found)
    void_payment(payment=first, reason="salah", by=access.SYSTEM)

    assert saving.undo(found=found, by=access.SYSTEM) == 1

    assert list(Allocation.objects.values_list("payment", "amount")) == [(before.pk, Decimal(5_000))]
    assert Payment.objects.standing().get() == before
    assert Payment.objects.get(pk=first.pk).void_reason == "salah"
    with pytest.raises(ValidationError):
        saving.undo(found=found, by=access.SYSTEM)


def test_the_same_file_is_taken_once_and_again_after_it_was_taken_back(branch_serang, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", npp.npp), name="maret.xlsx")
    content = path_of(found).read_bytes()
    again = _again(branch_serang, content)
    assert (again.state, again.refusal["code"], again.refusal["list"]) == (
        "refused",
        "same_file",
        str(found.pk),
    )
    save(found)
    saving.undo(found=found, by=access.SYSTEM)
    assert _again(branch_serang, content).state == ListState.READY


def _again(owner, content):
    found = receive(house=House(owner), name="again.xlsx", chunks=[content], by=None)
    read_now_or_later(found=found, by=None)
    return found


def test_a_list_that_pays_a_closed_month_is_not_taken_back(branch_serang, dishub, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", npp.npp, payer="DISHUB", amount=32_400))
    save(found)
    AgencyMonth.objects.create(agency=dishub, month=money.FEB, closed_at=timezone.now())
    with pytest.raises(ValidationError) as refused:
        saving.undo(found=found, by=access.SYSTEM)
    assert dishub.name in refused.value.messages[0]
    assert paid(dishub) == Decimal(32_400)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Bank BJB Cab. Serang", "bjb"),
        ("BANK MANDIRI", "mandiri"),
        ("RKUD", "rkud"),
        ("BRI/BNI", "other"),
        ("", "other"),
        ("BRIVA", "other"),
    ],
)
def test_a_channel_is_known_by_its_words(text, channel):
    assert saving.channel_of(text) == channel


def test_saving_takes_as_many_queries_for_many_rows(branch_serang, npp, hand_in, count_queries):
    one = hand_in(branch_serang, row("7000001", npp.npp))
    many = hand_in(branch_serang, *[row(f"80000{n:02}", npp.npp, amount=n + 1) for n in range(50)])
    few = count_queries(lambda: save(one))
    assert count_queries(lambda: save(many)) == few
