"""An agency's letters from its city, and how they wait for it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.access import P
from agencies.models import Compliance, Demand
from contributions.coverage.figures import figures_of_agency
from contributions.coverage.items import Desk
from contributions.models import ReminderLetter
from contributions.reminders import actions
from contributions.reminders.todo import letters_waiting
from tests.contributions.coverage.stories import enrol
from tests.contributions.reminders.letters import reminded, sent
from tests.factories import AgencyFactory, DocumentFactory, member

pytestmark = pytest.mark.django_db
LIST = "/agencies/36.73/dishub/letters/"
TODAY = timezone.localdate()


@pytest.fixture
def dishub_page(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


def waiting(agency) -> list[str]:
    today = timezone.localdate()
    desk = Desk(agency, figures_of_agency(agency, today), frozenset(P), today)
    return [item.text for item in letters_waiting(desk)]


def test_a_letter_is_there_only_once_it_was_sent(dishub_page, serang, dishub):
    reminder = reminded(serang, dishub)
    letter = reminder.letters.get()
    assert dishub_page.get(f"{LIST}{letter.pk}/").status_code == 404
    values = {"via": "letter", "on": timezone.localdate(), "by": None}
    actions.mark_sent(reminder=reminder, letters=[letter.pk], **values)
    assert dishub_page.get(f"{LIST}{letter.pk}/").status_code == 200
    assert reminder.subject in dishub_page.get(LIST).content.decode()
    assert dishub_page.get(f"{LIST}{letter.pk}/pdf/").content.startswith(b"%PDF")


def test_letters_to_others_are_not_found(dishub_page, serang, dishub, dlh, dishub_operator):
    letter = sent(serang, dlh).letters.get()
    for end in ("", "pdf/"):
        assert dishub_page.get(f"{LIST}{letter.pk}/{end}").status_code == 404
    with access.acting(dishub_operator):
        assert not ReminderLetter.objects.exists()


def test_the_agency_answers_and_takes_its_answer_back(dishub_page, dishub_operator, serang, dishub):
    letter = sent(serang, dishub).letters.get()
    url = f"{LIST}{letter.pk}/answer/"
    assert dishub_page.post(url, {"answer": " "}).status_code == 400
    dishub_page.post(url, {"answer": "Sudah."})
    letter.refresh_from_db()
    assert (letter.answer, letter.answered_by) == ("Sudah.", dishub_operator)
    assert letter.answered_on == timezone.localdate()
    dishub_page.post(url, {"act": "unanswered"})
    letter.refresh_from_db()
    assert letter.answered_on is None


def test_no_answer_is_lost(dishub_page, dishub_operator, client, serang, dishub, city_manager):
    """Taken back or written over by the city, it is still told, with who gave it, and can be brought back."""
    letter = sent(serang, dishub).letters.get()
    own, citys = (
        f"{LIST}{letter.pk}/answer/",
        f"/regions/36.73/reminders/{letter.reminder_id}/letters/{letter.pk}/",
    )
    dishub_page.post(own, {"answer": "Sudah didaftarkan."})
    dishub_page.post(own, {"act": "unanswered"})
    assert "Sudah didaftarkan." in dishub_page.get(f"{LIST}{letter.pk}/").content.decode()
    dishub_page.post(own, {"act": "back"})
    letter.refresh_from_db()
    assert (letter.answer, letter.answered_by) == ("Sudah didaftarkan.", dishub_operator)

    client.force_login(city_manager)
    client.post(
        f"{citys}edit/", {"act": "answer", "answer": "Lewat telepon.", "on": timezone.localdate().isoformat()}
    )
    page = client.get(citys).content.decode()
    assert "Earlier answers" in page and "Sudah didaftarkan." in page
    client.post(f"{citys}edit/", {"act": "back"})
    letter.refresh_from_db()
    assert (letter.answer, letter.answered_by) == ("Sudah didaftarkan.", dishub_operator)


def test_nothing_is_brought_back_where_nothing_was_said(dishub_page, serang, dishub):
    letter = sent(serang, dishub).letters.get()
    response = dishub_page.post(f"{LIST}{letter.pk}/answer/", {"act": "back"}, follow=True)
    assert "There is nothing left to take back" in response.content.decode()


def test_a_letter_waits_on_the_agencys_home_until_it_is_answered(dishub_page, serang, dishub):
    letter = sent(serang, dishub, kind="other").letters.get()
    home = reverse("agency_home", args=[dishub.code])
    link = f"{LIST}{letter.pk}/"
    assert link in dishub_page.get(home).content.decode()
    actions.answer(letter=letter, text="Sudah", on=timezone.localdate(), by=None)
    assert link not in dishub_page.get(home).content.decode()


def test_a_letter_waits_no_more_once_its_cause_is_gone(serang, dishub):
    sent(serang, dishub, kind="no_roster")
    assert len(waiting(dishub)) == 1
    enrol(dishub, 2)
    assert waiting(dishub) == []
    sent(serang, dishub, kind="uncovered")
    assert len(waiting(dishub)) == 1


def test_a_letter_waits_no_more_once_the_city_closed_its_reminder(serang, dishub):
    reminder = sent(serang, dishub, kind="other")
    assert len(waiting(dishub)) == 1
    actions.close(reminder=reminder, on=timezone.localdate())
    assert waiting(dishub) == []


def test_a_letter_about_a_document_waits_until_every_demand_is_met(serang, dishub):
    document = DocumentFactory(region=serang)
    first, second = (
        Demand.objects.create(document=document, region=serang, text=text) for text in ("Satu", "Dua")
    )
    sent(serang, dishub, kind="demand", document=document)
    answer = {"region": serang, "agency": dishub, "on": dt.date(2020, 3, 1)}
    Compliance.objects.create(demand=first, state="done", **answer)
    assert len(waiting(dishub)) == 1
    Compliance.objects.create(demand=second, state="exempt", note="Tidak ada pegawai", **answer)
    assert waiting(dishub) == []


def test_the_oldest_day_asked_for_comes_first_and_overdue_is_said(serang, dishub):
    with_cookie = sent(serang, dishub, kind="other", subject="Kedua", answer_by=dt.date(2099, 1, 1))
    sent(serang, dishub, kind="other", subject="Pertama", answer_by=dt.date(2020, 3, 1))
    texts = waiting(dishub)
    assert ["Pertama" in texts[0], "Kedua" in texts[1]] == [True, True]
    assert with_cookie.subject in texts[1]


def test_nothing_waiting_costs_one_statement(dishub, count_queries):
    desk = Desk(dishub, figures_of_agency(dishub, TODAY), frozenset(P), TODAY)
    assert count_queries(lambda: list(letters_waiting(desk))) == 1


def test_a_treasurer_reads_and_does_not_answer(client, serang, dishub):
    client.force_login(member("agency_treasurer", agency=dishub))
    letter = sent(serang, dishub).letters.get()
    assert client.get(f"{LIST}{letter.pk}/").status_code == 200
    assert client.post(f"{LIST}{letter.pk}/answer/", {"answer": "Ya"}).status_code == 403


def test_the_letter_leads_only_where_its_reader_may_go(client, serang, dishub):
    letter = sent(serang, dishub, kind="no_roster").letters.get()
    led = {}
    for role in ("agency_operator", "agency_head", "agency_treasurer"):
        client.force_login(member(role, agency=dishub))
        led[role] = client.get(f"{LIST}{letter.pk}/").context["do_url"]
    assert led.pop("agency_operator") == "/agencies/36.73/dishub/uploads/new/"
    assert set(led.values()) == {""}


def test_a_letter_about_the_units_too_leads_to_the_desk_that_leads_to_them(dishub_page, serang, dishub):
    unit = AgencyFactory(region=serang, parent=dishub, answered_by_parent=True)
    enrol(unit, 2)
    letter = sent(serang, dishub, day=TODAY).letters.get()
    url = dishub_page.get(f"{LIST}{letter.pk}/").context["do_url"]
    assert url == "/agencies/36.73/dishub/#units"
    assert 'id="units"' in dishub_page.get(url).content.decode()
    unit.answered_by_parent = False
    unit.save()
    assert dishub_page.get(f"{LIST}{letter.pk}/").context["do_url"].endswith("/workers/?status=uncovered")
