"""Habits of real rosters, one by one: where the header stands and what each row is."""

import pytest

from .books import Grid, codes, read, reasons, xlsx
from .folk import people

FOLK = people(4)
HEADER = ["NO", "NAMA", "NIK", "TEMPAT LAHIR", "TGL LAHIR", "L/P", "JABATAN", "HONOR", "NO HP"]


def line(number, one, **instead):
    """A person's row under HEADER; `instead` replaces cells by header word."""
    cells = [
        number,
        one.name,
        one.nik,
        one.birth_place,
        one.birth,
        one.sex,
        one.position,
        one.wage,
        one.phone,
    ]
    for word, cell in instead.items():
        cells[HEADER.index(word.replace("_", " "))] = cell
    return cells


def lines():
    return [line(number, one) for number, one in enumerate(FOLK, 1)]


def values(row):
    return {field: row[field] for field in FOLK[0].truth}


def assert_all_right(rows, folk=FOLK):
    assert [values(row) for row in rows] == [one.truth for one in folk]
    assert [codes(row) for row in rows] == [[] for _ in folk]


def test_titles_blank_rows_and_numbering_are_skipped(tmp_path):
    grid = Grid(
        [
            ["", "PEMERINTAH KOTA SERANG"],
            ["", "DAFTAR NAMA TENAGA HONORER DINAS PERHUBUNGAN TAHUN 2020"],
            [],
            HEADER,
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
            *lines(),
        ]
    )
    rows, summary = read(xlsx(tmp_path / "a.xlsx", grid))
    assert_all_right(rows)
    assert reasons(summary) == {1: "title", 2: "title", 3: "blank", 4: "header", 5: "column numbering"}
    assert [row["row_number"] for row in rows] == [6, 7, 8, 9]


def test_roster_that_does_not_begin_at_a1_keeps_its_own_letters(tmp_path):
    grid = Grid([[], [], *([["", "", *cells] for cells in ([HEADER, *lines()])])])
    rows, summary = read(xlsx(tmp_path / "a.xlsx", grid))
    assert_all_right(rows)
    assert rows[0]["row_number"] == 4
    assert summary["sheets"][0]["columns"]["nik"] == "E"
    assert summary["sheets"][0]["header_row"] == 3


@pytest.mark.parametrize("numbers", [range(1, 10), "abcdefghi", [f"({n})" for n in range(1, 10)]])
def test_numbering_row_is_no_person(tmp_path, numbers):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, list(numbers), *lines()])))
    assert_all_right(rows)
    assert reasons(summary)[2] == "column numbering"


def test_groups_totals_and_repeated_headers_between_people(tmp_path):
    first, second, third, fourth = lines()
    grid = Grid(
        [
            HEADER,
            ["A", "SEKRETARIAT"],
            first,
            ["", "JUMLAH", "", "", "", "", "", 1_500_000],
            [],
            HEADER,
            [1, 2, 3, 4, 5, 6, 7, 8, 9],
            ["II.", "BIDANG ANGKUTAN", "", "", "", "", "", "", ""],
            second,
            ["", "", "", "", "", "", "Sub Total", 3_000_000],
            ["UPT TERMINAL PAKUPATAN"],
            third,
            fourth,
            ["TOTAL KESELURUHAN", "", "", "", "", "", "", 9_000_000],
            ["", "", "", "", "", "", "", 9_000_000],
        ]
    )
    rows, summary = read(xlsx(tmp_path / "a.xlsx", grid))
    assert_all_right(rows)
    assert reasons(summary) == {
        1: "header",
        2: "group heading",
        4: "total",
        5: "blank",
        6: "repeated header",
        7: "column numbering",
        8: "group heading",
        10: "total",
        11: "group heading",
        14: "total",
        15: "total",
    }


