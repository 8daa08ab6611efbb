"""A city's reminders: states, marking, numbers, answers, files, closing, withdrawing."""

import datetime as dt
import io
import zipfile
from urllib.parse import quote

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from contributions.models import Reminder
from contributions.reminders import actions
from tests.contributions.coverage.stories import enrol
from tests.contributions.reminders.letters import reminded, sent
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(client, city_manager):
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"
    return client


def page(name, *args) -> str:
    return reverse(f"region_reminder{name}", args=["36.73", *args])


def mark(reminder, letters=(), **more) -> dict:
    sent = {"act": "sent", "via": "letter", "on": timezone.localdate().isoformat()}
    return sent | {"letter": [one.pk for one in letters]} | more


def test_letters_ticked_are_marked_as_sent_and_not_sent_again(city, city_manager, serang, dishub, dlh):
    reminder = reminded(serang, dishub, dlh)
    first, second = reminder.letters.order_by("agency__code")
    city.post(page("_mark", reminder.pk), mark(reminder, [first], number="560/1"))
    first.refresh_from_db()
    assert (first.sent_by, first.number, first.sent_on) == (city_manager, "560/1", timezone.localdate())
    assert reminder.letters.get(pk=second.pk).sent_on is None
    city.post(page("_mark", reminder.pk), mark(reminder, [first], act="unsent"))
    first.refresh_from_db()
    assert first.sent_on is None


def test_all_letters_of_the_selection_are_marked_whatever_page_shows_them(city, serang, dishub):
    for _ in range(30):
        AgencyFactory(region=serang, kind="kelurahan")
    reminder = reminded(serang, dishub, *serang.agencies.filter(kind="kelurahan"))
    city.post(page("_mark", reminder.pk) + "?kind=kelurahan", mark(reminder, everybody="1"))
    assert reminder.letters.filter(sent_on__isnull=False).count() == 30
    assert reminder.letters.get(sent_on=None).agency == dishub


def test_a_day_to_come_and_no_tick_mark_nothing(city, serang, dishub):
    reminder = reminded(serang, dishub)
    later = (timezone.localdate() + dt.timedelta(1)).isoformat()
    wrong = mark(reminder, reminder.letters.all(), on=later)
    assert city.post(page("_mark", reminder.pk), wrong).status_code == 400
    assert city.post(page("_mark", reminder.pk), mark(reminder)).status_code == 302
    assert reminder.letters.get().sent_on is None


def test_each_state_has_its_letters_behind_its_tile(city, serang, dishub, dlh):
    reminder = reminded(serang, dishub, dlh, answer_by=dt.date(2020, 3, 1))
    first = reminder.letters.get(agency=dishub)
    values = {"via": "letter", "on": dt.date(2020, 2, 27), "by": None}
    actions.mark_sent(reminder=reminder, letters=[first.pk], **values)
    shown = city.get(page("", reminder.pk))
    counts = {tile["url"].rpartition("=")[2]: tile["value"] for tile in shown.context["tiles"]}
    assert counts == {"unsent": 1, "sent": 0, "overdue": 1, "answered": 0}
    for tile in shown.context["tiles"]:
        assert len(city.get(tile["url"]).context["table"].rows) == tile["value"]


def test_the_whatsapp_text_has_the_units_figures_a_link_and_no_names(city, serang, dishub, dishub_operator):
    dishub_operator.phone = "0812-3456-7890"
    dishub_operator.save()
    workers = enrol(dishub, 2)
    reminder = reminded(serang, dishub, language="en")
    shown = city.get(page("_letter", reminder.pk, reminder.letters.get().pk))
    text = shown.context["text"]
    assert "2 of 2 listed are not registered yet" in text
    assert "http://testserver/agencies/36.73/dishub/workers/?status=uncovered" in text
    assert not any(worker.name in text or worker.nik in text for worker in workers)
    html = shown.content.decode()
    assert f"https://wa.me/6281234567890?text={quote(text[:20], safe='')}" in html


@pytest.mark.parametrize(("phone", "leads_to"), [("081234567890", "uploads/new/"), ("", "")])
def test_a_text_without_a_number_leads_where_everybody_of_the_agency_may_go(
    city, serang, dishub, dishub_operator, phone, leads_to
):
    dishub_operator.phone = phone
    dishub_operator.save()
    reminder = sent(serang, dishub, kind="no_roster", language="en")
    text = city.get(page("_letter", reminder.pk, reminder.letters.get().pk)).context["text"]
    assert text.endswith(f"Open: http://testserver/agencies/36.73/dishub/{leads_to}")


