"""Statuses, positions and units that people give a meaning once."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enrolment.models import RosterProfile, StagedRow, Worker
from enrolment.rosters.matching.profiles import VALUES
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def asked(response) -> dict[tuple[str, str], str]:
    """(column, text) -> name of the field that asks for it."""
    return {about: name for name, about in response.context["form"].asked.items()}


def test_unknown_status_is_asked_once(client, dishub, hand_in):
    upload = hand_in(
        workbook([person("Asep", STATUS="R3"), person("Budi", STATUS="r3"), person("Cecep", STATUS="THL")])
    )
    assert upload.counts["unknown_statuses"] == 1
    assertContains(
        client.get(page(dishub, "upload_detail", upload.pk)), page(dishub, "upload_values", upload.pk)
    )
    here = page(dishub, "upload_values", upload.pk)
    name = asked(client.get(here))["category", "r3"]
    assertRedirects(client.post(here, {name: "pppk_pw"}), page(dishub, "upload_detail", upload.pk))
    assert list(StagedRow.objects.values_list("category", flat=True)) == ["pppk_pw", "pppk_pw", "thl"]
    upload.refresh_from_db()
    assert upload.counts["unknown_statuses"] == 0
    client.post(page(dishub, "upload_save", upload.pk), {"roster_date": "2020-02-20"})
    assert set(Worker.objects.values_list("category", flat=True)) == {"pppk_pw", "thl"}
    later = hand_in(workbook([person("Dadang", STATUS="R3")]))
    assert later.counts["unknown_statuses"] == 0
    assert StagedRow.objects.get(upload=later).category == "pppk_pw"


def test_known_status_can_be_given_another_meaning(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep", STATUS="PTT")]))
    here = page(dishub, "upload_values", upload.pk)
    client.post(here, {asked(client.get(here))["category", "ptt"]: "other"})
    assert StagedRow.objects.get().category == "other"


def test_close_spellings_are_suggested_but_joined_by_people_only(client, dishub, hand_in):
    people = [person(f"A{n}", JABATAN="Petugas Parkir") for n in range(3)] + [
        person("B", JABATAN="Petugas Parkr")
    ]
    upload = hand_in(workbook(people))
    here = page(dishub, "upload_values", upload.pk)
    response = client.get(here)
    assertContains(response, "Petugas Parkr")
    assert StagedRow.objects.filter(position="Petugas Parkr").exists()
    name = asked(response)["position", "Petugas Parkr"]
    client.post(here, {name: "Petugas Parkir"})
    assert set(StagedRow.objects.values_list("position", flat=True)) == {"Petugas Parkir"}
    hand_in(workbook([person("C", JABATAN="Petugas Parkr")]))
    assert not StagedRow.objects.filter(position="Petugas Parkr").exists()


def test_spelling_taken_back_counts_from_the_next_file(client, dishub, hand_in):
    upload = hand_in(workbook([person("A", JABATAN="Sopir")]))
    here = page(dishub, "upload_values", upload.pk)
    client.post(here, {asked(client.get(f"{here}?all=1"))["position", "Sopir"]: "Pengemudi"})
    client.post(here, {asked(client.get(f"{here}?all=1"))["position", "Sopir"]: ""})
    assert RosterProfile.objects.get(fingerprint=VALUES).content["values"]["position"] == {}
    hand_in(workbook([person("B", JABATAN="Sopir")]))
    assert StagedRow.objects.filter(position="Sopir").exists()


def test_units_are_chosen_among_the_agencys_own(client, dishub, hand_in):
    AgencyFactory(region=dishub.region, code="36.73/upt-parkir", name="UPT Parkir", parent=dishub)
    upload = hand_in(
        workbook([person("A", **{"UNIT KERJA": "parkir lt 2"}), person("B", **{"UNIT KERJA": "UPT Parkir"})])
    )
    here = page(dishub, "upload_values", upload.pk)
    names = asked(client.get(here))
    assert ("unit", "UPT Parkir") not in names
    assert client.post(here, {names["unit", "parkir lt 2"]: "Dinas Lain"}).status_code == 400
    client.post(here, {names["unit", "parkir lt 2"]: "UPT Parkir"})
    assert set(StagedRow.objects.values_list("unit", flat=True)) == {"UPT Parkir"}


def test_answers_of_one_agency_are_not_anothers(client, dishub, hand_in):
    upload = hand_in(workbook([person("A", STATUS="R3")]))
    here = page(dishub, "upload_values", upload.pk)
    client.post(here, {asked(client.get(here))["category", "r3"]: "thl"})
    RosterProfile.objects.update(agency=AgencyFactory(region=dishub.region, code="36.73/dlh"))
    assert hand_in(workbook([person("B", STATUS="R3")])).counts["unknown_statuses"] == 1


def test_nothing_to_match_says_so(client, dishub, hand_in):
    upload = hand_in(workbook([person("A")]))
    here = page(dishub, "upload_values", upload.pk)
    assertNotContains(client.get(here), 'name="position-')
    assertContains(client.get(f"{here}?all=1"), 'name="position-')


def test_preview_shows_category_and_end_of_contract_in_words(client, dishub, hand_in):
    first = hand_in(workbook([person("A", number="3673011203850001", STATUS="THL")]))
    client.post(page(dishub, "upload_save", first.pk), {"roster_date": "2020-02-20"})
    again = {"STATUS": "Outsourcing", "AKHIR KONTRAK": "31-12-2027"}
    upload = hand_in(workbook([person("A", number="3673011203850001", **again)]))
    response = client.get(page(dishub, "upload_detail", upload.pk), {"show": "changed"})
    assertContains(response, "31 Des 2027")
    assertNotContains(response, "outsourced")