SIGNATURES = {
    "right": [
        [""] * 6 + ["Serang, 26 Februari 2020"],
        [""] * 6 + ["Kepala Dinas Perhubungan"],
        [],
        [],
        [""] * 6 + ["Drs. H. CONTOH PEJABAT, M.Si"],
        [""] * 6 + ["NIP. 19700101 199503 1 001"],
    ],
    "two columns": [
        ["", "Mengetahui,", "", "", "", "", "Serang, Januari 2021"],
        ["", "KEPALA DINAS", "", "", "", "", "Kasubag Umum dan Kepegawaian"],
        [],
        ["", "H. CONTOH SATU, SH", "", "", "", "", "CONTOH DUA, S.Sos"],
        ["", "Pembina Utama Muda", "", "", "", "", "Penata Tk. I"],
        ["", "NIP. 196001011985031001", "NIP. 196001011985031001", "", "", "", "NIP 197001011995031001"],
    ],
    "under the names": [
        ["", "Mengetahui"],
        ["", "Lurah Cipare"],
        ["", "CONTOH LURAH"],
        ["", "", "197001011995031001"],
    ],
    "ttd": [["", "", "", "Camat Serang,"], ["", "", "", "ttd"], ["", "", "", "CONTOH CAMAT, S.IP"]],
}


@pytest.mark.parametrize("block", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_signature_block_is_no_person(tmp_path, block):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *lines(), [], *block])))
    assert_all_right(rows)
    assert {reason for number, reason in reasons(summary).items() if number > 6} <= {"signature", "blank"}


def test_person_without_nik_is_held_not_dropped(tmp_path):
    grid = Grid(
        [HEADER, line(1, FOLK[0], NIK=""), line(2, FOLK[1], NIK="-"), line("", FOLK[2], NIK="belum ada")]
    )
    rows, _ = read(xlsx(tmp_path / "a.xlsx", grid))
    assert [codes(row) for row in rows] == [["nik_missing"], ["nik_missing"], ["nik_length"]]
    assert [row["nik"] for row in rows] == [None, None, None]


def test_person_with_only_number_and_name_is_held(tmp_path):
    rows, _ = read(
        xlsx(tmp_path / "a.xlsx", Grid([HEADER, *lines(), [5, "Budi Contoh"], [6, "Siti Contoh"]]))
    )
    assert [row["name"] for row in rows[4:]] == ["Budi Contoh", "Siti Contoh"]
    assert codes(rows[5]) == ["nik_missing"]


def test_person_without_name_is_held(tmp_path):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *lines()[:1], line(2, FOLK[1], NAMA="")])))
    assert codes(rows[1]) == ["name_missing"]
    assert rows[1]["nik"] == FOLK[1].nik


def test_numbered_but_empty_rows_are_blank(tmp_path):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *lines(), [5], [6], ["", "JUMLAH"]])))
    assert_all_right(rows)
    assert reasons(summary) == {1: "header", 6: "blank", 7: "blank", 8: "total"}


def test_two_row_header_with_tick_columns_and_address_pieces(tmp_path):
    top = ["NO", "NAMA", "NO KTP", "JENIS KELAMIN", "", "TEMPAT/TGL LAHIR", "ALAMAT", "", "", "JABATAN"]
    sub = ["", "", "", "L", "P", "", "RT/RW", "KEL", "KEC", ""]
    body = [
        [
            i,
            p.name,
            p.nik,
            "√" if p.sex == "L" else "",
            "v" if p.sex == "P" else "",
            f"{p.birth_place}, {p.words}",
            "01/02",
            "Cipare",
            "Serang",
            p.position,
        ]
        for i, p in enumerate(FOLK, 1)
    ]
    down = [(0, c, 1, c) for c in (0, 1, 2, 5, 9)]
    rows, summary = read(
        xlsx(tmp_path / "a.xlsx", Grid([top, sub, *body], merges=[*down, (0, 3, 0, 4), (0, 6, 0, 8)]))
    )
    wanted = ("nik", "name", "birth_place", "birth_date", "sex", "position")
    assert [{f: row[f] for f in wanted} for row in rows] == [{f: p.truth[f] for f in wanted} for p in FOLK]
    assert rows[0]["address"] == "RT/RW 01/02, Kel. Cipare, Kec. Serang"
    assert reasons(summary) == {1: "header", 2: "header"}
    without_merges, _ = read(xlsx(tmp_path / "b.xlsx", Grid([top, sub, *body])))
    assert without_merges == rows