def test_who_may_not_remind_sees_no_phone_and_no_box(client, city_leader, serang, dishub, dishub_operator):
    dishub_operator.phone = "081234567890"
    dishub_operator.save()
    reminder = sent(serang, dishub)
    client.force_login(city_leader)
    letter = client.get(page("_letter", reminder.pk, reminder.letters.get().pk)).content.decode()
    assert "081234567890" not in letter
    assert "wa.me/62" not in letter
    assert 'name="letter"' not in client.get(page("", reminder.pk)).content.decode()


def test_a_number_and_an_answer_are_written_down_and_taken_back(city, city_manager, serang, dishub):
    reminder = sent(serang, dishub)
    letter = reminder.letters.get()
    url = page("_letter_edit", reminder.pk, letter.pk)
    city.post(url, {"act": "number", "number": "560/7"})
    city.post(url, {"act": "answer", "answer": "Sudah didaftarkan.", "on": "2020-03-01"})
    letter.refresh_from_db()
    assert (letter.number, letter.answer, letter.answered_by) == (
        "560/7",
        "Sudah didaftarkan.",
        city_manager,
    )
    assert city.post(url, {"act": "answer", "answer": "", "on": "2020-03-01"}).status_code == 400
    city.post(url, {"act": "unanswered"})
    letter.refresh_from_db()
    assert (letter.answer, letter.answered_on) == ("", None)


def test_files_hold_the_letters_of_the_filter(city, serang, dishub, dlh):
    reminder = reminded(serang, dishub, dlh)
    letter = reminder.letters.get(agency=dishub)
    assert city.get(page("_pdf", reminder.pk)).content.startswith(b"%PDF")
    one = city.get(page("_letter_pdf", reminder.pk, letter.pk))
    assert one["Content-Disposition"].startswith('attachment; filename="36-73-dishub-')
    archive = zipfile.ZipFile(io.BytesIO(city.get(page("_zip", reminder.pk)).content))
    assert [name[:12] for name in archive.namelist()] == ["36-73-dishub", "36-73-dlh-re"]
    some = zipfile.ZipFile(io.BytesIO(city.get(page("_zip", reminder.pk) + "?q=lingkungan").content))
    assert len(some.namelist()) == 1
    assert city.get(page("_pdf", reminder.pk) + "?q=nobody").status_code == 302


def test_the_workbook_says_the_state_of_each_letter(city, serang, dishub, dlh):
    reminder = reminded(serang, dishub, dlh)
    actions.answer(letter=reminder.letters.get(agency=dishub), text="=1+1", on=dt.date(2020, 3, 1), by=None)
    content = b"".join(city.get(page("_xlsx", reminder.pk)).streaming_content)
    head, first, second = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    said, silent = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
    assert (said["Agency"], said["State"], said["Answer"]) == ("Dinas Perhubungan", "Answered", "=1+1")
    assert (silent["State"], silent["Registered"]) == ("Not sent yet", None)


def test_a_reminder_is_closed_and_opened_again(city, serang, dishub):
    reminder = sent(serang, dishub)
    city.post(page("_close", reminder.pk), {"act": "close"})
    assert Reminder.objects.get().closed_on == timezone.localdate()
    assert "Closed without an answer" in city.get(page("", reminder.pk)).content.decode()
    city.post(page("_close", reminder.pk), {"act": "reopen"})
    assert Reminder.objects.get().closed_on is None


def test_withdrawing_asks_first_and_refuses_once_sent(city, serang, dishub, dlh):
    gone, stays = reminded(serang, dishub), sent(serang, dlh)
    assert "1 letter is deleted" in city.get(page("_withdraw", gone.pk)).content.decode()
    assert Reminder.objects.count() == 2
    city.post(page("_withdraw", gone.pk))
    city.post(page("_withdraw", stays.pk))
    assert list(Reminder.objects.all()) == [stays]


def test_a_reminder_of_another_city_is_not_found(city, cirebon):
    there = reminded(cirebon, AgencyFactory(region=cirebon))
    assert city.get(page("", there.pk)).status_code == 404
    assert city.post(page("_mark", there.pk), mark(there, there.letters.all())).status_code == 404
    foreign = reverse("region_reminder", args=[cirebon.code, there.pk])
    assert city.get(foreign).status_code == 404


def test_pages_ask_as_much_for_fifty_letters_as_for_one(city, serang, dishub, count_queries):
    for _ in range(49):
        AgencyFactory(region=serang)
    one, many = sent(serang, dishub), sent(serang, *serang.agencies.all())
    for name in ("", "_xlsx", "_zip"):
        few = count_queries(lambda name=name: city.get(page(name, one.pk), {"per_page": "50"}))
        assert count_queries(lambda name=name: city.get(page(name, many.pk), {"per_page": "50"})) == few
