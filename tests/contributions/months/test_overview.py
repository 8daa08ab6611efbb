import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import ContributionGroup
from contributions.billing.assessing import finalise
from contributions.months import actions
from contributions.months.views.overview import books_of
from enrolment.figures import recount
from tests import factories
from tests.contributions.billing.money import APR, FEB, MAR, assessed, bill, group_of, pay, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


def page(client, agency) -> str:
    return client.get(reverse("agency_contributions", args=[agency.code])).content.decode()


def cells(agency) -> dict[dt.date, str]:
    shown = books_of(agency)
    rows = [*shown["rows"], *shown["earlier_rows"]]
    return {cell.month: str(cell.standing) for row in rows for cell in row.cells if cell.standing}


def test_an_agency_of_which_nothing_is_known_is_asked_for_terms(english, dishub):
    assert "Nobody has said yet from which base" in page(english, dishub)


def test_months_from_the_first_registration_on_wait_to_be_computed(dishub):
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    recount([dishub.pk])

    assert cells(dishub) == {FEB: "missing", MAR: "missing", APR: "missing"}
    assert books_of(dishub)["waiting"] == [FEB, MAR, APR]


def test_each_month_has_its_sign_and_sum(english, dishub):
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    for month in (FEB, MAR, APR):
        assessed(dishub, month)
    pay(dishub, "20000")

    assert cells(dishub) == {FEB: "paid", MAR: "in_arrears", APR: "in_arrears"}
    shown = page(english, dishub)
    assert "March 2020: unpaid and due, Rp\N{NO-BREAK SPACE}16,200" in shown
    assert "2 months are due and not paid in full: Rp\N{NO-BREAK SPACE}28,600, since March 2020." in shown


def test_several_groups_stand_in_rows_of_their_own(dishub):
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    second = ContributionGroup.objects.create(agency=dishub, name="Pasar")
    second.terms.create(
        agency=dishub, period=("2019-01-01", "2020-05-01"), base_kind="agreed", amount=1, document_text="x",
        from_apbd=100,
    )  # fmt: skip
    actions.compute(agency=dishub, months=[FEB], by=None)

    rows = books_of(dishub)["earlier_rows"]

    assert [(row.year, row.label) for row in rows if row.year == 2020] == [
        (2020, group_of(dishub).name), (2020, "Pasar"),
    ]  # fmt: skip


def test_who_is_served_by_another_group_sees_its_own_part(english, dishub, dlh):
    group = group_of(dlh)
    group.agencies.add(dishub)
    terms(dlh, until=dt.date(2020, 3, 1))
    workers(dlh, 2)
    workers(dishub, contribution_group=group)
    actions.compute(agency=dlh, months=[FEB], by=None)

    cell = next(cell for row in books_of(dishub)["earlier_rows"] for cell in row.cells if cell.month == FEB)

    assert cell.amount == Decimal("16200.00")
    assert "which pays for them" in page(english, dishub)
    assert "Nobody has said yet from which base" not in page(english, dishub)


def test_a_leader_sees_the_sums_and_no_button(client, dishub, city_leader):
    terms(dishub, until=dt.date(2020, 4, 1))
    workers(dishub)
    recount([dishub.pk])
    assessed(dishub)
    client.force_login(city_leader)

    shown = page(client, dishub)

    assert "Rp\N{NO-BREAK SPACE}16.200" in shown
    assert reverse("agency_contributions_compute", args=[dishub.code]) not in shown


def test_what_to_do_next_comes_in_order(english, dishub):
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    recount([dishub.pk])
    done = assessed(dishub)
    bill(dishub, "16200")
    actions.explain_delay(assessments=[done], reason="dpa", note="", promised_on=dt.date(2020, 4, 1), by=None)

    texts = [step.text for step in books_of(dishub)["steps"]]

    assert [any(word in text for text in texts) for word in ("16.200", "2020")] == [True, True]
    assert len(texts) == 4  # unpaid, promise passed, a draft, months to be computed


def test_the_page_asks_the_database_the_same_for_one_month_and_for_fifty(english, dishub, count_queries):
    terms(dishub, until=dt.date(2024, 4, 1))
    workers(dishub)
    assessed(dishub)
    few = count_queries(lambda: page(english, dishub))
    months = [dt.date(2020 + n // 12, n % 12 + 1, 1) for n in range(1, 50)]
    actions.compute(agency=dishub, months=months, by=None)
    for one in group_of(dishub).assessments.all()[:10]:
        finalise(assessment=one, by=None)

    assert count_queries(lambda: page(english, dishub)) == few


def test_months_are_exported_as_figures(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    bill(dishub, "16200")
    url = reverse("agency_contributions_export", args=[dishub.code])

    lines = english.get(url, {"format": "csv"}).content.decode("utf-8-sig").splitlines()

    assert lines[1].startswith("2020-02;")
    assert "16200.00" in lines[1]
    assert english.get(url, {"format": "csv", "year": "2021"}).content.decode().count("\n") == 1
    assert english.get(url, {"year": "99x9"}).status_code == 200


def test_a_stranger_finds_no_page(client, dishub):
    client.force_login(factories.member("agency_operator", agency=factories.AgencyFactory()))

    assert client.get(reverse("agency_contributions", args=[dishub.code])).status_code == 404


def test_many_months_are_made_final_at_once_all_or_none(english, dishub):
    terms(dishub)
    workers(dishub)
    done = [assessed(dishub, month) for month in (FEB, MAR, APR)]
    url = reverse("agency_contributions_final", args=[dishub.code])
    assert "April 2020: 1 worker, Rp\N{NO-BREAK SPACE}16,200" in english.get(url).content.decode()

    english.post(url, {"month": ["x", done[0].pk]})
    english.post(url, {"month": []})
    assert not group_of(dishub).assessments.filter(state="final").exists()
    shown = english.post(url, {"month": [one.pk for one in done[:2]]}, follow=True).content.decode()

    assert "2 months are final." in shown
    assert list(group_of(dishub).assessments.order_by("month").values_list("state", flat=True)) == [
        "final", "final", "draft",
    ]  # fmt: skip
