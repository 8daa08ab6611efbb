"""Headings as offices write them, and columns that only their neighbours name."""

import pytest

from enrolment.spreadsheets.words import field_of

from .books import Grid, codes, read, reasons, xlsx
from .folk import people

FOLK = people(4, seed=31)
MEANT = {
    "number": "NO|NO. URUT|#",
    "name": "NAMA LENGKAP (TANPA GELAR)|NAMA KADER POSYANDU|NAMA TENAGA HONORER|NAMA PETUGAS KEBERSIHAN",
    "nik": "N.I.K.|NO.KTP/NIK|NOMOR KARTU TANDA PENDUDUK|NIK PADA KTP|NOMOR KTP ELEKTRONIK",
    "birth_place": "TEMPAT LAHIR|KAB/KOTA LAHIR|KOTA LAHIR",
    "birth_date": "TGL. LAHIR|TANGGAL, BULAN, TAHUN LAHIR|TANGGAL LAHIR SESUAI KTP"
    "|TGL/BLN/THN LAHIR|Tanggal Lahir (hh-bb-tttt)",
    "birth": "TTL|TEMPAT & TGL LAHIR|KOTA DAN TANGGAL LAHIR",
    "birth_month": "BULAN LAHIR|BLN. LAHIR",
    "birth_year": "TAHUN LAHIR|THN LAHIR",
    "sex": "JK|JNS KEL|JNS. KLMN|LAKI-LAKI/PEREMPUAN|PRIA/WANITA|JENIS KELAMIN (L/P)",
    "position": "JABATAN|JABATAN (SESUAI SK)|BAGIAN/JABATAN|TUGAS/JABATAN|PROFESI|BIDANG PEKERJAAN"
    "|JENIS TENAGA"
    "|PENUGASAN",
    "unit": "UNIT KERJA|TEMPAT PENUGASAN|WILAYAH KERJA|PENEMPATAN TUGAS|BIDANG",
    "start_date": "TMT|AWAL BEKERJA|MULAI BERTUGAS|TANGGAL PENGANGKATAN|TERHITUNG MULAI TANGGAL|TGL DIANGKAT",
    "education": "PEND. AKHIR|IJAZAH TERAKHIR|PDDKN|KUALIFIKASI PENDIDIKAN",
    "kpj": "NO REG BPJS KETENAGAKERJAAN|NO. BPJS KETENAGA KERJAAN|NO BPJS NAKER",
    "wage": "NILAI HONOR|JML HONOR|BESARNYA GAJI|HONOR YANG DITERIMA|HONOR TAHUN 2024"
    "|TOTAL GAJI|INSENTIF|UPAH DILAPORKAN|PENDAPATAN",
    "mother_name": "NAMA LENGKAP IBU KANDUNG|NAMA GADIS IBU",
    "employee_no": "NO. ID PEGAWAI|NIPTT",
    None: "BULAN GAJI|HONOR PER HARI|TGL SK PENGANGKATAN|NO SK|NAMA ATASAN|TEMPAT LAHIR ISTRI|TGL BAYAR HONOR"
    "|NO KARTU KELUARGA|MASA KERJA|PENDIDIKAN ANAK|NO BPJS KESEHATAN|JUMLAH TANGGUNGAN|AKHIR KONTRAK",
}


@pytest.mark.parametrize(("field", "text"), [(f, t) for f, line in MEANT.items() for t in line.split("|")])
def test_heading_is_known_by_its_words(field, text):
    found = field_of(text)
    assert (found and found[0]) == field


def test_newest_wage_of_several_years_is_read(tmp_path):
    head = ["NO", "NAMA", "NIK", "HONOR 2019", "HONOR 2021", "HONOR 2020"]
    body = [[i, p.name, p.nik, 1_000_000, 3_000_000, 2_000_000] for i, p in enumerate(FOLK, 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([head, *body])))
    assert {row["wage"] for row in rows} == {"3000000"}


@pytest.mark.parametrize("headings", [("TEMPAT", "TANGGAL LAHIR"), ("TEMPAT LAHIR", "TANGGAL")])
def test_heading_shared_with_its_neighbour_is_understood(tmp_path, headings):
    body = [[i, p.name, p.nik, p.birth_place + ",", p.birth] for i, p in enumerate(FOLK, 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([["NO", "NAMA", "NIK", *headings], *body])))
    assert [(r["birth_place"], r["birth_date"]) for r in rows] == [
        (p.birth_place, p.birth.isoformat()) for p in FOLK
    ]


def test_bare_date_beside_something_else_is_no_birth_date(tmp_path):
    body = [[i, p.name, p.nik, "800/1", "01-02-2020"] for i, p in enumerate(FOLK, 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([["NO", "NAMA", "NIK", "NO SK", "TANGGAL"], *body])))
    assert [row["birth_date"] for row in rows] == [None] * 4


THREE = {
    "one heading": [
        ["NO", "NAMA", "NIK", "TEMPAT LAHIR", "TANGGAL LAHIR"],
        ["", "", "", "", "TGL", "BLN", "THN"],
    ],
    "own headings": [["NO", "NAMA", "NIK", "TEMPAT LAHIR", "TGL LAHIR", "BLN LAHIR", "THN LAHIR"]],
    "bare headings": [["NO", "NAMA", "NIK", "TEMPAT LAHIR", "TGL", "BLN", "THN"]],
}


@pytest.mark.parametrize("head", THREE.values(), ids=THREE.keys())
def test_birth_date_in_three_columns(tmp_path, head):
    days = [
        [i, p.name, p.nik, p.birth_place, p.birth.day, p.birth.month, p.birth.year]
        for i, p in enumerate(FOLK, 1)
    ]
    days[2][5] = 13
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([*head, *days])))
    dates = [p.birth.isoformat() for p in FOLK]
    dates[2] = None
    assert [row["birth_date"] for row in rows] == dates
    assert codes(rows[2]) == ["birth_date_invalid"]


def test_summary_below_the_people_is_nobody(tmp_path):
    body = [[i, p.name, p.nik, p.sex, p.position] for i, p in enumerate(FOLK, 1)]
    below = [
        [],
        ["NO", "UNIT KERJA", "JUMLAH", "L", "P"],
        [1, "Sekretariat", 4, 2, 2],
        ["", "JUMLAH", 4, 2, 2],
    ]
    grid = Grid([["NO", "NAMA", "NIK", "L/P", "JABATAN"], *body, *below, [], [5, "Budi", "", "L", "Staf"]])
    rows, summary = read(xlsx(tmp_path / "a.xlsx", grid))
    assert [row["nik"] for row in rows] == [*(one.nik for one in FOLK), None]
    assert codes(rows[4]) == ["nik_missing"]
    assert {7: "repeated header", 8: "note", 9: "total"}.items() <= reasons(summary).items()


def test_dots_to_sign_on_are_nobody(tmp_path):
    body = [[i, p.name, p.nik, p.position] for i, p in enumerate(FOLK, 1)]
    below = [["", "KETUA RT 01", "", "KETUA RW 02"], ["", "( ........ )", "", "(..........)"]]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([["NO", "NAMA", "NIK", "JABATAN"], *body, *below])))
    assert len(rows) == 4


def test_name_that_begins_as_a_total_does_is_held(tmp_path):
    body = [[i, p.name, p.nik, p.birth_place, p.sex] for i, p in enumerate(FOLK, 1)]
    body[1][1:3] = ["Jumlah Wati", ""]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([["NO", "NAMA", "NIK", "TEMPAT LAHIR", "L/P"], *body])))
    assert (rows[1]["name"], codes(rows[1])) == ("Jumlah Wati", ["nik_missing"])
