"""What waits in compared months, on an agency's home and on its city's page; claims past a deadline."""

import datetime as dt

import pytest

from contributions.coverage import todo_months
from enrolment.models import AgencyMonth, BenefitClaim, Difference
from enrolment.reconciliation.closing import actions as closing
from tests.enrolment.reconciliation.deciding import deeds
from tests.enrolment.reconciliation.making import MONTH
from tests.factories import WorkerFactory, member

pytestmark = pytest.mark.django_db
HOME, CITY = "/agencies/36.73/dishub/", "/regions/36.73/"
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def texts(items) -> list[str]:
    return [item.text for item in items]


def question(agency, due: dt.date) -> None:
    deeds.unlisted(agency)
    Difference.objects.update(state="sent", question="Ke mana?")
    AgencyMonth.objects.update(due_on=due)


def page_of(client, user, address: str) -> str:
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.get(address).content.decode()


def test_differences_of_its_own_wait_for_the_agency(client, dishub, dishub_operator):
    deeds.unknown(dishub)
    (item,) = todo_months.differing(dishub, True)
    assert item.text == "Decide 1 difference from BPJS's list of August 2026."
    assert item.text.replace("'", "&#x27;") in page_of(client, dishub_operator, HOME)
    assert "BUDI SANTOSO" in client.get(item.url).content.decode()


def test_differences_of_others_do_not_wait_for_the_agency(dishub):
    deeds.unlisted(dishub)
    assert texts(todo_months.differing(dishub, True)) == []


def test_question_waits_for_the_agency_with_its_day(client, dishub, dishub_operator):
    question(dishub, dt.date(2099, 1, 31))
    (item,) = todo_months.asked(dishub, True)
    assert item.text == "Answer 1 question about a difference of August 2026 by 31 Jan 2099."
    client.force_login(dishub_operator)
    assert client.get(item.url).context["table"].paginator.count == 1


def test_late_answer_is_seen_by_agency_and_city(client, dishub, city_manager):
    question(dishub, dt.date(2026, 9, 1))
    assert texts(todo_months.asked(dishub, True)) == [
        "1 question about a difference of August 2026 was to be answered by 1 Sep 2026."
    ]
    said = "1 question of August 2026 was not answered in time by the agency."
    assert said in page_of(client, city_manager, CITY)


def test_city_sees_what_waits_for_it_and_its_leader_does_not(client, dishub, city_manager, city_leader):
    deeds.unlisted(dishub)
    Difference.objects.update(owner="city")
    said = "1 difference from BPJS&#x27;s list of August 2026 waits for the city&#x27;s decision."
    assert said in page_of(client, city_manager, CITY)
    assert said not in page_of(client, city_leader, CITY)
    assert said not in page_of(client, city_manager, f"{CITY}?as_of=2026-08-31")


def test_closed_month_waits_for_nobody(dishub, serang, city_manager, branch_officer):
    deeds.unlisted(dishub)
    Difference.objects.update(owner="city")
    assert todo_months.of_region(city_manager, serang) != []
    closing.close(agency=dishub, month=MONTH, by=branch_officer, reason="Selesai")
    assert todo_months.of_region(city_manager, serang) == []


def test_claim_past_its_deadline_is_named(client, dishub):
    worker = WorkerFactory(agency=dishub)
    days = dict.fromkeys(("happened_on", "known_on", "reported_on"), dt.date(2026, 9, 1))
    BenefitClaim.objects.create(agency=dishub, region=dishub.region, worker=worker, kind="accident", **days)
    (item,) = todo_months.late_claims(dishub)
    assert item.text == "1 claim is past its deadline."
    client.force_login(member("agency_head", agency=dishub))
    assert client.get(item.url).status_code == 200


def test_who_sees_no_people_is_led_to_no_list_of_claims(client, branch_serang, system_operator):
    assert "/branches/serang/claims/" not in page_of(client, system_operator, "/branches/serang/")
