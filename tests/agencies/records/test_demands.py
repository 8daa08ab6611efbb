"""What documents demand: who is asked, who complied, the city's side."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.models import Compliance, Demand, Document
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import (
    AgencyFactory,
    ComplianceFactory,
    DemandFactory,
    DocumentFactory,
    StatedFigureFactory,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def form(**changed):
    return {"text": "Mendaftarkan semua pegawai", "due_on": "2026-03-31", "measure": "answer"} | changed


def test_demand_is_entered_and_changed_with_its_history(english, city_manager, dishub):
    document = DocumentFactory()
    english.force_login(city_manager)
    new = reverse("document_demand_new", args=["36.73", document.pk])
    assert english.get(new).status_code == 200
    assert english.post(new, form()).status_code == 302
    demand = Demand.objects.get()
    assert (demand.region_id, demand.created_by, demand.kinds) == (document.region_id, city_manager, [])
    english.post(reverse("demand_edit", args=["36.73", demand.pk]), form(measure="roster", kinds=["dinas"]))
    demand.refresh_from_db()
    assert (demand.measure, demand.kinds) == ("roster", ["dinas"])
    shown = page(english, "document_detail", "36.73", document.pk)
    assert "Demand changed: “Mendaftarkan semua pegawai”" in shown
    assert "By the agency&#x27;s answer → A list of workers is handed in" in shown


def test_totals_say_how_many_of_how_many_complied(english, city_manager, dishub, dlh):
    demand = DemandFactory(due_on=dt.date(2020, 3, 1))
    AgencyFactory(kind="program", name="RT/RW")
    third = AgencyFactory(name="Dinas Sosial")
    ComplianceFactory(demand=demand, agency=dishub)
    ComplianceFactory(demand=demand, agency=third, state="exempt", note="tidak ada non-ASN")
    english.force_login(city_manager)
    shown = " ".join(page(english, "demand_detail", "36.73", demand.pk).split())
    assert "1 of 2 agencies · does not apply to 1 more" in shown
    assert "1 done, 0 partly, 0 not done, 1 does not apply" in shown
    assert "RT/RW" not in shown
    assert "overdue" in shown


def test_demand_asks_only_the_kinds_it_names_and_the_agency_of_its_document(
    city_manager, client, dishub, dlh
):
    AgencyFactory(kind="kecamatan", name="Kecamatan Kasemen")
    of_kind = DemandFactory(kinds=["kecamatan"])
    of_one = DemandFactory(document=DocumentFactory(agency=dlh))
    client.force_login(city_manager)
    shown = page(client, "demand_detail", "36.73", of_kind.pk)
    assert "Kecamatan Kasemen" in shown
    assert dishub.name not in shown
    shown = page(client, "demand_detail", "36.73", of_one.pk)
    assert dlh.name in shown
    assert dishub.name not in shown


def test_figures_stand_beside_the_answer_and_do_not_become_one(english, city_manager, dishub, dlh):
    demand = DemandFactory(measure="registered")
    enrol(dishub, 1, registered_on=REGISTERED)
    enrol(dlh, 1)
    ComplianceFactory(demand=demand, agency=dlh)
    english.force_login(city_manager)
    shown = " ".join(page(english, "demand_detail", "36.73", demand.pk).split())
    assert "1 of 1 registered" in shown
    assert "0 of 1 registered" in shown
    assert "differs from the answer" in shown
    assert "1 of 2 agencies" in shown
    assert Compliance.objects.count() == 1
    met = page(english, "demand_detail", "36.73", demand.pk, show="met")
    assert dishub.name in met
    assert dlh.name not in met
    differing = page(english, "demand_detail", "36.73", demand.pk, show="contradicting")
    assert dlh.name in differing
    assert dishub.name not in differing


def test_who_has_nobody_to_register_has_nothing_to_meet(english, city_manager, dishub, dlh):
    demand = DemandFactory(measure="registered")
    StatedFigureFactory(agency=dishub, value=0)
    enrol(dlh, 1)
    english.force_login(city_manager)
    shown = " ".join(page(english, "demand_detail", "36.73", demand.pk).split())
    assert "Nobody to register" in shown
    assert "0 of 1 agencies · does not apply to 1 more" in shown


def test_declared_zero_meets_a_demand_for_a_list_and_nothing_does_not(english, city_manager, dishub, dlh):
    demand = DemandFactory(measure="roster")
    StatedFigureFactory(agency=dishub, value=0)
    english.force_login(city_manager)
    shown = page(english, "demand_detail", "36.73", demand.pk)
    assert "Declares that there is nobody to list" in shown
    assert "No list yet" in shown


def test_city_records_the_answers_of_many_at_once(client, city_manager, dishub, dlh):
    demand = DemandFactory()
    ComplianceFactory(demand=demand, agency=dlh, state="not_done")
    client.force_login(city_manager)
    said = {"state": "done", "on": "2026-03-01", "note": "surat 3/2026", "agencies": [dishub.pk, dlh.pk]}
    assert client.post(reverse("demand_answers", args=["36.73", demand.pk]), said).status_code == 302
    answers = Compliance.objects.filter(demand=demand).values_list("state", "note", "said_by")
    assert set(answers) == {("done", "surat 3/2026", city_manager.pk)}
    assert len(answers) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"agencies": []},
        {"state": "x"},
        {"on": "2999-01-01"},
        {"on": ""},
        {"state": "exempt"},
        {"agencies": ["0"]},
    ],
)
def test_city_answers_that_say_nothing_are_refused(client, city_manager, dishub, changed):
    demand = DemandFactory()
    client.force_login(city_manager)
    said = {"state": "done", "on": "2026-03-01", "agencies": [dishub.pk]} | changed
    assert client.post(reverse("demand_answers", args=["36.73", demand.pk]), said).status_code == 400
    assert not Compliance.objects.exists()


def test_who_may_remind_is_led_to_the_letters_while_somebody_has_not_complied(
    client, city_manager, city_leader, dishub
):
    demand = DemandFactory()
    letters = f"about=demand&amp;demand={demand.pk}"
    client.force_login(city_leader)
    assert letters not in page(client, "demand_detail", "36.73", demand.pk)
    client.force_login(city_manager)
    assert letters in page(client, "demand_detail", "36.73", demand.pk)
    assert client.get(f"/regions/36.73/reminders/new/?about=demand&demand={demand.pk}").status_code == 200
    ComplianceFactory(demand=demand, agency=dishub)
    assert letters not in page(client, "demand_detail", "36.73", demand.pk)


def test_deleted_demand_comes_back_with_its_answers(client, city_manager, dishub):
    answer = ComplianceFactory(agency=dishub, note="sudah", demand=DemandFactory(kinds=["dinas"]))
    before = Compliance.objects.values().get()
    demand = answer.demand
    client.force_login(city_manager)
    client.post(reverse("demand_delete", args=["36.73", demand.pk]))
    assert not Demand.objects.exists()
    assert not Compliance.objects.exists()
    shown = client.get(reverse("document_detail", args=["36.73", demand.document_id]))
    (entry,) = shown.context["removed"]
    back = reverse("document_demand_restore", args=["36.73", demand.document_id])
    client.post(back, {"entry": entry.pk})
    assert Demand.objects.get() == demand
    assert Compliance.objects.values().get() == before
    client.post(back, {"entry": entry.pk})
    client.post(back, {"entry": "x"})
    assert Demand.objects.count() == 1


def test_deleted_document_comes_back_with_its_demands_and_answers(english, city_manager, dishub):
    answer = ComplianceFactory(agency=dishub)
    english.force_login(city_manager)
    document = answer.demand.document
    url = reverse("document_delete", args=["36.73", document.pk])
    assert "1 answers" in english.get(url).content.decode()
    english.post(url)
    assert not Document.objects.exists()
    assert not Compliance.objects.exists()
    english.post(reverse("record_restore", args=["36.73"]))
    assert Document.objects.get() == document
    assert Compliance.objects.get() == answer
    assert Compliance.objects.get().said_at == answer.said_at


def test_readers_see_who_complied_without_buttons(english, city_leader, dishub):
    demand = DemandFactory()
    english.force_login(city_leader)
    shown = page(english, "demand_detail", "36.73", demand.pk)
    assert dishub.name in shown
    assert "answers/" not in shown
    assert english.post(reverse("demand_answers", args=["36.73", demand.pk])).status_code == 403
    assert english.get(reverse("demand_edit", args=["36.73", demand.pk])).status_code == 403


def test_demand_of_another_region_is_not_found(client, city_manager, cirebon):
    foreign = DemandFactory(document__region=cirebon)
    client.force_login(city_manager)
    for code in ("36.73", "32.74"):
        for name in ("demand_detail", "demand_edit", "demand_export"):
            assert client.get(reverse(name, args=[code, foreign.pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 50])
def test_pages_ask_the_database_equally_often_for_one_and_fifty(client, city_manager, count_queries, many):
    demand = DemandFactory(measure="registered")
    for _ in range(many):
        agency = AgencyFactory()
        ComplianceFactory(demand=demand, agency=agency, said_by=member("agency_head", agency=agency))
        DemandFactory(document=demand.document)
    client.force_login(city_manager)
    for name, pk in (
        ("demand_detail", demand.pk),
        ("demand_export", demand.pk),
        ("document_detail", demand.document_id),
    ):
        assert count_queries(lambda: client.get(reverse(name, args=["36.73", pk]))) <= 28, name  # noqa: B023
    assert count_queries(lambda: client.get(reverse("region_documents", args=["36.73"]))) <= 24
