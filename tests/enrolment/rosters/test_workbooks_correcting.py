"""Rows that wait go out as a workbook, are corrected, and find their places again."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains

from enrolment.models import StagedRow, Upload, UploadKind, UploadState, Worker
from enrolment.rosters.matching import values
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import nik

pytestmark = pytest.mark.django_db
FIRST, SECOND = "3673011203859601", "3673011203859602"


@pytest.fixture
def bad(hand_in):
    """An upload of one good row and three that wait: Budi (NIK), Cici (wage), Dedi (NIK and birth date)."""
    people = [
        person("Asep"),
        person("Budi", number="36730112"),
        person("Cici", GAJI="sejuta"),
        person("Dedi", number="1.23E+15", **{"TGL LAHIR": "31-02-1985"}),
    ]
    return hand_in(workbook(people, ["NAMA", "NO KTP", "TGL LAHIR", "JABATAN", "GAJI"]))


@pytest.fixture
def fetch(client, dishub):
    """The workbook of the rows to be corrected, opened, with its columns by heading."""

    def fetch(upload):
        response = client.get(page(dishub, "upload_errors", upload.pk))
        book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
        sheet = book.worksheets[0]
        return book, sheet, {cell.value: cell.column for cell in sheet[1]}

    return fetch


@pytest.fixture
def send(client, dishub):
    """Hand a corrected workbook in on the upload's page; returns the correction."""

    def send(upload, book, name="upload_correct"):
        stored = BytesIO()
        book.save(stored)
        file = SimpleUploadedFile("perbaikan.xlsx", stored.getvalue())
        args = [upload.pk] if name == "upload_correct" else []
        response = client.post(page(dishub, name, *args), {"file": file})
        assert response.status_code == 302
        return Upload.objects.latest("uploaded_at")

    return send


def counts(correction) -> dict:
    return correction.summary["correction"]["counts"]


def test_only_the_bad_rows_go_out_with_code_place_and_sentence(bad, fetch):
    _, sheet, at = fetch(bad)
    rows = list(StagedRow.objects.filter(has_errors=True))
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        f"{bad.pk.hex[:8]}-{row.ordinal}" for row in rows
    ]
    assert [sheet.cell(r, at["BARIS ASAL"]).value for r in (2, 3, 4)] == [row.row_number for row in rows]
    assert [sheet.cell(r, at["NAMA LENGKAP"]).value for r in (2, 3, 4)] == ["Budi", "Cici", "Dedi"]
    assert all(sheet.cell(r, at["YANG PERLU DIPERBAIKI"]).value for r in (2, 3, 4))


def test_bad_cells_show_what_was_read_in_red_with_a_comment(bad, fetch):
    _, sheet, at = fetch(bad)
    nik_cell, wage = sheet.cell(2, at["NIK (16 DIGIT)"]), sheet.cell(3, at["UPAH PER BULAN"])
    assert (nik_cell.value, wage.value) == ("36730112", "sejuta")
    assert nik_cell.number_format == wage.number_format == "@"
    assert nik_cell.fill.fgColor.rgb == "00FFC7CE"
    assert "36730112" in nik_cell.comment.text
    assert "sejuta" in wage.comment.text
    good = sheet.cell(3, at["NIK (16 DIGIT)"])
    assert (good.comment, good.fill.fill_type) == (None, None)


