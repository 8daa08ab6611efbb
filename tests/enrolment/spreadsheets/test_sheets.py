"""Several sheets, several tables, and columns that only look like ours."""

import pytest

from .books import Grid, codes, read, xlsx
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


def test_second_table_with_other_columns_is_read_by_its_own_header(tmp_path):
    one, two, three, four = FOLK
    grid = Grid(
        [
            HEADER,
            line(1, one),
            line(2, two),
            [],
            ["NO", "NIK", "NAMA LENGKAP", "JABATAN", "TGL LAHIR", "TEMPAT LAHIR", "JK", "NO HP", "UPAH"],
            *(
                [i, p.nik, p.name, p.position, p.birth, p.birth_place, p.sex, p.phone, p.wage]
                for i, p in enumerate((three, four), 1)
            ),
        ]
    )
    rows, _ = read(xlsx(tmp_path / "a.xlsx", grid))
    assert_all_right(rows)


def test_sheets_are_read_each_by_its_header_and_others_said(tmp_path):
    swapped = ["NIK", "NAMA PEGAWAI", "UPAH"]
    book = xlsx(
        tmp_path / "a.xlsx",
        Grid([["REKAPITULASI"], ["NO", "UNIT KERJA", "JUMLAH"], [1, "Sekretariat", 2]], "REKAP"),
        Grid([HEADER, *lines()[:2]], "Sekretariat"),
        Grid([["UPT PARKIR"], swapped, *([p.nik, p.name, p.wage] for p in FOLK[2:])], "UPT Parkir"),
        Grid([HEADER, *lines()], "lama", hidden=True),
        Grid(
            [["NO", "NAMA", "NIP", "GOL", "JABATAN"], [1, "Pejabat", "197001011995031001", "IV/a", "Kepala"]],
            "ASN",
        ),
        Grid([], "kosong"),
    )
    rows, summary = read(book)
    assert [(row["sheet"], row["row_number"], row["name"]) for row in rows] == [
        ("Sekretariat", 2, FOLK[0].name),
        ("Sekretariat", 3, FOLK[1].name),
        ("UPT Parkir", 3, FOLK[2].name),
        ("UPT Parkir", 4, FOLK[3].name),
    ]
    assert [(s["name"], s["status"], s["reason"]) for s in summary["sheets"]] == [
        ("REKAP", "skipped", "no roster header"),
        ("Sekretariat", "read", None),
        ("UPT Parkir", "read", None),
        ("lama", "skipped", "hidden"),
        ("ASN", "skipped", "no NIK column"),
        ("kosong", "skipped", "empty"),
    ]


def test_same_nik_on_two_sheets_is_a_duplicate_on_the_later(tmp_path):
    rows, _ = read(
        xlsx(tmp_path / "a.xlsx", Grid([HEADER, lines()[0]], "A"), Grid([HEADER, lines()[0]], "B"))
    )
    assert [codes(row) for row in rows] == [[], ["nik_duplicate"]]
    assert rows[1]["problems"][0]["params"] == {"sheet": "A", "row": 2}


def test_decoy_columns_are_never_the_identity_number_or_the_kpj(tmp_path):
    head = [
        "NO",
        "NIK",
        "NAMA",
        "NO KK",
        "NO KTP",
        "NO BPJS KESEHATAN",
        "NO. BPJS TK",
        "NPWP",
        "NO REKENING",
        "NAMA IBU",
    ]
    body = [
        [
            i,
            f"DSH-{i:04}",
            p.name,
            p.nik[:-4] + "9999",
            p.nik,
            "0001234567890",
            "12034567890",
            "091234567012000",
            "0012345678901234",
            "Ibu Contoh",
        ]
        for i, p in enumerate(FOLK, 1)
    ]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([head, *body])))
    assert [row["nik"] for row in rows] == [p.nik for p in FOLK]
    assert [row["kpj"] for row in rows] == ["12034567890"] * 4
    assert [row["employee_no"] for row in rows] == ["DSH-0001", "DSH-0002", "DSH-0003", "DSH-0004"]
    assert [row["mother_name"] for row in rows] == ["Ibu Contoh"] * 4
    assert summary["has_kpj"] is True


def test_kk_column_alone_is_no_identity_number(tmp_path):
    head = ["NO", "NAMA", "NO KK", "ALAMAT", "JABATAN"]
    from enrolment.spreadsheets.refusals import Unreadable

    with pytest.raises(Unreadable) as refusal:
        read(xlsx(tmp_path / "a.xlsx", Grid([head, [1, FOLK[0].name, FOLK[0].nik, "Serang", "Staf"]])))
    assert refusal.value.code == "no_nik_column"
