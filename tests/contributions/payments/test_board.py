"""The board's columns of money: assessed, paid, still to be paid; whom the filters show; the export."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from agencies import access
from contributions.billing.assessing import finalise
from contributions.models import Assessment
from contributions.payments.board import standings
from tests.contributions.billing import money
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def february(dishub):
    money.terms(dishub)
    money.workers(dishub)
    return money.assessed(dishub)


@pytest.fixture
def as_branch(client, branch_officer):
    client.force_login(branch_officer)
    client.cookies["django_language"] = "en"
    return client


def signs(agency) -> tuple[str, str]:
    found = standings([agency.pk], money.FEB)[agency.pk]
    return found.assessed, found.paid


def test_the_signs_follow_the_month(dishub, february):
    assert signs(dishub) == ("money_draft", "money_in_arrears")
    finalise(assessment=february, by=access.SYSTEM)
    assert signs(dishub) == ("money_final", "money_in_arrears")
    money.bill(dishub, "16200")
    assert signs(dishub) == ("money_billed", "money_in_arrears")
    money.pay(dishub, "16200", on=dt.date(2020, 3, 12))
    assert signs(dishub) == ("money_billed", "money_paid")
    found = standings([dishub.pk], money.FEB)[dishub.pk]
    assert (found.paid_on, found.balance, found.is_open) == (dt.date(2020, 3, 12), 0, False)


def test_a_month_not_due_is_not_paid_yet_and_no_arrears(dishub, february):
    Assessment.objects.update(due_on=dt.date(2999, 1, 1))
    assert signs(dishub) == ("money_draft", "not_yet")


def test_an_agency_that_anothers_group_serves_shows_that_groups_month(dishub, dlh, february):
    money.group_of(dishub).agencies.add(dlh)
    assert signs(dlh) == signs(dishub)
    assert standings([AgencyFactory(region=dishub.region).pk], money.FEB) == {}


def test_of_two_groups_the_one_behind_counts(dishub, february):
    money.pay(dishub, "16200")
    second = dishub.owned_groups.create(name="Divisi 2", segment="PU", jkk_risk=1)
    Assessment.objects.create(
        group=second, agency=dishub, month=money.FEB, due_on=february.due_on, segment="PU", risk=1,
        programmes=["JKK"], billed=100,
    )  # fmt: skip
    assert signs(dishub) == ("money_draft", "money_in_arrears")


def test_the_board_shows_money_and_filters_by_it(as_branch, dishub, dlh, february):
    url = "/branches/serang/2020-02/"
    page = as_branch.get(url).content.decode()
    assert "unpaid and due" in page and "Rp\N{NO-BREAK SPACE}16,200" in page
    shown = {
        key: {line.agency for line in as_branch.get(f"{url}?show={key}").context["table"].data}
        for key in ("unpaid", "in_arrears", "not_assessed")
    }
    assert shown == {"unpaid": {dishub}, "in_arrears": {dishub}, "not_assessed": {dlh}}
    exported = as_branch.get(f"{url}export/?show=unpaid")
    sheet = load_workbook(io.BytesIO(b"".join(exported.streaming_content))).active
    row = dict(zip(*([cell.value for cell in one] for one in sheet.iter_rows()), strict=True))
    assert (row["Contribution owed"], row["Contribution paid"], row["Still to be paid"]) == (
        16_200,
        0,
        16_200,
    )


def test_the_money_of_many_agencies_takes_two_queries(serang, count_queries, dishub, february):
    agencies = [dishub.pk, *(AgencyFactory(region=serang).pk for _ in range(20))]
    assert count_queries(lambda: standings(agencies, money.FEB)) == 2
