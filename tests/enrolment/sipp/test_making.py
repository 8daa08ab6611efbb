"""Sheets that are made: what stands in them, how they are cut, and that they stay what they were."""

import io
import zipfile

import openpyxl
import pytest

from agencies import access
from enrolment.models import OfficialSheet, SheetRow
from enrolment.seen import ShownAnew
from enrolment.sipp import making
from enrolment.sipp.archive import README, archive_of, content_of
from enrolment.sipp.candidates import Whom
from enrolment.sipp.layout import current
from enrolment.sipp.making import NobodyReady, judged, make
from enrolment.sipp.readiness import Order
from tests.enrolment.sipp.conftest import MONTH, REGISTERED, gone

pytestmark = pytest.mark.django_db


def order(kind="data_tk_baru", **more):
    return Order(kind, MONTH, **more)


def made(agency, kind="data_tk_baru", **more):
    return make(agency=agency, order=order(kind, **more), by=access.SYSTEM)


def cells_of(content, sheet):
    page = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize(
    ("kind", "values", "whom"),
    [
        ("data_tk_baru", {}, Whom()),
        ("data_tk_lanjutan", {"kpj": "12345678901"}, Whom()),
        ("data_tk_na", {"kpj": "12345678901", "_enrolment": gone()}, Whom()),
        ("data_upah", {"kpj": "12345678901", "_enrolment": REGISTERED}, Whom(everybody=True)),
        ("update_data_tk", {"kpj": "12345678901", "_enrolment": REGISTERED}, Whom(everybody=True)),
    ],
)
def test_every_kind_reads_back_as_text_in_the_form_s_order(dishub, person, kind, values, whom):
    person(**values)
    (sheet,) = made(dishub, kind, whom=whom)
    content, layout = content_of(sheet), current(kind)
    header, row = cells_of(content, layout.sheet)
    assert header == layout.headers
    assert dict(zip(header, [cell or "" for cell in row], strict=True)) == sheet.people.get().values
    page = openpyxl.load_workbook(io.BytesIO(content))[layout.sheet]
    filled = [cell for line in page.iter_rows() for cell in line if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in filled} == {("s", "@")}
    assert sheet.file_name == f"{kind}.xlsx"


def test_a_new_participant_is_written_as_the_portal_asks(dishub, person):
    worker = person(sex="P", married=False)
    (sheet,) = made(dishub)
    assert sheet.people.get().values == {
        **dict.fromkeys(current("data_tk_baru").headers, ""),
        "NO_PEGAWAI": "00123",
        "NAMA_LENGKAP": "Asep Sunandar",
        "HP": "081234567890",
        "EMAIL": "asep@example.com",
        "TEMPAT_LAHIR": "Serang",
        "TANGGAL_LAHIR": "12-03-1985",
        "NAMA_IBU_KANDUNG": "Siti",
        "JENIS_IDENTITAS": "KTP",
        "NOMOR_IDENTITAS": worker.nik,
        "MASA_LAKU_IDENTITAS": "31-12-2099",
        "JENIS_KELAMIN": "P",
        "SURAT_MENYURAT_KE": "S",
        "STATUS_KAWIN": "T",
        "KODE_NEGARA": "ID",
        "UPAH": "3000000",
        "ALAMAT": "Jl. Kasemen 1",
        "LOKASI_PEKERJAAN": "SRG01",
        "STATUS_PEGAWAI": "PKWT",
        "TGL_AWAL_BEKERJA": "02-01-2019",
    }


def test_the_form_of_new_participants_has_its_three_sheets(dishub, person):
    person()
    (sheet,) = made(dishub)
    book = openpyxl.load_workbook(io.BytesIO(content_of(sheet)))
    assert book.sheetnames == ["Petunjuk Pengisian", "data_tk_baru", "Lokasi Pekerjaan"]
    assert book.active.title == "data_tk_baru"
    assert cells_of(content_of(sheet), "Lokasi Pekerjaan") == [["LOKASI_PEKERJAAN"], ["SRG01"]]


def test_a_hostile_name_is_no_formula(dishub, person):
    person("=1+1")
    (sheet,) = made(dishub)
    assert cells_of(content_of(sheet), "data_tk_baru")[1][1] == "=1+1"
    assert b"<f>" not in content_of(sheet)


def test_the_zip_keeps_the_portal_s_name_and_names_nobody_in_its_word(dishub, person):
    person()
    (sheet,) = made(dishub)
    archive = zipfile.ZipFile(io.BytesIO(archive_of([sheet])))
    assert archive.namelist() == [README, "data_tk_baru.xlsx"]
    word = archive.read(README).decode("utf-8-sig")
    assert "10001234" in word
    assert "Asep" not in word


def test_a_sheet_stays_what_it_was(dishub, person):
    worker = person()
    (sheet,) = made(dishub)
    before = archive_of([sheet])
    worker.name = "Lain"
    worker.save()
    assert archive_of([OfficialSheet.objects.get()]) == before


def test_more_people_than_a_file_holds_make_several(dishub, person, monkeypatch):
    monkeypatch.setattr(making, "MOST_ROWS", 2)  # the limit itself is checked by the database
    for number in range(5):
        person(f"Orang {number}")
    sheets = made(dishub)
    assert [(sheet.number, sheet.rows) for sheet in sheets] == [(1, 2), (2, 2), (3, 1)]
    assert len({sheet.batch for sheet in sheets}) == 1
    names = zipfile.ZipFile(io.BytesIO(archive_of(sheets))).namelist()
    assert names[1:] == [f"{n}-10001234/data_tk_baru.xlsx" for n in (1, 2, 3)]


def test_each_group_has_its_own_file(dishub, person, group):
    other = dishub.owned_groups.create(
        name="THL", npp="20001234", work_location="SRG02", status_codes={"honorer": "X1"}
    )
    person("Asep")
    person("Budi", contribution_group=other)
    assert {sheet.group.npp: sheet.rows for sheet in made(dishub)} == {"10001234": 1, "20001234": 1}


def test_who_stands_in_a_sheet_does_not_come_into_the_next(dishub, person):
    person()
    made(dishub)
    found = judged(dishub, order())
    assert (found.ready, [one.name for one in found.in_sheet]) == ([], ["Asep Sunandar"])
    with pytest.raises(NobodyReady):
        made(dishub)


def test_only_those_who_were_shown_go(dishub, person):
    person("Asep")
    seen = judged(dishub, order()).seen
    person("Budi")
    with pytest.raises(ShownAnew):
        make(agency=dishub, order=order(), seen=seen, by=access.SYSTEM)
    assert SheetRow.objects.count() == 0


def test_who_is_not_ready_stays_behind(dishub, person):
    person("Asep")
    person("Budi", mother_name=None)
    (sheet,) = made(dishub)
    assert [row.worker.name for row in sheet.people.all()] == ["Asep"]
