"""Writing a reminder on the pages: whom, what, a look at one letter, all of them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import Compliance, Demand
from contributions.models import Reminder
from tests.contributions.coverage.stories import enrol
from tests.contributions.reminders.letters import URL, words
from tests.factories import AgencyFactory, DocumentFactory

pytestmark = pytest.mark.django_db


def ticks(page) -> list[str]:
    """The ids ticked in the page's list."""
    return [str(row.unit.pk) for row in page.context["rows"] if row.ticked]


def test_those_it_concerns_are_ticked_already(city, dishub, dlh):
    enrol(dishub, 2)
    assert ticks(city.get(URL + "?about=uncovered")) == [str(dishub.pk)]
    assert ticks(city.get(URL + "?about=no_roster")) == [str(dlh.pk)]
    assert ticks(city.get(URL + "?about=other")) == []


@pytest.mark.parametrize("about", ["", "nonsense", "demand", "\0"])
def test_an_unknown_matter_begins_with_the_first_that_concerns_anybody(city, dishub, about):
    page = city.get(URL, {"about": about, "demand": "9" * 50, "language": "xx"})
    assert page.context["draft"].kind == "no_roster"
    assert page.context["draft"].language == "id"


def test_a_letter_begins_in_the_language_chosen(city, dishub):
    assert "Penyampaian daftar" in city.get(URL).context["draft"].form["subject"].value()
    english = city.get(URL + "?language=en").context["draft"].form["subject"].value()
    assert english.startswith("Handing in the list")


def test_what_is_ticked_and_not_shown_stays_ticked(city, dishub, dlh):
    sent = words(dishub, act="show", q="lingkungan", body="", subject="")
    page = city.post(URL, sent)
    assert page.status_code == 200
    assert [row.unit.pk for row in page.context["rows"]] == [dlh.pk]
    assert page.context["draft"].kept == [dishub.pk]
    page = city.post(URL, sent | {"act": "all"})
    assert page.context["draft"].ticked == {dishub.pk, dlh.pk}
    page = city.post(URL, sent | {"act": "none", "q": ""})
    assert page.context["draft"].ticked == set()


def test_the_list_is_narrowed_by_kind_and_by_whom_it_concerns(city, serang, dishub, dlh):
    office = AgencyFactory(region=serang, kind="kecamatan")
    enrol(dishub, 1)
    page = city.post(URL, words(dlh, act="show", kind="kecamatan"))
    assert [row.unit.pk for row in page.context["rows"]] == [office.pk]
    page = city.post(URL, words(dlh, act="show", show="concerned"))
    assert [row.unit.pk for row in page.context["rows"]] == [dishub.pk]
    page = city.post(URL, words(dlh, act="show", show="ticked"))
    assert [row.unit.pk for row in page.context["rows"]] == [dlh.pk]


def test_the_preview_shows_a_real_letter_and_makes_nothing(city, dishub, dlh):
    enrol(dlh, 7)
    page = city.post(URL, words(dishub, dlh, act="preview", sample=dlh.pk))
    assert ("Belum terdaftar", "7") in page.context["letter"].facts
    assert not Reminder.objects.exists()
    back = city.post(URL, words(dishub, dlh, act="back"))
    assert back.context["draft"].form["body"].value() == "Mohon didaftarkan."


def test_letters_are_made_for_those_ticked_alone(city, city_manager, serang, dishub, dlh):
    foreign = AgencyFactory(region=serang.parent.children.exclude(pk=serang.pk).first())
    day = timezone.localdate() + dt.timedelta(10)
    made = words(dishub, foreign, act="make", answer_by=day.isoformat(), name="Budi", nip="")
    answer = city.post(URL, made)
    reminder = Reminder.objects.get()
    assert answer["Location"] == reverse("region_reminder", args=["36.73", reminder.pk])
    assert [letter.agency for letter in reminder.letters.all()] == [dishub]
    assert (reminder.kind, reminder.answer_by, reminder.made_by) == ("uncovered", day, city_manager)
    assert reminder.signer["name"] == "Budi"


def test_the_next_reminder_begins_with_the_same_signer(city, dishub):
    city.post(URL, words(dishub, act="make", name="Budi", office="Disnaker"))
    form = city.get(URL).context["draft"].form
    assert (form["name"].value(), form["office"].value()) == ("Budi", "Disnaker")


