"""Exactly one decision follows from the figures."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from contributions.reports.content import AgencyLine, Content, Cost, Counts
from contributions.reports.proposing import proposed

DAY = dt.date(2020, 4, 20)
DISHUB = AgencyLine("36.73/dishub", "Dinas Perhubungan", "Dishub", Counts(10, 8, 8), None, 2, Decimal(32400))
BASE = Content(
    "Kota Serang", "36.73", DAY, DAY, dt.date(2020, 3, 1), Counts(10, 8, 8), (2,), (DISHUB,), with_roster=1,
    cost=Cost(gap=(Decimal(32400),)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_where_most_agencies_are_silent_their_lists_are_asked_for():
    silent = AgencyLine("36.73/dlh", "DLH", "DLH", Counts())
    content = dataclasses.replace(BASE, lines=(DISHUB, silent, silent))

    assert proposed(content).startswith("Instruct the 2 agencies that have handed in no list")


def test_where_no_agency_is_known_they_are_asked_for():
    content = dataclasses.replace(BASE, lines=(), counts=Counts(), gaps=(), cost=Cost())

    assert proposed(content).startswith("Have the agencies of Kota Serang named")


def test_a_gap_asks_for_its_money_by_month_and_year():
    assert proposed(BASE) == (
        "Approve Rp\xa032,400 a month (Rp\xa0388,800 a year) to register the 2 workers who are not covered, "
        "beginning with Dishub."
    )


def test_a_gap_of_unknown_cost_asks_for_registration():
    content = dataclasses.replace(BASE, cost=Cost())

    assert proposed(content).startswith("Have the 2 workers who are not covered registered")


def test_without_a_gap_arrears_are_to_be_paid():
    owing = dataclasses.replace(DISHUB, gap=0, owed=((dt.date(2020, 2, 1), Decimal(100)),))
    content = dataclasses.replace(BASE, gaps=(0,), lines=(owing,))

    assert "1 agency in arrears to pay Rp\xa0100" in proposed(content)


def test_where_all_is_well_it_is_to_stay_so():
    content = dataclasses.replace(BASE, gaps=(0,), lines=(dataclasses.replace(DISHUB, gap=0),))

    assert proposed(content).startswith("Keep the contributions")
