"""Who enters and sees ceilings, of an agency and of a city."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from contributions.models import BudgetCeiling
from tests.contributions.billing.money import assessed, pay, terms, workers
from tests.contributions.treasury.test_ceilings import JKK, JKM, ceilings
from tests.factories import AgencyFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(dishub):
    return member("agency_treasurer", agency=dishub)


@pytest.fixture
def page(client, dishub, treasurer):
    client.force_login(treasurer)
    client.cookies["django_language"] = "en"

    def ask(name="agency_ceilings", *args, data=None, user=None, code=dishub.code, query="?year=2020"):
        if user:
            client.force_login(user)
        address = reverse(name, args=[code, *args]) + query
        return client.get(address) if data is None else client.post(address, data, follow=True)

    return ask


def spent(agency):
    terms(agency)
    workers(agency)
    assessed(agency)
    pay(agency, 16200)
    ceilings(agency, "21600")


TYPED = {"since": "2020-01-01", "document_text": "DPA 2020", "amount_0": "Rp 1.555.200", "amount_1": ""}


def test_ceilings_are_entered_as_people_write_money(page, dishub, treasurer):
    answer = page("agency_ceilings_new", data=TYPED).content.decode()
    (row,) = BudgetCeiling.objects.all()
    assert (row.account, row.amount, row.entered_by) == (JKK, Decimal(1_555_200), treasurer)
    assert "Rp\N{NO-BREAK SPACE}1,555,200" in answer


def test_another_account_is_entered_beside(page):
    page("agency_ceilings_new", data=TYPED | {"other_account": "5.1.02.99", "other": "1000000"})
    assert set(BudgetCeiling.objects.values_list("account", flat=True)) == {JKK, "5.1.02.99"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": "2021-01-01"},
        {"amount_0": "satu juta"},
        {"amount_0": "9" * 20},
        {"amount_0": ""},
        {"document_text": ""},
        {"other": "1000000"},
        {"other_account": JKK, "other": "1000000"},
    ],
)
def test_what_cannot_be_is_refused(page, wrong):
    assert page("agency_ceilings_new", data=TYPED | wrong).status_code == 400
    assert not BudgetCeiling.objects.exists()


def test_the_same_day_again_is_refused_in_words(page):
    page("agency_ceilings_new", data=TYPED)
    answer = page("agency_ceilings_new", data=TYPED)
    assert answer.status_code == 400
    assert "there is a ceiling from that day already" in answer.content.decode()


def test_the_form_starts_with_the_accounts_of_the_terms(page, dishub):
    terms(dishub, account_jkk="5.1.02.01.01.0001")
    shown = page("agency_ceilings_new").content.decode()
    assert "5.1.02.01.01.0001" in shown
    assert JKM in shown


def test_the_page_shows_what_is_left_and_until_when(page, dishub):
    spent(dishub)
    shown = page().content.decode()
    for words in (
        "Rp\N{NO-BREAK SPACE}14,400",
        "enough until April 2020",
        "enough until March 2020",
        "DPA 2020",
    ):
        assert words in shown


def test_a_wrong_row_is_taken_back_after_asking(page, dishub):
    first, _second = ceilings(dishub)
    assert "then has no ceiling" in page("agency_ceilings_remove", first.pk).content.decode()
    page("agency_ceilings_remove", first.pk, data={})
    assert not BudgetCeiling.objects.filter(pk=first.pk).exists()


def test_another_agencys_row_is_not_found(page):
    first, _second = ceilings(AgencyFactory())
    assert page("agency_ceilings_remove", first.pk, data={}).status_code == 404


def test_the_workbook_holds_accounts_and_rows(page, dishub):
    spent(dishub)
    book = load_workbook(io.BytesIO(b"".join(page("agency_ceilings_xlsx").streaming_content)))
    accounts, entered = book.worksheets
    assert [cell.value for cell in accounts[2]][2:6] == [JKK, 21600, 7200, 14400]
    assert entered.max_row == 3


def test_the_finance_office_sees_all_agencies_and_sets_them(page, dishub, dlh, serang):
    spent(dishub)
    terms(dlh)
    workers(dlh)
    assessed(dlh)
    user = member("city_finance", region=serang)
    shown = page("region_ceilings", user=user, code=serang.code).content.decode()
    assert "Dinas Perhubungan" in shown
    assert "Dinas Lingkungan Hidup" in shown
    only = page("region_ceilings", code=serang.code, query="?year=2020&reach=none").content.decode()
    assert "Dinas Perhubungan" not in only
    assert page("agency_ceilings_new", code=dlh.code, data=TYPED).status_code == 200
    assert BudgetCeiling.objects.filter(agency=dlh).count() == 1


def test_the_citys_figures_leave_as_workbook_and_csv(page, dishub, serang):
    spent(dishub)
    user = member("city_leader", region=serang)
    book = load_workbook(
        io.BytesIO(b"".join(page("region_ceilings_xlsx", user=user, code=serang.code).streaming_content))
    )
    assert book.active.max_row == 3
    assert JKM in page("region_ceilings_csv", code=serang.code).content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("role", "status"), [("agency_operator", 403), ("agency_head", 403), ("agency_treasurer", 200)]
)
def test_who_enters_ceilings(page, dishub, role, status):
    user = member(role, agency=dishub)
    assert page("agency_ceilings_new", user=user).status_code == status
    assert page(user=user).status_code == 200


def test_the_city_page_takes_as_many_queries_for_many(page, dishub, serang, city_manager, count_queries):
    def ask():
        return page("region_ceilings", user=city_manager, code=serang.code)

    spent(dishub)
    ask()
    one = count_queries(ask)
    for _number in range(10):
        spent(AgencyFactory())
    assert count_queries(ask) == one


@pytest.mark.parametrize("sort", ["ceiling", "-left", "cost", "reach", "-reach", "name", "nothing"])
def test_the_city_is_sorted_where_some_have_no_ceiling(page, dishub, dlh, serang, city_manager, sort):
    spent(dishub)
    terms(dlh)
    workers(dlh)
    assessed(dlh)
    query = f"?year=2020&sort={sort}"
    assert page("region_ceilings", user=city_manager, code=serang.code, query=query).status_code == 200


@pytest.mark.parametrize("year", ["0", "nichts", "99999", "2013", "٢٠٢٠"])
def test_a_year_that_is_none_shows_this_one(page, year):
    shown = page(query=f"?year={year}").content.decode()
    assert str(dt.date.today().year) in shown


def test_an_empty_year_says_what_belongs_here(page, serang, city_manager):
    assert "holds nothing" in page().content.decode()
    assert (
        "No budget of 2020" in page("region_ceilings", user=city_manager, code=serang.code).content.decode()
    )


def test_without_any_ceiling_nothing_is_said_to_be_left(page, dishub, serang, city_manager):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    shown = page("region_ceilings", user=city_manager, code=serang.code)
    sums = {label: (value, note) for label, value, note in shown.context["sums"]}
    assert sums["Ceilings"] == (None, "0 of 1 agencies have one")
    assert sums["Left"][0] is None
    assert "Position as of" in shown.content.decode()


def test_what_a_closed_agency_used_stays_in_the_sums(page, dishub, serang, city_manager):
    spent(dishub)
    dishub.valid_to = dt.date(2020, 12, 31)
    dishub.save()
    sums = page("region_ceilings", user=city_manager, code=serang.code).context["sums"]
    assert sums[1][1] == 16200