@pytest.mark.parametrize(
    "wrong", [{"agency": []}, {"subject": ""}, {"body": " "}, {"answer_by": "2019-01-01"}, {"nip": "12"}]
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(city, dishub, wrong):
    for act in ("preview", "make"):
        assert city.post(URL, words(dishub, act=act) | wrong).status_code == 400
    assert not Reminder.objects.exists()


def test_what_no_paper_can_hold_is_left_out(city, dishub):
    city.post(URL, words(dishub, act="make", body="Satu\x0b\uffff dua\r\nbaris"))
    reminder = Reminder.objects.get()
    assert reminder.body == "Satu dua\nbaris"
    page = city.get(reverse("region_reminder_zip", args=["36.73", reminder.pk]))
    assert page.status_code == 200


def test_a_demand_brings_its_document_and_those_it_asks(city, serang, dishub, dlh):
    document = DocumentFactory(region=serang)
    demand = Demand.objects.create(document=document, region=serang, text="Daftarkan semua")
    page = city.get(URL, {"about": "demand", "demand": demand.pk})
    draft = page.context["draft"]
    assert draft.ticked == {dishub.pk, dlh.pk}
    assert draft.form["document"].value() == document.pk
    assert "Daftarkan semua" in draft.form["body"].value()
    sent = words(dishub, about="demand", demand=demand.pk, document=document.pk, act="make")
    city.post(URL, sent)
    assert Reminder.objects.get().document == document


def test_units_to_choose_from_say_how_they_stand_to_the_demand(city, serang, dishub, dlh):
    demand = Demand.objects.create(document=DocumentFactory(region=serang), region=serang, text="Daftarkan")
    Compliance.objects.create(demand=demand, region=serang, agency=dlh, state="done", on=timezone.localdate())
    shown = city.get(URL, {"about": "demand", "demand": demand.pk}).context["draft"].shown
    assert {row.unit.pk: row.sign for row in shown} == {dishub.pk: "demand_open", dlh.pk: "demand_met"}
    other = city.get(URL, {"about": "uncovered", "demand": demand.pk}).context["draft"].shown
    assert {row.sign for row in other} == {""}


def test_a_document_of_another_region_is_none(city, cirebon, dishub):
    foreign = DocumentFactory(region=cirebon)
    assert city.post(URL, words(dishub, act="make", document=foreign.pk)).status_code == 400


def test_the_page_asks_as_much_for_fifty_agencies_as_for_one(city, serang, dishub, count_queries):
    once = count_queries(lambda: city.get(URL))
    for _ in range(49):
        AgencyFactory(region=serang)
    assert count_queries(lambda: city.get(URL)) == once


def test_a_city_leader_reads_and_reminds_nobody(client, city_leader, dishub):
    client.force_login(city_leader)
    assert client.get(URL).status_code == 403
    assert client.get("/regions/36.73/reminders/").status_code == 200


def test_another_language_keeps_what_was_ticked_and_typed(city, dishub, dlh):
    begun = city.get(URL + "?about=other").context["draft"]
    assert begun.language == "id"
    form = city.get(URL + "?about=uncovered").context["draft"].form
    fresh = {"subject": form["subject"].value(), "body": form["body"].value().replace("\n", "\r\n")}
    sent = words(dlh, name="Budi", **fresh) | {"language": ["id", "en"]}
    draft = city.post(URL, sent).context["draft"]
    assert (draft.language, draft.ticked, draft.form["name"].value()) == ("en", {dlh.pk}, "Budi")
    assert draft.form["subject"].value() == "Registering workers with BPJS Ketenagakerjaan"
    assert draft.form["body"].value().startswith("Some of the workers")
    own = city.post(URL, sent | {"subject": "Hal lain"}).context["draft"].form
    assert own["subject"].value() == "Hal lain"
    assert own["body"].value().startswith("Some of the workers")


def test_a_letter_about_a_demand_says_by_when(city, serang, dishub):
    document = DocumentFactory(region=serang)
    due = dt.date(2026, 12, 1)
    demand = Demand.objects.create(document=document, region=serang, text="Daftarkan semua", due_on=due)
    form = city.get(URL, {"about": "demand", "demand": demand.pk, "language": "en"}).context["draft"].form
    assert form["body"].value().startswith("What it asks, by 1 December 2026 at the latest: Daftarkan semua")


def test_whom_it_concerns_stands_first(city, serang, dishub, dlh):
    AgencyFactory(region=serang, code="36.73/01", kind="kecamatan")
    enrol(dlh, 2)
    rows = city.get(URL + "?about=uncovered").context["rows"]
    assert [row.unit.agency.code for row in rows] == ["36.73/dlh", "36.73/dishub", "36.73/01"]