def test_corrected_rows_are_not_told_as_a_saved_list(client, dishub, bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    send(bad, book)
    client.cookies["django_language"] = "en"
    uploads = client.get(page(dishub, "agency_uploads")).content.decode()
    assert "1 row corrected" in uploads
    assert "taken over" in uploads
    assert "no changes" not in uploads


def test_corrected_rows_find_their_places_and_are_compared(client, dishub, bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    sheet.cell(3, at["UPAH PER BULAN"]).value = 1500000
    correction = send(bad, book)
    assert (correction.kind, correction.parent, correction.state) == (
        UploadKind.CORRECTION, bad, UploadState.APPLIED,
    )  # fmt: skip
    assert counts(correction) == {"taken": 2, "still_wrong": 1, "left": 1}
    bad.refresh_from_db()
    assert (bad.counts["new"], bad.counts["needs_fix"], bad.counts["valid"]) == (3, 1, 3)
    budi = StagedRow.objects.get(upload=bad, name="Budi")
    assert (budi.nik, budi.problems, budi.fixed_by.username) == (FIRST, None, "dishub")
    assert not Worker.objects.exists()
    assert not StagedRow.objects.filter(upload=correction).exists()
    shown = client.get(page(dishub, "upload_detail", correction.pk), follow=True)
    assertContains(shown, "Dedi")
    client.post(page(dishub, "upload_save", bad.pk), {"roster_date": "2020-02-20"})
    assert set(Worker.objects.values_list("name", flat=True)) == {"Asep", "Budi", "Cici"}


def test_row_still_wrong_points_at_the_columns_of_the_first_file(bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.cell(4, at["NIK (16 DIGIT)"]).value = SECOND
    send(bad, book)
    (problem,) = StagedRow.objects.get(upload=bad, name="Dedi").problems
    assert (problem["code"], problem["column"], problem["read"]) == ("birth_date_invalid", "D", "31-02-1985")


def test_correction_is_known_on_the_ordinary_page_by_its_codes(bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    correction = send(bad, book, "agency_upload_new")
    assert (correction.kind, correction.parent) == (UploadKind.CORRECTION, bad)
    assert counts(correction)["taken"] == 1


def test_same_correction_twice_changes_nothing_more(bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    send(bad, book)
    before = list(StagedRow.objects.filter(upload=bad).values())
    bad.refresh_from_db()
    counted = bad.counts
    again = send(bad, book)
    assert counts(again) == {"settled": 1, "still_wrong": 2, "left": 2}
    assert list(StagedRow.objects.filter(upload=bad).values()) == before
    bad.refresh_from_db()
    assert bad.counts | {"comparison": ""} == counted | {"comparison": ""}  # but for the comparison's mark


def test_deleted_rows_keep_waiting_and_extra_columns_are_left_aside(bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.delete_rows(3, 2)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    sheet.cell(1, sheet.max_column + 1).value = "SUDAH DICEK"
    sheet.cell(2, sheet.max_column).value = "ya"
    assert counts(send(bad, book)) == {"taken": 1, "left": 2}
    assert StagedRow.objects.get(name="Cici").problems[0]["read"] == "sejuta"


def test_column_left_out_keeps_its_value_and_its_problem(bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.delete_cols(at["UPAH PER BULAN"])
    sheet.cell(3, at["JABATAN"]).value = "Juru parkir"
    assert counts(send(bad, book))["still_wrong"] == 3
    cici = StagedRow.objects.get(name="Cici")
    assert (cici.position, cici.has_errors, cici.problems[0]["code"]) == ("Juru parkir", True, "wage_invalid")


def test_nik_of_another_good_row_is_a_duplicate_with_its_place(bad, fetch, send):
    asep = StagedRow.objects.get(name="Asep")
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = asep.nik
    send(bad, book)
    (problem,) = StagedRow.objects.get(name="Budi").problems
    assert (problem["code"], problem["column"]) == ("nik_duplicate", "C")
    assert problem["params"] == {"sheet": asep.sheet, "row": asep.row_number}


def test_of_two_rows_corrected_to_one_nik_the_upper_is_good(bad, fetch, send):
    book, sheet, at = fetch(bad)
    for row in (2, 4):
        sheet.cell(row, at["NIK (16 DIGIT)"]).value = FIRST
    sheet.cell(4, at["TANGGAL LAHIR"]).value = "12-03-1985"
    send(bad, book)
    budi, dedi = (StagedRow.objects.get(name=name) for name in ("Budi", "Dedi"))
    assert (budi.has_errors, dedi.has_errors) == (False, True)
    assert dedi.problems[0]["params"]["row"] == budi.row_number


def test_rows_without_a_place_are_named_with_what_to_do(client, dishub, bad, fetch, send):
    book, sheet, at = fetch(bad)
    sheet.cell(2, 1).value = "00000000-2"
    sheet.cell(3, 1).value = sheet.cell(4, 1).value
    extra = {"NAMA LENGKAP": "Eka", "NIK (16 DIGIT)": nik()}
    sheet.append([extra.get(heading) for heading in at])
    correction = send(bad, book)
    assert counts(correction) == {"unknown": 1, "still_wrong": 1, "repeated": 1, "no_code": 1, "left": 3}
    response = client.get(page(dishub, "upload_corrected", correction.pk))
    assertContains(response, "00000000-2")
    assert len(response.context["left_out"]) == 3
    assert StagedRow.objects.filter(upload=bad).count() == 4


def test_row_named_like_a_total_is_a_person_by_its_code(bad, fetch, send):
    book, sheet, at = fetch(bad)
    for heading in ("NO", "TANGGAL LAHIR", "JABATAN", "NIK (16 DIGIT)"):
        sheet.cell(2, at[heading]).value = None
    sheet.cell(2, at["NAMA LENGKAP"]).value = "Jumlah"
    assert counts(send(bad, book))["still_wrong"] == 3
    assert StagedRow.objects.filter(upload=bad, name="Jumlah").exists()


def test_rows_corrected_after_saving_are_saved_by_a_second_press(client, dishub, bad, fetch, send):
    save = page(dishub, "upload_save", bad.pk)
    client.post(save, {"roster_date": "2020-02-20"})
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    assert counts(send(bad, book))["taken"] == 1
    assert Worker.objects.count() == 1
    client.post(save)
    assert set(Worker.objects.values_list("name", flat=True)) == {"Asep", "Budi"}
    client.post(page(dishub, "upload_undo", bad.pk))
    assert not Worker.objects.exists()


def test_codes_of_another_agencys_upload_find_nothing(client, dishub, dlh, dlh_operator, bad, fetch):
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    stored = BytesIO()
    book.save(stored)
    client.force_login(dlh_operator)
    client.post(page(dlh, "agency_upload_new"), {"file": SimpleUploadedFile("x.xlsx", stored.getvalue())})
    upload = Upload.objects.latest("uploaded_at")
    assert (upload.agency, upload.kind, upload.counts["new"]) == (dlh, UploadKind.LIST, 1)
    assert StagedRow.objects.get(upload=bad, name="Budi").has_errors
    url = page(dlh, "upload_correct", bad.pk)
    assert client.post(url, {"file": SimpleUploadedFile("x.xlsx", stored.getvalue())}).status_code == 404


def test_upload_undone_meanwhile_takes_no_corrections(client, dishub, bad, fetch, send):
    client.post(page(dishub, "upload_save", bad.pk), {"roster_date": "2020-02-20"})
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    client.post(page(dishub, "upload_undo", bad.pk))
    assert send(bad, book) == bad
    assert client.get(page(dishub, "upload_errors", bad.pk)).status_code == 404
    assert StagedRow.objects.get(upload=bad, name="Budi").has_errors


def test_upload_page_offers_the_way_out_and_back_only_while_rows_wait(client, dishub, bad, hand_in):
    offered = client.get(page(dishub, "upload_detail", bad.pk))
    assertContains(offered, page(dishub, "upload_errors", bad.pk))
    assertContains(offered, page(dishub, "upload_correct", bad.pk))
    clean = hand_in(workbook([person("Fitri")]))
    assert b"upload_correct" not in client.get(page(dishub, "upload_detail", clean.pk)).content
    nothing = client.post(page(dishub, "upload_correct", bad.pk), follow=True)
    assert Upload.objects.count() == 2
    assert list(nothing.context["messages"])


def test_what_texts_mean_is_known_for_corrected_rows_too(bad, fetch, send, dishub):
    given = {"category": {"mitra": "thl"}, "position": {"Supir": "Pengemudi"}}
    values.remember(owner=dishub, given=given, by=None)
    book, sheet, at = fetch(bad)
    sheet.cell(2, at["NIK (16 DIGIT)"]).value = FIRST
    sheet.cell(2, at["STATUS PEGAWAI"]).value = "Mitra"
    sheet.cell(2, at["JABATAN"]).value = "Supir"
    sheet.cell(3, at["STATUS PEGAWAI"]).value = "Kontrak khusus"
    send(bad, book)
    budi = StagedRow.objects.get(upload=bad, name="Budi")
    assert (budi.category, budi.position) == ("thl", "Pengemudi")
    bad.refresh_from_db()
    assert bad.counts["unknown_statuses"] == 1
