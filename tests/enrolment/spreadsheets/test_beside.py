"""Lists beside one another, and people whose text goes on in the next row: nobody lost, nothing cut short."""

import pytest

from .books import Grid, codes, read, reasons, xlsx
from .folk import people

FOLK = people(8, seed=77)
HEADER = ["NO", "NAMA", "NIK", "JABATAN", "HONOR"]


def line(number, one, **instead):
    cells = [number, one.name, one.nik, one.position, one.wage]
    for word, cell in instead.items():
        cells[HEADER.index(word)] = cell
    return cells


def side_by_side(gap, left=HEADER, right=HEADER):
    rows = [["DAFTAR NAMA TENAGA HONORER"], left + [""] * gap + right]
    for at in range(4):
        one, two = line(at + 1, FOLK[at]), line(at + 5, FOLK[at + 4])
        rows.append(one[-len(left) :] + [""] * gap + two[-len(right) :])
    return rows


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_two_lists_beside_one_another_are_both_read(tmp_path, gap):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid(side_by_side(gap))))
    assert [(r["nik"], r["name"], r["position"], r["wage"]) for r in rows] == [
        (p.nik, p.name, p.position, str(p.wage)) for p in FOLK
    ]
    assert [row["row_number"] for row in rows] == [3, 4, 5, 6] * 2
    assert reasons(summary) == {1: "title", 2: "header"}
    assert [sheet["columns"]["nik"] for sheet in summary["sheets"]] == ["C", "CDEFGHIJK"[gap + 5]]
    assert summary["counts"] == {"read": 10, "valid": 8, "needs_fix": 0, "skipped": 2}


def test_two_lists_without_numbers_are_both_read(tmp_path):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid(side_by_side(1, HEADER[1:], HEADER[1:]))))
    assert [row["nik"] for row in rows] == [one.nik for one in FOLK]


def test_lists_of_different_length_end_apart(tmp_path):
    grid = side_by_side(1)
    grid[-1] = [*grid[-1][:6], "", "JUMLAH", "", "", 9_000_000]
    grid.append(["", "", "", "", "", "", "", "Mengetahui"])
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid(grid)))
    assert [row["nik"] for row in rows] == [one.nik for one in FOLK[:7]]
    assert reasons(summary) == {1: "title", 2: "header", 7: "signature"}


def test_same_nik_in_both_lists_of_a_row_is_a_duplicate(tmp_path):
    grid = side_by_side(0)
    grid[2][7] = FOLK[0].nik
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid(grid)))
    assert codes(rows[4]) == ["nik_duplicate"]


def test_second_list_that_cannot_be_told_apart_is_named(tmp_path):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid(side_by_side(1, HEADER, HEADER[1:]))))
    assert len(rows) == 4
    assert [sheet["reason"] for sheet in summary["sheets"]] == [None, "second list beside"]


def test_people_of_another_kind_beside_are_no_second_list(tmp_path):
    head = [*HEADER, "NAMA SUAMI/ISTRI", "NIK SUAMI/ISTRI"]
    body = [[*line(i, p), "Orang Lain", p.nik[:12] + "7777"] for i, p in enumerate(FOLK, 1)]
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid([head, *body])))
    assert [row["nik"] for row in rows] == [one.nik for one in FOLK]
    assert len(summary["sheets"]) == 1


def wrapped(*below, name="Budi Santoso bin"):
    first, second, third = FOLK[:3]
    return [HEADER, line(1, first), line(2, second, NAMA=name), *below, line(3, third)]


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Budi Santoso,", "Wiratmaja"),
        ("Budi b.", "Ahmad"),
        ("BUDI SANTOSO,", "S.Kom"),
        ("BUDI BIN", "HAJI ASEP"),
    ],
)
def test_name_that_goes_on_in_the_next_row_is_read_whole(tmp_path, name, rest):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid(wrapped(["", rest], name=name))))
    assert rows[1]["name"] == f"{name} {rest}"
    assert [codes(row) for row in rows] == [[], ["row_wrapped"], []]
    assert summary["counts"]["valid"] == 3
    assert reasons(summary) == {1: "header", 4: "continuation"}


def test_next_row_that_may_be_a_heading_holds_the_person(tmp_path):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid(wrapped(["", "Wiratmaja"], name="Budi Santoso"))))
    assert rows[1]["name"] == "Budi Santoso Wiratmaja"
    assert [codes(row) for row in rows] == [[], ["row_unclear"], []]
    assert summary["counts"]["needs_fix"] == 1


def test_several_cells_and_several_rows_go_on(tmp_path):
    below = [["", "Ahmad", "", "Taman"], ["", "Sanusi"]]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid(wrapped(*below))))
    assert (rows[1]["name"], rows[1]["position"]) == (
        "Budi Santoso bin Ahmad Sanusi",
        f"{FOLK[1].position} Taman",
    )
    assert len(rows) == 3


@pytest.mark.parametrize(
    "heading", [["", "UPT TERMINAL"], ["", "SOPIR BUS"], ["B", "Pengemudi"], ["SEKRETARIAT"], ["", "Regu 2"]]
)
def test_heading_between_people_is_no_part_of_a_name(tmp_path, heading):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", Grid(wrapped(heading, name="Budi Santoso"))))
    assert rows[1]["name"] == "Budi Santoso"
    assert reasons(summary)[4] == "group heading"


def test_list_with_headings_joins_only_what_is_unfinished(tmp_path):
    grid = wrapped(["", "Pengemudi"], name="Budi Santoso")
    grid[1:1] = [["", "Petugas"]]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid(grid)))
    assert rows[1]["name"] == "Budi Santoso"
    grid = wrapped(["", "Ahmad"])
    grid[1:1] = [["", "Petugas"]]
    rows, _ = read(xlsx(tmp_path / "b.xlsx", Grid(grid)))
    assert rows[1]["name"] == "Budi Santoso bin Ahmad"


def unnumbered(*rows):
    return Grid([["NAMA", "NIK", "JABATAN"], *([p.name, p.nik, p.position] for p in FOLK[:2]), *rows])


def test_second_line_of_a_name_is_joined_in_a_list_without_numbers(tmp_path):
    last = [FOLK[2].name, FOLK[2].nik, FOLK[2].position]
    for first, rest, code in (
        ("Siti binti", "Umar", "row_wrapped"),
        ("Siti Rahma", "Wati Dewi", "row_unclear"),
    ):
        grid = unnumbered([first, FOLK[3].nik, "Staf"], [rest, "", ""], last)
        rows, summary = read(xlsx(tmp_path / "a.xlsx", grid))
        assert (rows[2]["name"], codes(rows[2])) == (f"{first} {rest}", [code])
        assert (rows[3]["name"], codes(rows[3])) == (FOLK[2].name, [])
        assert reasons(summary) == {1: "header", 5: "continuation"}


def test_sentence_below_a_list_without_numbers_is_nobodys_name(tmp_path):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", unnumbered(["Demikian daftar ini kami buat dengan benar"])))
    assert [(row["name"], codes(row)) for row in rows] == [(p.name, []) for p in FOLK[:2]]
