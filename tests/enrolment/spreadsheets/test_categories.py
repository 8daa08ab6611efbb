"""What is read beside the fields: the contract's end, the status and its category, the code of a row."""

import datetime

import pytest

from enrolment.spreadsheets.beside_words import beside_of
from enrolment.spreadsheets.categories import category_of
from enrolment.spreadsheets.dates import Dates

from .books import Grid, codes, read, xlsx
from .folk import people

FOLK = people(4, seed=41)
HEADINGS = {
    "contract_until": "TGL AKHIR KERJA|TMT AKHIR|AKHIR KONTRAK|BERLAKU S/D|MASA KONTRAK BERAKHIR"
    "|TANGGAL AKHIR SK|Tgl. Selesai Kontrak (dd-mm-yyyy)|SK BERLAKU SAMPAI DENGAN",
    "status": "STATUS|STATUS PEGAWAI|KATEGORI|JENIS PEGAWAI|STATUS KEPEGAWAIAN|STATUS TENAGA KERJA",
    "row_code": "KODE BARIS",
    None: "STATUS PERKAWINAN|STATUS NIKAH|STATUS KAWIN|STATUS AKTIF|STATUS BPJS|STATUS KETENAGAKERJAAN|JENIS"
    "|PENDIDIKAN AKHIR|MASA KERJA S/D|AKHIR|S/D|KODE|TGL BERAKHIR STR|MULAI KONTRAK",
}
CATEGORIES = {
    "honorer": "HONORER|Tenaga Honorer|TKK|PTT|Non ASN|NON-ASN|Tenaga Kontrak|T.K.K|pegawai tidak tetap",
    "thl": "THL|PHL|T H L|Tenaga Harian Lepas|TENAGA HARIAN LEPAS (THL)",
    "pppk_pw": "PPPK PARUH WAKTU|P3K PW|PPPK-PW|P3K Paruh Waktu|Paruh Waktu",
    "pppk": "PPPK|P3K|P.P.P.K.",
    "outsourced": "OUTSOURCING|Alih Daya|Tenaga Outsourcing",
    "rt_rw": "RT/RW|Ketua RT",
    "kader": "Kader Posyandu",
    "vulnerable": "Pekerja Rentan",
    None: "PNS|Honorer R3|K2|K/2|2019|Guru|x",
}


@pytest.mark.parametrize(("field", "text"), [(f, t) for f, line in HEADINGS.items() for t in line.split("|")])
def test_heading_beside_the_fields_is_known(field, text):
    found = beside_of([text])
    assert (found and found[0]) == field


@pytest.mark.parametrize(
    ("code", "text"), [(c, t) for c, line in CATEGORIES.items() for t in line.split("|")]
)
def test_status_means_a_category_or_is_left_to_people(code, text):
    assert category_of(text) == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2027", "2027-12-31"),
        ("s/d 31 Desember 2027", "2027-12-31"),
        ("01-01-2026 s.d. 31-12-2026", "2026-12-31"),
        ("1 Jan s/d 31 Des 2026", "2026-12-31"),
        ("31/12/27", "2027-12-31"),
        (46752.0, "2027-12-31"),
        ("Desember 2027", None),
        ("seumur hidup", None),
        ("SK No 12-01-2026", None),
    ],
)
def test_end_of_a_contract_may_lie_ahead(text, day):
    found, code = Dates(datetime.date(2026, 9, 30)).until(text)
    assert (found, code) == (day, None if day else "contract_until_invalid")


def _book(tmp_path, headings, *columns):
    """A list with more columns beside number, name and NIK."""
    body = [[i, p.name, p.nik, *cells] for i, (p, *cells) in enumerate(zip(FOLK, *columns, strict=True), 1)]
    return xlsx(tmp_path / "a.xlsx", Grid([["NO", "NAMA", "NIK", *headings], *body]))


def test_columns_beside_are_read(tmp_path):
    ends, says = ["31-12-2027", "", "besok", "-"], ["THL", "Honorer", "R3", ""]
    path = _book(
        tmp_path, ["TGL AKHIR KONTRAK", "STATUS", "KODE BARIS"], ends, says, ["9f3c-1", "b", "c", "d"]
    )
    rows, summary = read(path)
    assert [row["contract_until"] for row in rows] == ["2027-12-31", None, None, None]
    assert [row["status"] for row in rows] == ["THL", "Honorer", "R3", None]
    assert [row["category"] for row in rows] == ["thl", "honorer", None, None]
    assert [row["row_code"] for row in rows] == ["9f3c-1", "b", "c", "d"]
    assert codes(rows[2]) == ["contract_until_invalid"]
    assert not rows[2]["has_errors"]
    assert summary["sheets"][0]["columns"]["status"] == "E"


def test_status_of_marriage_is_not_the_status(tmp_path):
    rows, _ = read(_book(tmp_path, ["STATUS"], ["Kawin", "K/1", "Belum kawin", "TK"]))
    assert [row["status"] for row in rows] == [None] * 4


def test_of_two_status_columns_the_one_with_categories_is_read(tmp_path):
    rows, _ = read(_book(tmp_path, ["STATUS PEGAWAI", "KATEGORI"], ["R2", "R3", "R3", "R4"], ["THL"] * 4))
    assert [row["category"] for row in rows] == ["thl"] * 4


def test_contract_under_a_heading_of_two_rows(tmp_path):
    head = [["NO", "NAMA", "NIK", "KONTRAK", ""], ["", "", "", "MULAI", "BERAKHIR"]]
    body = [[i, p.name, p.nik, "01-01-2026", "31-12-2026"] for i, p in enumerate(FOLK, 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([*head, *body], merges=[(0, 3, 0, 4)])))
    assert {row["contract_until"] for row in rows} == {"2026-12-31"}
