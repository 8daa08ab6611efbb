"""A city's month made final for many agencies at once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from contributions.billing.assessing import finalise_all
from contributions.models import Assessment, AssessmentLine
from tests import factories
from tests.contributions.billing.money import FEB, assessed, refused, terms, workers
from tests.factories import AgencyFactory, region

pytestmark = pytest.mark.django_db
URL = reverse("region_contribution_final", args=["36.73", "2020-02"])


@pytest.fixture
def city(client):
    client.force_login(factories.member("city_manager", region=region("36.73")))
    client.cookies["django_language"] = "en"
    return client


def drafts(count) -> list[Assessment]:
    found = []
    for _ in range(count):
        agency = AgencyFactory(region=region("36.73"))
        terms(agency)
        workers(agency)
        found.append(assessed(agency))
    return found


def sent(page, *chosen, **more) -> dict:
    return {"month": [str(one.pk) for one in chosen], "seen": page.context["form"].initial["seen"], **more}


def test_the_chosen_agencies_are_final_and_the_others_stay_drafts(city):
    first, _second, third = drafts(3)

    page = city.get(URL)
    assert page.content.decode().count('name="month"') == 3
    answer = city.post(URL, sent(page, first, third), follow=True)

    assert "Final for 2 agencies." in answer.content.decode()
    assert list(Assessment.objects.filter(state="final").values_list("pk", flat=True)) == [first.pk, third.pk]
    assert "Make 1 draft final" in answer.content.decode()


def test_what_was_computed_again_meanwhile_is_shown_once_more(city):
    (draft,) = drafts(1)
    page = city.get(URL)
    workers(draft.agency)
    assessed(draft.agency)

    answer = city.post(URL, sent(page, draft))

    assert answer.status_code == 200 and "2 workers" in answer.content.decode()
    assert not Assessment.objects.filter(state="final").exists()


def test_one_that_cannot_be_final_keeps_all_of_them_drafts(city):
    first, second = drafts(2)
    AssessmentLine.objects.filter(assessment=second).delete()

    with refused("moved"):
        finalise_all(assessments=[first, second], by=None)

    assert not Assessment.objects.filter(state="final").exists()


def test_nothing_to_make_final_leads_back(city):
    answer = city.get(URL, follow=True)

    assert "No agency&#x27;s month that is over is a draft." in answer.content.decode()


@pytest.mark.parametrize("role", ["city_finance", "city_leader", "city_personnel"])
def test_who_does_not_compute_does_not_make_final(client, role):
    drafts(1)
    client.force_login(factories.member(role, region=region("36.73")))

    assert client.get(URL).status_code == 403
    assert client.post(URL, {"month": ["1"]}).status_code == 403


def test_three_hundred_cost_as_many_statements_as_one(django_assert_num_queries):
    one, *many = drafts(12)
    assert one.total == Decimal("16200.00") and one.month == FEB
    with django_assert_num_queries(6):
        finalise_all(assessments=[one], by=None)
    with django_assert_num_queries(6):
        finalise_all(assessments=many, by=None)
    assert Assessment.objects.filter(final_at__date__gte=dt.date(2020, 1, 1)).count() == 12
