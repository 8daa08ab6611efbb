"""The form of an agency and its list in that form, downloaded, opened, and handed in again."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from pytest_django.asserts import assertContains

from enrolment.models import Category, Upload, UploadState, Worker
from enrolment.rosters.workbooks.columns import CATEGORY_WORDS, HEADINGS
from enrolment.spreadsheets.categories import category_of
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import WorkerFactory, member

pytestmark = pytest.mark.django_db


def downloaded(client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    return b"".join(response.streaming_content)


@pytest.fixture
def template(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    return openpyxl.load_workbook(BytesIO(downloaded(client, page(dishub, "agency_template"))))


def test_form_has_the_headings_first_and_in_view(template):
    sheet = template.worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
    assert sheet.freeze_panes == "C2"
    assert template.active is sheet
    assert sheet.print_title_rows == "$1:$1"


def test_columns_of_digits_are_text_all_the_way_down(template):
    dimensions = template.worksheets[0].column_dimensions
    letters = {cell.value: cell.column_letter for cell in template.worksheets[0][1]}
    for heading in ("NIK (16 DIGIT)", "NO HP", "NO KPJ", "NO PEGAWAI"):
        assert dimensions[letters[heading]].number_format == "@"


def test_drop_downs_know_the_agencys_own_words(client, dishub, dishub_operator):
    WorkerFactory(agency=dishub, unit="Terminal Pakupatan", position="=Juru parkir")
    client.force_login(dishub_operator)
    book = openpyxl.load_workbook(BytesIO(downloaded(client, page(dishub, "agency_template"))))
    hidden = book["Pilihan"]
    assert hidden.sheet_state == "hidden"
    words = {cell.value for row in hidden.iter_rows() for cell in row if cell.value}
    assert {"Terminal Pakupatan", "=Juru parkir", "L", "P", "PPPK paruh waktu"} <= words
    assert all(cell.data_type == "s" for row in hidden.iter_rows() for cell in row if cell.value)
    names = {v.formula1 for v in book.worksheets[0].data_validations.dataValidation if v.type == "list"}
    assert names == {"PilihanJenisKelamin", "PilihanStatus", "PilihanJabatan", "PilihanUnit"}
    assert names == set(book.defined_names)


def test_every_category_is_read_back_from_its_word():
    assert {code: category_of(word) for code, word in CATEGORY_WORDS.items()} == {c: c for c in Category}


def test_empty_form_is_told_to_have_nobody_in_it(client, dishub, hand_in):
    member("agency_operator", agency=dishub, username="lain")
    upload = hand_in(downloaded(client, page(dishub, "agency_template")))
    assert (upload.state, upload.refusal["code"]) == (UploadState.REFUSED, "no_rows")


def test_our_own_sheet_of_sentences_is_not_told_as_unread(client, dishub, hand_in, dishub_operator):
    WorkerFactory(agency=dishub)
    client.force_login(dishub_operator)
    upload = hand_in(downloaded(client, page(dishub, "agency_roster_workbook")))
    shown = client.get(page(dishub, "upload_detail", upload.pk))
    assert [sheet["name"] for sheet in shown.context["sheets"] if sheet["unclear"]] == ["Cara mengisi"]
    assert shown.context["unread_sheets"] == []


def test_form_filled_in_is_read_column_by_column(client, dishub, hand_in, template):
    sheet = template.worksheets[0]
    given = {
        "NO": 1, "NAMA LENGKAP": "Siti Aminah", "NIK (16 DIGIT)": "3673015203859001",
        "TEMPAT LAHIR": "Serang", "TANGGAL LAHIR": dt.date(1985, 3, 12), "JENIS KELAMIN (L/P)": "P",
        "JABATAN": "Penyapu", "UNIT KERJA": "UPT Kebersihan", "STATUS PEGAWAI": "THL",
        "TMT KERJA": dt.date(2019, 1, 2), "AKHIR KONTRAK": dt.date(2027, 12, 31), "UPAH PER BULAN": 1500000,
        "NO HP": "081234567890", "ALAMAT": "Jl. Raya 3", "NAMA IBU KANDUNG": "Aminah",
        "NO KPJ": "12345678901", "EMAIL": "siti@example.com", "PENDIDIKAN": "SMA", "NO PEGAWAI": "007",
        "KETERANGAN": "baru",
    }  # fmt: skip
    sheet.append([given[heading] for heading in HEADINGS])
    stored = BytesIO()
    template.save(stored)
    upload = hand_in(stored.getvalue())
    row = upload.rows.get()
    assert (row.problems, upload.counts["new"]) == (None, 1)
    assert (row.name, row.nik, row.birth_date, row.sex) == (
        "Siti Aminah", "3673015203859001", dt.date(1985, 3, 12), "P",
    )  # fmt: skip
    assert (row.category, row.start_date, row.contract_until) == (
        "thl", dt.date(2019, 1, 2), dt.date(2027, 12, 31),
    )  # fmt: skip
    assert (row.wage, row.phone, row.kpj, row.employee_no) == (
        Decimal(1500000), "081234567890", "12345678901", "007",
    )  # fmt: skip
    assert (row.birth_place, row.position, row.unit, row.address) == (
        "Serang", "Penyapu", "UPT Kebersihan", "Jl. Raya 3",
    )  # fmt: skip
    assert (row.mother_name, row.email, row.education, row.note) == (
        "Aminah", "siti@example.com", "SMA", "baru",
    )  # fmt: skip


def test_list_is_offered_where_people_look(client, dishub, dishub_operator):
    WorkerFactory(agency=dishub)
    client.force_login(dishub_operator)
    offered = client.get(page(dishub, "agency_upload_new"))
    assertContains(offered, page(dishub, "agency_template"))
    assertContains(offered, page(dishub, "agency_roster_workbook"))
    assertContains(client.get(page(dishub, "agency_workers")), page(dishub, "agency_roster_workbook"))


def test_list_saved_from_an_upload_and_handed_in_again_changes_nothing(client, dishub, hand_in):
    people = [person("Jumlah"), person("Mengetahui", JABATAN="sda"), person("Total, S.Pd", JABATAN="Kepala")]
    first = hand_in(workbook(people))
    client.post(page(dishub, "upload_save", first.pk), {"roster_date": "2020-02-20"})
    assert Worker.objects.count() == 3
    again = hand_in(downloaded(client, page(dishub, "agency_roster_workbook")))
    counted = {kind: again.counts[kind] for kind in ("new", "changed", "unchanged", "missing", "needs_fix")}
    assert counted == {"new": 0, "changed": 0, "unchanged": 3, "missing": 0, "needs_fix": 0}


def test_list_has_only_the_agencys_own_people_who_are_on_it(client, dishub, dlh, dishub_operator):
    WorkerFactory(agency=dishub, name="Kita")
    WorkerFactory(agency=dlh, name="Mereka")
    gone = {"state": "ended", "ended_on": dt.date(2021, 1, 1), "end_reason": "resigned"}
    WorkerFactory(agency=dishub, name="Pergi", _enrolment=gone)
    client.force_login(dishub_operator)
    content = downloaded(client, page(dishub, "agency_roster_workbook"))
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Kita"]


def test_making_the_list_takes_as_many_queries_for_fifty_people(
    client, dishub, dishub_operator, count_queries
):
    client.force_login(dishub_operator)
    WorkerFactory(agency=dishub)
    url = page(dishub, "agency_roster_workbook")
    downloaded(client, url)
    for_one = count_queries(lambda: downloaded(client, url))
    WorkerFactory.create_batch(49, agency=dishub)
    assert count_queries(lambda: downloaded(client, url)) == for_one
    assert Upload.objects.count() == 0
