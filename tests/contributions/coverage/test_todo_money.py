"""What waits in contributions: each item with its sum, its day and where it leads."""

import datetime as dt

import pytest

from contributions.billing.assessing import finalise
from contributions.billing.due import after, due_date, last_due_month, month_of
from contributions.coverage import todo_money
from contributions.models import Assessment
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
HOME = "/agencies/36.73/dishub/"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def due():
    return last_due_month(dt.date.today())


@pytest.fixture
def paying(dishub):
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    recount([dishub.pk])
    return dishub


def texts(agency, held=frozenset()):
    return [item.text for item in todo_money.of_agency(agency, held, 2)]


def test_agency_without_people_has_nothing_to_do(dishub):
    assert todo_money.of_agency(dishub, frozenset(), 0) == []


def test_terms_are_asked_for_where_people_are_registered(dishub):
    assert texts(dishub) == ["Say from which base contributions are computed, and who pays."]


def test_due_month_is_to_be_computed(paying):
    (text,) = texts(paying)
    assert text.startswith("Compute the contribution of ")


def test_unpaid_due_month_is_in_arrears_with_its_sum(paying, due):
    one = money.assessed(paying, due)
    found = texts(paying)
    assert found[0].startswith("Pay the contribution of ")
    assert found[0].endswith(": Rp\N{NO-BREAK SPACE}32,400.")
    assert any("and make it final" in text for text in found)
    finalise(assessment=one, by=None)
    assert len(texts(paying)) == 1


def test_promise_that_has_passed_is_said(paying, due):
    money.assessed(paying, due)
    Assessment.objects.update(delay_reason="dpa", promised_on=dt.date.today() - dt.timedelta(1))
    assert any("was promised to be paid by" in text for text in texts(paying))


def test_only_bpjs_sum_is_asked_to_be_paid(paying, due):
    month = after(due)
    if month > month_of(dt.date.today()):
        pytest.skip("the next month has not begun")
    money.pay(paying, "32400", dt.date.today())
    money.assessed(paying, due)
    finalise(assessment=Assessment.objects.get(), by=None)
    finalise(assessment=money.assessed(paying, month), by=None)
    (text,) = texts(paying)
    assert text.startswith("Enter BPJS's bill of")
    money.bill(paying, "32500", month)
    (text,) = texts(paying)
    assert text.startswith("Pay the contribution of ")
    assert ": Rp\N{NO-BREAK SPACE}32,500 as BPJS bills it" in text
    assert str(due_date(month).year) in text


def test_credit_is_told(paying, due):
    money.pay(paying, "40000", dt.date.today())
    finalise(assessment=money.assessed(paying, due), by=None)
    assert texts(paying) == ["Rp\N{NO-BREAK SPACE}7,600 was paid too much; it pays the next months."]


def test_leader_sees_what_waits_in_figures_and_no_button_for_terms(client, paying, due, city_leader):
    money.assessed(paying, due)
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    page = client.get(HOME).content.decode()
    assert ": Rp\N{NO-BREAK SPACE}32,400." in page
    assert "Pay or give the reason" not in page
    assert "To do" not in page


def test_operator_finds_it_among_the_things_to_do(client, paying, due, dishub_operator):
    money.assessed(paying, due)
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    assert "which was due on" in client.get(HOME).content.decode()


def test_city_counts_its_agencies_and_leads_to_them(client, paying, due, city_leader):
    money.assessed(paying, due)
    bare = AgencyFactory(code="36.73/baru", name="Baru")
    money.workers(bare)
    recount([bare.pk])
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    page = client.get("/regions/36.73/").content.decode()
    assert "1 agency owes Rp\N{NO-BREAK SPACE}32,400" in page
    assert "unpaid and due:" not in page  # said once: among what needs attention
    assert "Of 1 agency with people registered nobody has said who pays" in page
    assert f"/regions/36.73/contributions/{due:%Y-%m}/?show=arrears#agencies" in page