def test_three_row_header(tmp_path):
    top = ["NO", "DATA PRIBADI", "", "", "", "", "PEKERJAAN", "", "KET"]
    mid = ["", "NAMA", "NIK", "LAHIR", "", "L/P", "JABATAN", "UPAH", ""]
    low = ["", "", "", "TEMPAT", "TANGGAL", "", "", "(Rp)", ""]
    body = [
        [i, p.name, p.nik, p.birth_place, p.birth, p.sex, p.position, p.wage, "x"]
        for i, p in enumerate(FOLK, 1)
    ]
    merges = [
        (0, 1, 0, 5),
        (0, 6, 0, 7),
        (1, 3, 1, 4),
        (0, 0, 2, 0),
        (0, 8, 2, 8),
        (1, 1, 2, 1),
        (1, 2, 2, 2),
    ]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([top, mid, low, *body], merges=merges)))
    for row, one in zip(rows, FOLK, strict=True):
        assert {f: v for f, v in values(row).items() if f != "phone"} == {
            f: v for f, v in one.truth.items() if f != "phone"
        }
    assert set(reasons(summary).values()) == {"header"}


def test_place_and_date_under_one_heading_over_two_columns(tmp_path):
    top = ["NO", "NAMA", "NIK", "TEMPAT / TANGGAL LAHIR", "", "JABATAN"]
    body = [[i, p.name, p.nik, p.birth_place, p.birth, p.position] for i, p in enumerate(FOLK, 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([top, *body], merges=[(0, 3, 0, 4)])))
    assert [(r["birth_place"], r["birth_date"]) for r in rows] == [
        (p.birth_place, p.birth.isoformat()) for p in FOLK
    ]
    rows, _ = read(xlsx(tmp_path / "b.xlsx", Grid([top, *body])))
    assert [(r["birth_place"], r["birth_date"]) for r in rows] == [
        (p.birth_place, p.birth.isoformat()) for p in FOLK
    ]


def test_ditto_marks_and_vertical_merges_take_the_value_above(tmp_path):
    head = ["NO", "NAMA", "NIK", "JABATAN", "UNIT KERJA", "TMT", "HONOR"]
    cells = [("Pengemudi", "Sekretariat", "02-01-2019", 1_500_000), ("sda", "", '"', "idem")]
    cells += [('-"-', "", "s.d.a", '"'), ("Staf", "Bidang B", "01/03/2020", 2_000_000)]
    body = [[i, p.name, p.nik, *rest] for i, (p, rest) in enumerate(zip(FOLK, cells, strict=True), 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([head, *body], merges=[(1, 4, 3, 4)])))
    assert [row["position"] for row in rows] == ["Pengemudi"] * 3 + ["Staf"]
    assert [row["unit"] for row in rows] == ["Sekretariat"] * 3 + ["Bidang B"]
    assert [row["start_date"] for row in rows] == ["2019-01-02"] * 3 + ["2020-03-01"]
    assert [row["wage"] for row in rows] == ["1500000"] * 3 + ["2000000"]


def test_person_without_nik_whose_position_sounds_like_a_signature_is_held(tmp_path):
    body = [line("", FOLK[0], NIK="", JABATAN="Bendahara"), line("", FOLK[1], NIK="-", JABATAN="Lurah")]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([HEADER, *body])))
    assert [(row["name"], codes(row)) for row in rows] == [(one.name, ["nik_missing"]) for one in FOLK[:2]]


def test_amount_in_a_column_beside_its_currency(tmp_path):
    head = ["NO", "NAMA", "NIK", "HONOR", ""]
    body = [[i, p.name, p.nik, "Rp", p.wage] for i, p in enumerate(FOLK, 1)]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([head, *body], merges=[(0, 3, 0, 4)])))
    assert [row["wage"] for row in rows] == [str(p.wage) for p in FOLK]
    assert summary["sheets"][0]["columns"]["wage"] == "E"
