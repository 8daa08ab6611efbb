"""A row tells of one payment that is here already; what it does not tell of is new."""

import datetime as dt

import pytest

from agencies import access
from contributions.payments.lists import saving
from contributions.payments.lists.kinds import rows_of
from tests.contributions.billing import money
from tests.contributions.payments.lists.conftest import row

pytestmark = pytest.mark.django_db


def kinds(found) -> list[str]:
    return [one.kind for one in rows_of(found).order_by("ordinal")]


def test_two_rows_of_one_day_and_amount_are_one_known_payment_and_one_new(
    branch_serang, dishub, npp, hand_in
):
    money.pay(dishub, 16_200)
    rows = (row(npp=npp.npp, reference="R1"), row(npp=npp.npp, reference="R2"))
    assert kinds(hand_in(branch_serang, *rows)) == ["known", "new"]


def test_words_that_a_bank_writes_each_month_make_no_payment_known(branch_serang, dishub, npp, hand_in):
    money.pay(dishub, 16_200, reference="BPJSTK")
    found = hand_in(branch_serang, row(npp=npp.npp, reference="BPJSTK", day="10/04/2020"))
    assert kinds(found) == ["new"]


def test_a_payment_whose_day_the_bank_writes_later_is_known_by_its_reference(
    branch_serang, dishub, npp, hand_in
):
    money.pay(dishub, 16_200, on=dt.date(2020, 3, 6), reference="8123")
    assert kinds(hand_in(branch_serang, row(reference="8123", day="16/03/2020"))) == ["known"]


def test_the_kode_iuran_goes_before_a_likeness_of_day_and_amount(branch_serang, dishub, npp, hand_in):
    money.pay(dishub, 16_200, code="7000002")
    rows = (row(npp=npp.npp), row("7000002", npp.npp))
    assert kinds(hand_in(branch_serang, *rows)) == ["new", "known"]


def test_a_longer_list_brings_only_what_the_shorter_one_did_not(branch_serang, npp, hand_in):
    alike = [row(npp=npp.npp)] * 3
    first = hand_in(branch_serang, *alike[:2])
    saving.save(found=first, seen=saving.seen_of(first), by=access.SYSTEM)
    assert kinds(hand_in(branch_serang, *alike)) == ["known", "known", "new"]


def test_a_row_that_is_in_the_list_twice_takes_no_payment_from_another(branch_serang, dishub, npp, hand_in):
    money.pay(dishub, 16_200, code="7000001")
    money.pay(dishub, 16_200)
    rows = (row("7000001", npp.npp), row("7000001", npp.npp), row(npp=npp.npp, reference="R1"))
    assert kinds(hand_in(branch_serang, *rows)) == ["known", "bad", "known"]
