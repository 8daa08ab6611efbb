import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from contributions.billing import answer
from contributions.models import Assessment
from tests.contributions.billing.money import FEB, MAR, assessed, bill, group_of, pay, terms, workers
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db

KEYS = [
    "agency", "month", "state", "workers", "base", "jkk", "jkm", "jht", "total", "billed", "paid", "balance",
    "due",
]  # fmt: skip


def run(capsys, *words) -> dict:
    call_command("assess", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_an_agencys_month_is_computed_and_told(dishub, capsys):
    terms(dishub)
    workers(dishub, 2)

    found = run(capsys, "--agency", "36.73/dishub", "--month", "2020-02")

    assert list(found) == KEYS
    assert found == {
        "agency": "36.73/dishub", "month": "2020-02", "state": "in_arrears", "workers": 2,
        "base": "6000000.00", "jkk": "14400.00", "jkm": "18000.00", "jht": "0.00", "total": "32400.00",
        "billed": None, "paid": "0.00", "balance": "32400.00", "due": "2020-03-16",
    }  # fmt: skip


def test_what_bpjs_bills_and_what_was_paid_stand_beside_it(dishub, capsys):
    terms(dishub)
    workers(dishub)
    bill(dishub, "16000")
    pay(dishub, "15000")

    found = run(capsys, "--agency", "36.73/dishub", "--month", "2020-02")

    assert (found["total"], found["billed"], found["paid"]) == ("16200.00", "16000.00", "15000.00")
    assert (found["balance"], found["state"]) == ("1000.00", "in_arrears")


def test_without_terms_nothing_is_guessed(dishub, capsys):
    workers(dishub)

    found = run(capsys, "--agency", "36.73/dishub", "--month", "2020-02")

    assert (found["state"], found["total"], found["billed"]) == ("missing", "0.00", None)


def test_an_agency_that_anothers_group_serves_tells_of_its_own_people(dishub, dlh, capsys):
    terms(dishub)
    group_of(dishub).agencies.add(dlh)
    workers(dlh, 2, contribution_group=group_of(dishub))
    workers(dishub)

    found = run(capsys, "--agency", "36.73/dlh", "--month", "2020-02")

    assert (found["workers"], found["total"], found["paid"]) == (2, "32400.00", None)


def test_a_city_at_once(dishub, dlh, cirebon, capsys):
    for agency in (dishub, dlh, AgencyFactory(region=cirebon, code="32.74/dinkes")):
        terms(agency)
        workers(agency)

    found = run(capsys, "--region", "36.73", "--month", "2020-02")

    assert [one["agency"] for one in found["agencies"]] == ["36.73/dishub", "36.73/dlh"]
    assert (found["workers"], Decimal(found["total"])) == (2, 32_400)


@pytest.mark.parametrize("month", ["2020-13", "Februari", "2020-2", "0001-01", ""])
def test_a_month_that_is_none_is_refused_in_one_line(dishub, capsys, month):
    with pytest.raises(SystemExit) as left:
        call_command("assess", "--agency", "36.73/dishub", "--month", month)

    assert left.value.code == 2
    assert capsys.readouterr().err.strip() == f"error: {month}: this is no month. Write it as 2020-02."


@pytest.mark.parametrize("month", ["2013-12", f"{timezone.localdate().year + 1}-01", "2099-01"])
def test_a_month_that_nobody_owes_for_yet_is_refused_in_one_line(dishub, capsys, month):
    terms(dishub)
    workers(dishub)
    pay(dishub, "500000")

    with pytest.raises(SystemExit) as left:
        call_command("assess", "--agency", "36.73/dishub", "--month", month)

    said = capsys.readouterr().err.strip()
    assert left.value.code == 2
    assert said.startswith(f"error: {month}: contributions are computed from 2014-01") and "\n" not in said
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    "words", [("--agency", "36.73/tidak-ada"), ("--region", "99.99"), ("--agency", ""), ("--region", "")]
)
def test_a_place_that_is_not_there_is_refused(words, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("assess", *words, "--month", "2020-02")

    assert left.value.code == 2
    assert capsys.readouterr().err.startswith(f"error: {words[1]}: no")


def test_it_acts_with_the_rights_of_whom_it_is_told(dishub, dlh_operator):
    with pytest.raises(SystemExit):
        call_command(
            "assess", "--agency", "36.73/dishub", "--month", "2020-02", "--as", dlh_operator.username
        )


def test_a_city_is_told_in_as_many_queries_as_an_agency(dishub, dlh, django_assert_num_queries):
    terms(dishub)
    group_of(dishub).agencies.add(dlh)
    for agency in (dishub, dlh):
        workers(agency, contribution_group=group_of(dishub))
    assessed(dishub)
    others = [AgencyFactory(region=dishub.region) for _ in range(5)]

    for agencies in ([dishub, dlh], [dishub, dlh, *others]):
        with django_assert_num_queries(3):
            told = answer.of_agencies(agencies, FEB, MAR)
        assert [one["workers"] for one in told][:2] == [2, 1]
