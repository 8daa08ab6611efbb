"""An agency's side of documents: what it reads, what it answers, what its to-do says."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import Agency, Compliance
from agencies.records.demands.standing import standings_of
from agencies.records.demands.waiting import demands_waiting
from tests.contributions.coverage.stories import enrol
from tests.factories import (
    AgencyFactory,
    ComplianceFactory,
    DemandFactory,
    DocumentFactory,
    member,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 1)
SAID = {"state": "done", "on": "2026-02-01", "note": "surat 800/1"}


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_agency_reads_its_regions_documents_and_no_others(english, dishub, dlh, dishub_operator, cirebon):
    DocumentFactory(title="Perwal semua OPD")
    DocumentFactory(title="Perjanjian DLH", agency=dlh)
    DocumentFactory(title="SE Cirebon", region=cirebon)
    english.force_login(dishub_operator)
    shown = page(english, "agency_documents", dishub.code)
    assert "Perwal semua OPD" in shown
    assert "Perjanjian DLH" not in shown
    assert "SE Cirebon" not in shown


def test_head_and_operator_answer_and_the_treasurer_looks(english, dishub, dishub_operator):
    demand = DemandFactory(text="Daftarkan semua")
    url = reverse("agency_demand", args=[dishub.code, demand.pk])
    treasurer = member("agency_treasurer", agency=dishub)
    english.force_login(treasurer)
    assert english.get(url).status_code == 200
    assert english.post(url, SAID).status_code == 403
    for user in (dishub_operator, member("agency_head", agency=dishub)):
        english.force_login(user)
        assert english.post(url, SAID).status_code == 302
        assert Compliance.objects.get().said_by == user
    assert "surat 800/1" in page(english, "agency_demand", dishub.code, demand.pk)


def test_evidence_is_kept_and_handed_out_as_a_download(
    english, stored, dishub, dishub_operator, dlh_operator
):
    demand = DemandFactory()
    english.force_login(dishub_operator)
    scan = SimpleUploadedFile("surat.pdf", b"%PDF-1.4 isi")
    english.post(reverse("agency_demand", args=[dishub.code, demand.pk]), SAID | {"file": scan})
    url = reverse("agency_demand_file", args=[dishub.code, demand.pk])
    answer = english.get(url)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 isi"
    assert answer["Content-Disposition"].startswith("attachment")
    english.force_login(dlh_operator)
    assert english.get(url).status_code == 404


def test_evidence_that_is_no_scan_is_refused(english, stored, dishub, dishub_operator):
    demand = DemandFactory()
    english.force_login(dishub_operator)
    scan = SimpleUploadedFile("surat.pdf", b"MZ program")
    answer = english.post(reverse("agency_demand", args=[dishub.code, demand.pk]), SAID | {"file": scan})
    assert answer.status_code == 400
    assert "neither PDF nor JPG nor PNG" in answer.content.decode()
    assert not Compliance.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"state": ""}, {"on": "x"}, {"on": "2999-01-01"}, {"state": "exempt", "note": " "}]
)
def test_answers_that_say_nothing_are_refused(english, dishub, dishub_operator, changed):
    demand = DemandFactory()
    english.force_login(dishub_operator)
    url = reverse("agency_demand", args=[dishub.code, demand.pk])
    assert english.post(url, SAID | changed).status_code == 400
    assert not Compliance.objects.exists()


def test_answer_is_taken_back_and_brought_back(english, stored, dishub, dishub_operator):
    demand = DemandFactory()
    english.force_login(dishub_operator)
    scan = SimpleUploadedFile("surat.pdf", b"%PDF-1.4 isi")
    english.post(reverse("agency_demand", args=[dishub.code, demand.pk]), SAID | {"file": scan})
    before = Compliance.objects.values().get()
    english.post(reverse("agency_demand_take_back", args=[dishub.code, demand.pk]))
    assert not Compliance.objects.exists()
    assert "Answer taken back" in page(english, "agency_demand", dishub.code, demand.pk)
    for _ in range(2):
        english.post(reverse("agency_demand_restore", args=[dishub.code, demand.pk]))
    assert Compliance.objects.values().get() == before
    answer = english.get(reverse("agency_demand_file", args=[dishub.code, demand.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 isi"


def test_demand_that_does_not_ask_the_agency_is_not_found(english, dishub, dlh, dishub_operator, cirebon):
    english.force_login(dishub_operator)
    for demand in (
        DemandFactory(kinds=["kecamatan"]),
        DemandFactory(document=DocumentFactory(agency=dlh)),
        DemandFactory(document__region=cirebon),
    ):
        assert english.get(reverse("agency_demand", args=[dishub.code, demand.pk])).status_code == 404


def test_city_answers_for_an_agency_and_returns_to_its_list(english, dishub, city_manager):
    demand = DemandFactory()
    english.force_login(city_manager)
    url = reverse("agency_demand", args=[dishub.code, demand.pk])
    assert "for the agency" in english.get(url).content.decode()
    assert english.post(url, SAID).url == reverse("demand_detail", args=["36.73", demand.pk])


def agencies_waiting(demand) -> list[Agency]:
    """Whom to remind."""
    return [one.agency for one in standings_of([demand], TODAY)[demand.pk] if one.open]


def test_what_waits_for_an_agency_empties_as_it_answers_or_its_figures_do(dishub, dlh):
    asked = DemandFactory(due_on=TODAY)
    listed = DemandFactory(measure="roster", due_on=dt.date(2026, 1, 1))
    found = [(one.demand, one.late) for one in demands_waiting(dishub, TODAY)]
    assert found == [(listed, True), (asked, False)]
    enrol(dishub, 1)
    ComplianceFactory(demand=asked, agency=dishub, state="partly")
    assert [one.demand for one in demands_waiting(dishub, TODAY)] == [asked]
    assert agencies_waiting(listed) == [dlh]
    Compliance.objects.update(state="done")
    assert demands_waiting(dishub, TODAY) == []
    assert agencies_waiting(asked) == [dlh]


def test_parent_is_asked_for_whom_it_answers_for(dishub):
    child = AgencyFactory(parent=dishub, answered_by_parent=True)
    demand = DemandFactory(measure="roster")
    enrol(child, 1)
    assert demands_waiting(child, TODAY) == []
    assert agencies_waiting(demand) == []


def test_home_says_what_a_document_asks(english, dishub, dishub_operator):
    demand = DemandFactory(text="Daftarkan semua", due_on=dt.date(2020, 3, 1))
    english.force_login(dishub_operator)
    shown = page(english, "agency_home", dishub.code)
    assert f"asked for by 1 Mar 2020: {demand.text}" in shown
    english.post(reverse("agency_demand", args=[dishub.code, demand.pk]), SAID)
    assert demand.text not in page(english, "agency_home", dishub.code)
