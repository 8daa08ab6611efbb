"""The pages of the three-way reconciliation."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from contributions.matching.ended import leavers
from tests.contributions.billing.money import FEB, MAR, assessed, bill, pay, terms, workers
from tests.contributions.matching import scene
from tests.contributions.matching.scene import DUE, bill_of, billed, ended, stranger
from tests.factories import member

pytestmark = pytest.mark.django_db
URL = "/agencies/36.73/dishub/contributions/2020-02/matching/"


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def findings(dishub):
    """Two agree, one had left, one is a stranger, one is not billed."""
    terms(dishub)
    one, other, unbilled = workers(dishub, 3)
    gone = ended(dishub)
    assessed(dishub)
    bill_of(dishub, [billed(one), billed(other), billed(gone), stranger()])
    pay(dishub, DUE * 4)
    return {"gone": gone, "unbilled": unbilled, "one": one}


def test_the_page_shows_what_is_to_be_looked_at_first(english, dishub, dishub_operator, findings):
    english.force_login(dishub_operator)

    page = english.get(URL).content.decode()

    assert "Every line and every row is counted, to the cent" in page
    assert findings["gone"].name in page and findings["unbilled"].name in page
    assert "ORANG LAIN" in page
    assert findings["gone"].nik not in page
    assert "Agrees and paid" in page
    everybody = english.get(f"{URL}?show=all").context["table"]
    assert len(everybody.rows) == 5
    assert len(english.get(f"{URL}?show=nonsense").context["table"].rows) == 3


def test_a_search_leaves_no_name_in_the_address(english, dishub, dishub_operator, findings):
    english.force_login(dishub_operator)

    answer = english.post(f"{URL}?show=all", {"q": findings["gone"].name})

    assert findings["gone"].name not in answer["Location"]
    assert len(english.get(answer["Location"]).context["table"].rows) == 1


def test_an_empty_month_says_what_is_missing(english, dishub, dishub_operator):
    english.force_login(dishub_operator)

    page = english.get(URL).content.decode()

    assert "No list of BPJS is in force" in page
    assert "was not computed here yet" in page
    assert "Nothing to lay together yet" in page


def test_two_bills_of_a_month_are_said(english, dishub, dishub_operator):
    scene.agreeing(dishub, 1)
    bill(dishub, "16200", code="111111111111")
    bill(dishub, "16200", code="222222222222")
    english.force_login(dishub_operator)

    assert "2 bills of this month" in english.get(URL).content.decode()


@pytest.mark.parametrize(
    ("role", "address"), [("agency_treasurer", "books/"), ("agency_operator", "export/"), ("agency_head", "")]
)
def test_names_leave_with_those_who_may_take_them(client, dishub, findings, role, address):
    client.force_login(member(role, agency=dishub))

    offered = client.get(URL).context["export_url"]

    assert offered == (f"{URL}{address}" if address else "")
    if offered:
        answer = client.get(offered)
        book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        assert len(book.sheetnames) == 5  # figures, and four buckets
        assert findings["gone"].nik in {cell.value for sheet in book for cell in sheet["A"]}


def test_a_page_takes_the_same_statements_for_one_and_for_fifty(
    client, dishub, dishub_operator, count_queries
):
    scene.agreeing(dishub, 1)
    client.force_login(dishub_operator)
    client.get(URL)
    few = count_queries(lambda: client.get(f"{URL}?show=all"))
    more = workers(dishub, 49)
    assessed(dishub)
    bill_of_everybody = [billed(one) for one in more]
    dishub.lists.update(state="replaced")
    bill_of(dishub, bill_of_everybody)

    assert count_queries(lambda: client.get(f"{URL}?show=all")) == few


def test_a_leader_sees_figures_of_the_city_and_no_way_to_names(english, dishub, serang, findings):
    english.force_login(member("city_leader", region=serang))

    answer = english.get("/regions/36.73/contributions/2020-02/matching/")

    page = answer.content.decode()
    assert "Dinas Perhubungan" in page
    assert findings["gone"].name not in page
    assert reverse("agency_money_matching", args=[dishub.code, FEB]) not in page
    assert english.get(URL).status_code == 403


def test_a_branch_sees_every_agency_and_the_sums(english, dishub, dlh, branch_officer, findings):
    terms(dlh)
    workers(dlh)
    assessed(dlh)
    english.force_login(branch_officer)

    answer = english.get("/branches/serang/contributions/2020-02/matching/?show=all")

    assert {row.record.name for row in answer.context["table"].rows} == {dishub.name, dlh.name}
    assert answer.context["summary"].whole.people == 6
    assert answer.context["adds_up"]
    export = english.get("/branches/serang/contributions/2020-02/matching/export/")
    book = load_workbook(io.BytesIO(b"".join(export.streaming_content)))
    assert book.active.max_row == 3


def test_a_branch_finds_the_leavers_of_its_cities_alone(english, branch_officer, branch_cirebon, findings):
    english.force_login(branch_officer)
    month = english.get("/branches/serang/contributions/2020-02/matching/").content.decode()
    url = "/branches/serang/contributions/paid-but-ended/"

    assert f'{url}?since=2019-03&amp;until=2020-02"' in month
    page = english.get(f"{url}?since=2019-03&until=2020-02")
    assert findings["gone"].name in page.content.decode()
    assert page.context["people"] == 1
    export = english.get(f"{url}export/?since=2019-03&until=2020-02")
    book = load_workbook(io.BytesIO(b"".join(export.streaming_content)))
    assert book.worksheets[0].max_row == 2
    english.force_login(member("branch_officer", branch=branch_cirebon))
    assert english.get(url).status_code == 404


def test_who_was_not_billed_is_never_said_to_be_paid(english, dishub, dishub_operator, findings):
    english.force_login(dishub_operator)

    page = english.get(f"{URL}?show=not_billed").content.decode()
    export = english.get(f"{URL}export/")
    book = load_workbook(io.BytesIO(b"".join(export.streaming_content)))

    row = page[page.index(findings["unbilled"].name) :]
    assert "paid in full" not in row[: row.index("</tr>")]
    [sheet] = [
        one for one in book.worksheets if findings["unbilled"].nik in [cell.value for cell in one["A"]]
    ]
    assert [cell.value for cell in sheet["I"]][1:] == [None]


def test_several_months_after_leaving_are_added_up(english, dishub, dishub_operator, findings):
    assessed(dishub, MAR)
    bill_of(dishub, [billed(findings["gone"]), billed(findings["one"])], month=MAR)

    [found] = leavers([dishub.pk], FEB, MAR)

    assert [(month, paid) for month, _amount, paid in found.months] == [(FEB, True), (MAR, False)]
    assert (found.paid, found.open, found.ended_on) == (DUE, DUE, dt.date(2020, 1, 15))
    english.force_login(dishub_operator)
    page = english.get("/agencies/36.73/dishub/contributions/paid-but-ended/?since=2020-01&until=2020-12")
    assert page.context["paid"] == Decimal(DUE)
    assert findings["gone"].name in page.content.decode()
    assert leavers([dishub.pk], dt.date(2020, 5, 1), dt.date(2020, 6, 1)) == []


@pytest.mark.parametrize(
    "query", ["since=2020-13", "since=0001-01", "since=2021-01&until=2020-01", "until=9999-12"]
)
def test_months_that_are_none_are_said_so(english, dishub, dishub_operator, query):
    english.force_login(dishub_operator)

    answer = english.get(f"/agencies/36.73/dishub/contributions/paid-but-ended/?{query}")

    assert answer.status_code == 200
    assert answer.context["months"] is None


def test_a_city_finds_its_leavers_with_their_agency(english, serang, findings):
    english.force_login(member("city_manager", region=serang))

    page = english.get("/regions/36.73/contributions/paid-but-ended/?since=2020-02&until=2020-02")

    assert "Dinas Perhubungan" in page.content.decode()
    assert findings["gone"].name in page.content.decode()
