"""The pages of uploads, as an operator, a city manager and strangers open them."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from enrolment.models import Enrolment, ProposedExit, StagedRow, Upload, UploadState, Worker
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import member

pytestmark = pytest.mark.django_db


def test_upload_check_save_and_undo(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep"), person("Budi")]))
    response = client.get(page(dishub, "upload_detail", upload.pk))
    assertContains(response, "Asep")
    saved = client.post(page(dishub, "upload_save", upload.pk), {"roster_date": "2020-02-20"})
    assertRedirects(saved, page(dishub, "upload_detail", upload.pk))
    assert Worker.objects.count() == 2
    assertContains(client.get(page(dishub, "upload_undo", upload.pk)), "2")
    client.post(page(dishub, "upload_undo", upload.pk))
    assert not Worker.objects.exists()
    assertContains(client.get(page(dishub, "upload_detail", upload.pk)), upload.file_name)


def test_bad_row_says_cell_reading_and_way_out_and_can_be_fixed(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep"), person("Budi", number="3673.0112")]))
    response = client.get(page(dishub, "upload_detail", upload.pk), {"show": "needs_fix"})
    row = StagedRow.objects.get(has_errors=True)
    assertContains(response, "3673.0112")
    assertContains(response, f"baris {row.row_number}, kolom C")
    fix = page(dishub, "upload_row", upload.pk, row.ordinal)
    form = client.get(fix).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "seen"}
    assert client.post(fix, typed | {"nik": "123"}).status_code == 400
    client.post(fix, typed | {"nik": "3673 0112 0385 9777"})
    row.refresh_from_db()
    assert (row.nik, row.has_errors) == ("3673011203859777", False)
    client.post(page(dishub, "upload_save", upload.pk), {"roster_date": "2020-02-20"})
    assert Worker.objects.filter(nik="3673011203859777", name="Budi").exists()


def test_row_fixed_after_saving_is_saved_by_a_second_press(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep"), person("Budi", number="12")]))
    save = page(dishub, "upload_save", upload.pk)
    client.post(save, {"roster_date": "2020-02-20"})
    assert Worker.objects.count() == 1
    row = StagedRow.objects.get(has_errors=True)
    client.post(
        page(dishub, "upload_row", upload.pk, row.ordinal),
        {"nik": "3673011203859778", "name": "Budi", "birth_date": "12-03-1985"},
    )
    waiting = client.get(page(dishub, "upload_detail", upload.pk)).context["saved"]
    assert waiting == {"new": 1, "changed": 0, "pending": 1}  # what is not on the list is not told as done
    client.post(save)
    assert Worker.objects.count() == 2
    done = client.get(page(dishub, "upload_detail", upload.pk)).context["saved"]
    assert done == {"new": 2, "changed": 0, "pending": 0}
    client.post(page(dishub, "upload_undo", upload.pk))
    assert not Worker.objects.exists()


def test_rows_with_warnings_want_a_look_before_saving(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep", **{"TGL LAHIR": "13-03-1985"})]))
    save = page(dishub, "upload_save", upload.pk)
    assert client.post(save, {"roster_date": "2020-02-20"}).status_code == 400
    assert not Worker.objects.exists()
    client.post(save, {"roster_date": "2020-02-20", "seen": "on"})
    assert Worker.objects.count() == 1


def test_whole_list_asks_and_exits_are_decided_on_their_page(client, dishub, hand_in):
    people = [person(f"Orang {n}") for n in range(12)]
    first = hand_in(workbook(people))
    client.post(page(dishub, "upload_save", first.pk), {"roster_date": "2020-02-20"})
    upload = hand_in(workbook(people[1:]))
    answers = {"roster_date": "2020-03-20", "mode": "full"}
    client.post(page(dishub, "upload_save", upload.pk), answers)
    proposal = ProposedExit.objects.get()
    exits = page(dishub, "agency_exits")
    assertContains(client.get(exits), "Orang 0")
    too_early = {f"{proposal.pk}-decision": "resigned", f"{proposal.pk}-ended_on": "2019-01-01"}
    assert client.post(exits, too_early).status_code == 400
    client.post(exits, too_early | {f"{proposal.pk}-ended_on": "2020-03-01"})
    assert Enrolment.objects.get(worker=proposal.worker_id).ended_on == dt.date(2020, 3, 1)


def test_second_of_two_who_save_at_once_is_told(client, dishub, hand_in):
    people = workbook([person("Asep")])
    first, second = hand_in(people), hand_in(people)
    client.post(page(dishub, "upload_save", first.pk), {"roster_date": "2020-02-20"})
    response = client.post(page(dishub, "upload_save", second.pk), {"roster_date": "2020-02-20"})
    assert response.status_code == 409
    assert Worker.objects.count() == 1
    assert Upload.objects.get(pk=second.pk).state == UploadState.CHECKED


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "kosong.xlsx"),
        (b"bukan buku kerja" * 100, "surat.xlsx"),
        (b"PK\x03\x04 rusak", "rusak.xlsx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "foto.xlsx"),
    ],
)
def test_unusable_file_gets_a_sentence_and_stores_only_the_upload(client, dishub, hand_in, content, name):
    upload = hand_in(content, name)
    response = client.get(page(dishub, "upload_detail", upload.pk))
    assertContains(response, "problem-what")
    assert upload.state == UploadState.REFUSED
    assert not StagedRow.objects.exists()


def test_city_manager_uploads_on_the_agencys_behalf(client, dishub, hand_in, city_manager):
    upload = hand_in(workbook([person("Asep")]), by=city_manager)
    assert upload.on_behalf
    assertContains(client.get(page(dishub, "agency_uploads")), str(city_manager))


def test_treasurer_looks_but_may_not_save(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    client.force_login(member("agency_treasurer", agency=dishub))
    response = client.get(page(dishub, "upload_detail", upload.pk), {"show": "new"})
    assertContains(response, "Asep")
    assert StagedRow.objects.get().nik not in response.content.decode()
    assert client.post(page(dishub, "upload_save", upload.pk)).status_code == 403


def test_stranger_finds_no_upload(client, dishub, dlh, hand_in, dlh_operator):
    upload = hand_in(workbook([person("Asep")]))
    client.force_login(dlh_operator)
    assert client.get(page(dishub, "upload_detail", upload.pk)).status_code == 404
    assert client.get(page(dlh, "upload_detail", upload.pk)).status_code == 404


def test_preview_asks_as_many_queries_for_fifty_rows_as_for_one(client, dishub, hand_in, count_queries):
    one = hand_in(workbook([person("Asep")]))
    few = count_queries(lambda: client.get(page(dishub, "upload_detail", one.pk)))
    fifty = hand_in(workbook([person(f"Orang {n}", number=None if n else "7") for n in range(50)]))
    assert count_queries(lambda: client.get(page(dishub, "upload_detail", fifty.pk), {"show": "new"})) == few
