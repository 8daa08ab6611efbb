import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from agencies import access
from agencies.groups.programmes import set_programmes
from contributions.budget.heads import total
from contributions.models import BaseKind, MinimumWage
from enrolment.figures import recount
from tests.contributions.billing.money import assessed, group_of, terms, workers
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
THIS_MONTH = timezone.localdate().replace(day=1)
LEFT = 13 - THIS_MONTH.month


@pytest.fixture
def leader(client, city_leader):
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    return client


def people(agency, registered=2, listed=1):
    workers(agency, registered)
    workers(agency, listed, spell={"state": "listed", "registered_on": None, "basis": None})
    recount([agency.pk])


def page(client, agency=None, query=""):
    name, code = ("agency_budget", agency.code) if agency else ("region_budget", "36.73")
    return client.get(reverse(name, args=[code]) + query)


def test_a_leader_sees_what_the_year_costs_and_no_name(leader, dishub):
    terms(dishub)
    people(dishub)
    answer = page(leader)
    budget = answer.context["page"].whole

    assert (budget.people.registered, budget.people.missing) == (2, 1)
    assert total(budget.month) == 32_400
    assert total(budget.year) == LEFT * 32_400
    assert total(budget.rest) == LEFT * 16_200
    names = dishub.workers.values_list("name", flat=True)
    assert not any(name in answer.content.decode() for name in names)


def test_months_that_were_assessed_stand_as_they_are(leader, dishub):
    terms(dishub)
    people(dishub)
    assessed(dishub, THIS_MONTH)
    workers(dishub)
    recount([dishub.pk])

    budget = page(leader, dishub).context["page"].whole

    assert total(budget.actual) == 32_400
    assert total(budget.year) == 32_400 + (LEFT - 1) * 48_600


def test_past_months_that_nobody_assessed_are_named_beside_the_sum(leader, dishub):
    terms(dishub)
    people(dishub)

    asked = page(leader, dishub, f"?year={THIS_MONTH.year - 1}")

    assert "12 past months that nobody assessed are not in it" in asked.content.decode()
    assert "Position as of" in asked.content.decode()


def test_what_was_declared_and_not_listed_counts_as_missing(leader, dishub):
    terms(dishub)
    people(dishub)
    StatedFigureFactory(agency=dishub, value=10, as_of=THIS_MONTH, source="Dishub")
    StatedFigureFactory(value=50, as_of=THIS_MONTH, source="Pemkot", is_denominator=True)

    answer = page(leader)

    assert answer.context["page"].whole.people.declared == 7
    assert "has 40 workers more than its agencies" in answer.content.decode()
    assert "Rp\N{NO-BREAK SPACE}7,776,000" in answer.content.decode()  # 40 × 16.200 × 12


def test_without_terms_it_is_said_and_a_base_is_asked_for(leader, dishub):
    people(dishub)

    assert "3 workers of 1 agency are in no sum" in page(leader).content.decode()
    answer = page(leader, query="?base=3.000.000")
    last = answer.context["page"].what_if[-1]
    assert (last.before, last.after) == (0, 12 * 48_600)


def test_what_if_with_old_age_savings_and_more_workers(leader, dishub):
    terms(dishub)
    people(dishub)

    lines = page(leader, dishub, "?programmes=JHT&workers=1.000").context["page"].what_if
    assert [line.after for line in lines[-3:-1]] == [Decimal(171_000_000), Decimal(187_200_000)]


def test_an_agency_is_found_by_its_name(leader, dishub, dlh):
    people(dishub), people(dlh)

    rows = page(leader, query="?q=perhubungan").context["table"].page.object_list
    assert [row.record["name"] for row in rows] == [dishub.name]


@pytest.mark.parametrize(
    "query", ["?base=banyak", "?workers=-1", "?programmes=X", "?year=1", "?workers=99999999999", "?base=\0"]
)
def test_nonsense_is_said_beside_its_field(leader, dishub, query):
    answer = page(leader, query=query)

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_bases_by_minimum_wage_and_by_average_wage(leader, serang, dishub, dlh):
    terms(dishub, None, base_kind=BaseKind.UMK)
    terms(dlh, None, base_kind=BaseKind.WAGE)
    MinimumWage.objects.create(
        region=serang, amount=4_000_000, legal_source="SK", period=(dt.date(2020, 1, 1), None)
    )
    MinimumWage.objects.create(
        region=serang.parent, amount=2_000_000, legal_source="SK", period=(dt.date(2020, 1, 1), None)
    )
    people(dishub, 1, 0)
    workers(dlh, 1, wage=1_000_000), workers(dlh, 1, wage=3_000_000)
    recount([dlh.pk])
    assessed(dlh, dt.date(2020, 2, 1))

    months = {one.agency.code: total(one.month) for one in page(leader).context["page"].budgets}
    assert months == {dishub.code: 21_600, dlh.code: 21_600}


def test_programmes_of_a_group_count(leader, dishub):
    terms(dishub)
    people(dishub, 1, 0)
    set_programmes(group=group_of(dishub), programmes={"JHT"}, since=THIS_MONTH, by=access.SYSTEM)

    assert total(page(leader, dishub).context["page"].whole.month) == 187_200


def test_sources_and_accounts_are_named(leader, dishub):
    terms(dishub, from_apbd=50, from_deduction=50)
    people(dishub)
    content = page(leader, dishub).content.decode()

    assert "5.1.02.02.02.0006" in content
    assert "Together: Cut from pay" in content


def test_the_workbook_holds_the_same_sums(leader, dishub):
    terms(dishub)
    people(dishub)
    answer = leader.get(reverse("region_budget_xlsx", args=["36.73"]) + "?workers=10")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    assert book.sheetnames == ["Budget", "Agencies", "Sources and accounts", "Months", "What if"]
    row = list(book["Agencies"].iter_rows(values_only=True))[1]
    assert row[:5] == (dishub.code, dishub.name, 2, 1, 32_400)
    assert leader.get(reverse("agency_budget_xlsx", args=[dishub.code])).status_code == 200


def test_the_workbook_shows_days_as_days_and_heads_as_heads(leader, dishub):
    terms(dishub)
    people(dishub)
    answer = leader.get(reverse("region_budget_xlsx", args=["36.73"]) + "?workers=10")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    told = {label.value: value for label, value in book["Budget"].iter_rows(min_row=2)}
    assert told["Position as of"].is_date
    assert told["Workers registered"].number_format == "General"
    assert told["Everybody, twelve months"].number_format == "#,##0.00"
    head_row, a_head = list(book["What if"].iter_rows(min_row=2))[:2]
    assert [cell.value for cell in head_row[1:]] == [3, 10, 7]
    assert head_row[1].number_format == "General"
    assert a_head[1].number_format == "#,##0.00"


def test_a_province_and_a_foreign_city_have_none(client, province_viewer, cirebon_manager):
    client.force_login(province_viewer)
    assert client.get(reverse("region_budget", args=["36"])).status_code == 404
    client.force_login(cirebon_manager)
    assert client.get(reverse("region_budget", args=["36.73"])).status_code == 404


def test_a_city_costs_as_many_queries_with_many_agencies(leader, serang, dishub, count_queries):
    terms(dishub)
    people(dishub)
    page(leader)
    one = count_queries(lambda: page(leader))
    for _number in range(20):
        agency = AgencyFactory(region=serang)
        terms(agency)
        people(agency, 1, 1)

    assert count_queries(lambda: page(leader)) == one
    assert len(page(leader).context["page"].budgets) == 21
