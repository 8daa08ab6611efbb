import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from agencies import access
from agencies.groups.programmes import set_programmes
from contributions.billing.assessing import finalise
from contributions.models import Assessment, BaseKind
from contributions.months import actions
from contributions.months.missing import lacks_of
from contributions.months.reading import month_of_agency
from contributions.months.stages import stages_of
from enrolment.models import Worker
from tests.contributions.billing.money import FEB, assessed, bill, group_of, pay, terms, workers

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def english(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


def address(agency, month=FEB, name="agency_contribution_month") -> str:
    return reverse(name, args=[agency.code, month])


def page(client, agency, month=FEB, **query) -> str:
    return client.get(address(agency, month), query).content.decode()


def texts(agency, month=FEB) -> list[str]:
    with override("en"):
        return [lack.text for lack in lacks_of(month_of_agency(agency, month))]


def test_the_page_says_when_the_month_is_due(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    shown = page(english, dishub)

    assert "<h1>Contribution of February 2020</h1>" in shown
    assert "Contribution of February 2020, by 16 March 2020 at the latest" in shown


def test_a_month_billed_before_it_is_computed_is_not_said_to_agree(english, dishub):
    bill(dishub, "9900000")

    shown = page(english, dishub)

    assert "not computed yet" in shown
    assert "the same, but for rounding" not in shown
    assert "computed here, not a bill" not in shown


def test_only_the_sum_that_bpjs_bills_is_to_be_paid(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    assert "BPJS's bill says how much" in page(english, dishub)
    bill(dishub, "20000")
    shown = page(english, dishub)

    assert "BPJS's bill says how much" not in shown
    assert "this is the sum to be paid" in shown
    assert f"Rp{NBSP}3,800" in shown  # the difference, before anything is paid
    assert f"BPJS bills Rp{NBSP}3,800 more than our sum" in "\n".join(texts(dishub))


def test_rounding_is_no_difference(dishub):
    terms(dishub)
    workers(dishub, 3)
    assessed(dishub)
    bill(dishub, "48603")

    assert not any("more than" in text for text in texts(dishub))


def test_what_is_missing_leads_to_where_it_is_given(dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=2_000_000)
    workers(dishub, wage=None)
    assessed(dishub)

    found = lacks_of(month_of_agency(dishub, FEB))

    assert len(found) == 3  # a wage, not final, no bill
    assert found[0].url.endswith("/workers/?status=registered")
    assert found[1].url == address(dishub, name="agency_contribution_final")


def test_a_list_that_changed_since_asks_for_computing_again(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    before = len(texts(dishub))
    Worker.objects.for_agency(dishub).update(position="Lain")

    assert len(texts(dishub)) == before + 1


def test_the_stages_follow_bill_and_payment(dishub):
    terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=None)
    bill(dishub, "16200")
    pay(dishub, "10000")

    states = [stage.state for stage in stages_of(month_of_agency(dishub, FEB))]

    assert states == ["done", "done", "done", "partly", "open"]


def test_what_is_due_and_unpaid_is_missing(dishub):
    terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    bill(dishub, "16200")
    pay(dishub, "6200")

    assert f"Rp{NBSP}10,000 of BPJS's bill is due and not paid." in texts(dishub)
    pay(dishub, "10000")
    assert not any("is due and not paid" in text for text in texts(dishub))


def test_the_risk_group_is_named_and_its_rate_said_once(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    shown = page(english, dishub)

    assert "JKK risk group I</" in shown
    assert "0,24" not in shown


def test_a_step_done_at_night_is_dated_by_the_day_in_jakarta(dishub):
    terms(dishub)
    workers(dishub)
    month = assessed(dishub)
    at = dt.datetime(2020, 3, 10, 20, 30, tzinfo=dt.UTC)  # half past three of the 11th
    Assessment.objects.filter(pk=month.pk).update(state="final", computed_at=at, final_at=at)

    with override("en"):
        computed, final, *_rest = stages_of(month_of_agency(dishub, FEB))

    assert [computed.note, final.note] == ["11 Mar 2020", "11 Mar 2020"]


def test_lines_show_their_formula(english, dishub):
    terms(dishub)
    workers(dishub, name="Asep")
    assessed(dishub)

    assert "JKK: 3,000,000 × 0.24 % = 7,200.00 (PP 44/2015, Lampiran I)" in page(english, dishub)


def test_old_age_savings_have_columns_only_where_the_group_has_them(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    assert "JHT employer" not in page(english, dishub)

    set_programmes(group=group_of(dishub), programmes=["JKK", "JKM", "JHT"], since=FEB, by=None)
    assessed(dishub)

    assert "JHT employer" in page(english, dishub)


def test_a_search_goes_on_without_its_words_in_the_address(english, dishub):
    terms(dishub)
    workers(dishub, name="Asep Sunandar")
    workers(dishub, name="Budi Santoso")
    assessed(dishub)

    answer = english.post(address(dishub), {"q": "asep"})
    shown = english.get(answer["Location"]).content.decode()

    assert "asep" not in answer["Location"]
    assert "Asep Sunandar" in shown
    assert "Budi Santoso" not in shown


def test_a_leader_sees_figures_and_nobodys_name(client, dishub, city_leader):
    terms(dishub)
    workers(dishub, name="Asep Sunandar")
    assessed(dishub)
    client.force_login(city_leader)

    shown = page(client, dishub)

    assert f"Rp{NBSP}16.200" in shown
    assert "Asep" not in shown
    assert client.post(address(dishub), {"q": "asep"}).status_code == 403


def test_a_unit_that_is_served_sees_its_own_people_and_sum(client, dishub, dlh, dlh_operator):
    group = group_of(dishub)
    group.agencies.add(dlh)
    terms(dishub)
    workers(dishub, 2, name="Asep")
    workers(dlh, contribution_group=group, name="Dewi")
    actions.compute(agency=dishub, months=[FEB], by=None)
    client.force_login(dlh_operator)
    client.cookies["django_language"] = "en"

    shown = page(client, dlh)

    assert f"1 worker of this agency: Rp{NBSP}16,200" in shown
    assert "Dewi" in shown
    assert "Asep" not in shown


def test_the_owner_counts_people_whom_it_does_not_see(client, dishub, dlh, dishub_operator):
    group = group_of(dishub)
    group.agencies.add(dlh)
    terms(dishub)
    workers(dishub, name="Asep")
    workers(dlh, contribution_group=group, name="Dewi")
    client.force_login(dishub_operator)

    client.post(address(dishub, name="agency_contribution_compute"))
    client.post(address(dishub, name="agency_contribution_compute"))

    assert month_of_agency(dishub, FEB).sums()["total"] == Decimal("32400.00")
    assert "Dewi" not in page(client, dishub)


def own_statements(client, agency) -> int:
    """Statements about contributions and people: not those of signing in and of the frame."""
    with CaptureQueriesContext(connection) as captured:
        page(client, agency)
    return sum("contributions_" in one["sql"] or "worker" in one["sql"] for one in captured)


def test_the_page_takes_eight_statements_whatever_the_number_of_workers(english, dishub, count_queries):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    bill(dishub, "16200")
    pay(dishub, "10000")
    few = count_queries(lambda: page(english, dishub))
    workers(dishub, 49)
    assessed(dishub)

    assert count_queries(lambda: page(english, dishub)) == few
    assert own_statements(english, dishub) <= 8


@pytest.mark.parametrize("month", [dt.date(2000, 1, 1), dt.date(2013, 12, 1), dt.date(2099, 12, 1)])
def test_months_beyond_all_are_answered_without_a_button(english, dishub, month):
    terms(dishub)

    shown = page(english, dishub, month)

    assert address(dishub, month, "agency_contribution_compute") not in shown
