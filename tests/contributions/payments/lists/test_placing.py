"""Whose a payment is: by the kode iuran of a bill, the NPP, the name, or asked once; known ones are told."""

import datetime as dt

import pytest

from agencies import access
from contributions.models import ListState
from contributions.payments.lists import placing, saving
from contributions.payments.lists.houses import House
from contributions.payments.lists.kinds import rows_of
from tests.contributions.billing import money
from tests.contributions.payments.lists.conftest import row
from tests.factories import AgencyFactory, region

pytestmark = pytest.mark.django_db
CODE = "202002000001"


def kinds(found) -> list[str]:
    return list(rows_of(found).order_by("ordinal").values_list("kind", flat=True))


def asked(found, owner) -> list[str]:
    house = House(owner)
    known = placing.known_of(found, house, placing.said_of(found))
    return [question.key for question in placing.questions(found, known)[0]]


@pytest.mark.parametrize(
    "told",
    [
        {"code": CODE},
        {"payer": f"BPJSTK {CODE} FEB", "reference": "X1"},
        {"npp": "AB-123456"},
        {"payer": "Dinas Perhubungan"},
        {"payer": "DINAS PERHUBUNGAN KOTA SERANG · iuran Februari"},
    ],
)
def test_a_payment_finds_its_group(branch_serang, dishub, npp, hand_in, told):
    dishub.name = "Dinas Perhubungan"
    dishub.save()
    money.bill(dishub, "32400", code=CODE)
    found = hand_in(branch_serang, row(**told))
    assert found.state == ListState.READY
    assert [(one.kind, one.group) for one in rows_of(found)] == [("new", npp)]


def test_an_unknown_payer_is_asked_once_and_remembered(branch_serang, dishub, npp, hand_in):
    rows = [row("7000001", payer="UPTD Terminal"), row("7000002", payer="UPTD  TERMINAL", amount=5_000)]
    found = hand_in(branch_serang, *rows)
    assert (kinds(found), asked(found, branch_serang)) == (["unplaced"] * 2, ["payer:uptd terminal"])

    saving.answer(found=found, answers={"payer:uptd terminal": str(npp.pk)}, by=access.SYSTEM)

    assert kinds(found) == ["new", "new"]
    later = hand_in(branch_serang, row("7000003", payer="uptd terminal", amount=7_000))
    assert kinds(later) == ["new"]


def test_what_is_no_contribution_is_left_out_and_can_be_asked_anew(branch_serang, dishub, npp, hand_in):
    found = hand_in(branch_serang, row("7000001", payer="PT Maju"))
    saving.answer(found=found, answers={"payer:pt maju": placing.OUT}, by=access.SYSTEM)
    assert kinds(found) == ["out"]

    saving.answer(found=found, answers={"payer:pt maju": ""}, by=access.SYSTEM)

    assert kinds(found) == ["unplaced"]


def test_a_group_of_another_region_is_no_answer(branch_serang, cirebon, npp, hand_in):
    other = money.group_of(AgencyFactory(region=region("32.74"), code="32.74/dishub"))
    found = hand_in(branch_serang, row("7000001", payer="PT Maju"))
    saving.answer(found=found, answers={"payer:pt maju": str(other.pk)}, by=access.SYSTEM)
    assert kinds(found) == ["unplaced"]


def test_an_npp_that_two_groups_share_is_asked(branch_serang, dishub, dlh, npp, hand_in):
    other = money.group_of(dlh)
    other.npp = npp.npp
    other.save()
    found = hand_in(branch_serang, row("7000001", npp=npp.npp), row("7000002", npp=npp.npp, payer=dlh.name))
    assert [(one.kind, one.group) for one in rows_of(found).order_by("ordinal")] == [
        ("unplaced", None),
        ("new", other),
    ]


def test_of_a_banks_statement_what_names_bpjs_is_the_agencys(dishub, npp, hand_in):
    found = hand_in(dishub, row(payer="GAJI HONORER MARET"), row(payer="BPJS KETENAGAKERJAAN FEB"))
    assert kinds(found) == ["unplaced", "new"]


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({"code": CODE}, {"code": CODE, "npp": "AB123456"}),
        ({"reference": "REF-9"}, {"reference": "REF-9", "npp": "AB123456", "day": "11/03/2020"}),
        ({}, {"code": CODE, "npp": "AB123456"}),
    ],
)
def test_a_payment_that_was_told_before_is_known(branch_serang, dishub, npp, hand_in, entered, told):
    payment = money.pay(dishub, "16200", **entered)
    found = hand_in(branch_serang, row(**told))
    assert [(one.kind, one.known_as) for one in rows_of(found)] == [("known", payment)]


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({"code": "7654321"}, {"code": CODE, "npp": "AB123456"}),
        ({"code": CODE}, {"code": CODE, "npp": "AB123456", "amount": 16_201}),
        ({"code": CODE}, {"code": CODE, "npp": "AB123456", "day": "11/03/2020"}),
        ({"reference": "A"}, {"reference": "B", "npp": "AB123456"}),
    ],
)
def test_another_payment_is_new(branch_serang, dishub, npp, hand_in, entered, told):
    money.pay(dishub, "16200", **entered)
    assert kinds(hand_in(branch_serang, row(**told))) == ["new"]


def test_the_same_payment_twice_in_a_list_counts_once(branch_serang, npp, hand_in):
    twice, other = row(CODE, npp.npp, reference="R1"), row(CODE, npp.npp, reference="R2")
    found = hand_in(branch_serang, twice, twice, other)
    assert kinds(found) == ["new", "bad", "new"]
    assert [one["code"] for one in rows_of(found).get(ordinal=2).problems] == ["row_twice"]


def test_placing_takes_as_many_queries_for_many_rows(branch_serang, npp, hand_in, count_queries):
    one = hand_in(branch_serang, row("7000001", payer="PT Satu"))
    many = hand_in(branch_serang, *[row(f"80000{n:02}", payer=f"PT {n}", amount=n + 1) for n in range(50)])
    few = count_queries(lambda: placing.place(one, House(branch_serang)))
    assert count_queries(lambda: placing.place(many, House(branch_serang))) == few


def test_arrears_of_an_agency_that_has_ended_find_it(branch_serang, dishub, npp, hand_in):
    dishub.valid_to = dt.date(2020, 3, 1)
    dishub.save()

    assert kinds(hand_in(branch_serang, row("7000001", npp.npp))) == ["new"]
