"""Rows under and between people that only look like somebody: numbering, hints, offices, counts."""

import pytest

from .books import Grid, codes, read, reasons, xlsx
from .folk import people

FOLK = people(4, seed=41)
HEADER = ["NO", "NAMA", "NIK", "TGL LAHIR", "JABATAN", "HONOR"]
BODY = [[i, p.name, p.nik, p.birth, p.position, p.wage] for i, p in enumerate(FOLK, 1)]


def assert_only_folk(rows):
    assert [(row["nik"], row["name"], row["position"]) for row in rows] == [
        (p.nik, p.name, p.position) for p in FOLK
    ]
    assert [codes(row) for row in rows] == [[] for _ in FOLK]


NUMBERING = {
    "letters after": ["1", "2", "3", "4a", "4b", "5"],
    "negative": [-1, -2, -3, -4, -5, -6],
    "square": ["[1]", "[2]", "[3]", "[4]", "[5]", "[6]"],
    "roman": ["I", "II", "III", "IV", "V", "VI"],
    "roman in brackets": ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"],
    "capitals": ["A", "B", "C", "D", "E", "F"],
}


@pytest.mark.parametrize("numbers", NUMBERING.values(), ids=NUMBERING.keys())
def test_numbering_of_columns_in_every_style_is_nobody(tmp_path, numbers):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, numbers, *BODY])))
    assert_only_folk(rows)
    assert reasons(summary)[2] == "column numbering"


def test_hints_under_the_header_are_nobody(tmp_path):
    hints = ["", "diisi sesuai KTP", "16 digit", "dd/mm/yyyy", "", "Rp"]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, hints, *BODY])))
    assert_only_folk(rows)
    assert reasons(summary)[2] == "header"


def test_first_person_whose_nik_is_not_known_is_held_not_a_hint(tmp_path):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, ["", "Budi", "belum ada", "01-02-1980"], *BODY])))
    assert (rows[0]["name"], codes(rows[0])) == ("Budi", ["nik_length"])


OFFICES = {
    "head of a clinic": [
        ["", "Kepala Puskesmas", "", "", "Pengelola"],
        ["", "dr. CONTOH", "", "", "CONTOH, AMd"],
    ],
    "neighbourhood": [["", "Ketua RT 01", "", "", "Ketua RW 02"], [], ["", "ASEP", "", "", "UDIN"]],
    "hand-over": [["", "Yang melapor", "", "", "Yang menerima"], ["", "CONTOH SATU", "", "", "CONTOH DUA"]],
    "decree": [["", "", "", "", "Ditetapkan di Serang"], ["", "", "", "", "pada tanggal 2 Januari 2020"]],
}


@pytest.mark.parametrize("gap", [[], [[]]], ids=["right below", "after a blank row"])
@pytest.mark.parametrize("block", OFFICES.values(), ids=OFFICES.keys())
def test_office_where_a_name_should_stand_signs(tmp_path, block, gap):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *BODY, *gap, *block])))
    assert_only_folk(rows)
    assert set(reasons(summary).values()) == {"header", "signature"} | (
        {"blank"} if gap or [] in block else set()
    )


def test_counts_of_men_and_women_are_nobody(tmp_path):
    below = [["", "LAKI-LAKI", ":", "2"], ["", "PEREMPUAN", ":", "2"], ["", "JUMLAH", ":", "4"]]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *BODY, *below])))
    assert_only_folk(rows)
    assert [reasons(summary)[n] for n in (6, 7, 8)] == ["total"] * 3


def test_numbered_person_called_as_an_office_or_a_sex_is_held(tmp_path):
    odd = [[5, "Wanita", "", "01-02-1980", "Staf"], [6, "Ketua Budi", "", "01-02-1980", "Staf"]]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *BODY, *odd])))
    assert [codes(row) for row in rows[4:]] == [["nik_missing"]] * 2


def test_second_line_of_a_repeated_header_with_one_word_is_a_header_too(tmp_path):
    header = [["NO", "NAMA", "NIK", "LAHIR", "TGL. LAHIR", "JABATAN"], ["", "", "", "TEMPAT"]]
    body = [[i, p.name, p.nik, "Serang", p.birth, p.position] for i, p in enumerate(FOLK, 1)]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([*header, *body[:2], *header, *body[2:]])))
    assert_only_folk(rows)
    assert {5: "repeated header", 6: "repeated header"}.items() <= reasons(summary).items()
