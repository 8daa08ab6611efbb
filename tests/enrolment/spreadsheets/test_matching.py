"""Columns matched by hand, for one file and by a profile; and the first look at a workbook."""

import pytest

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.fields import rows_from_copy
from enrolment.spreadsheets.refusals import Unreadable

from .books import Grid, xlsx
from .folk import people

FOLK = people(12, seed=51)
ODD = ["No", "Sebutan", "Nomor Kartu", "Lahirnya", "Kerjaan"]
BY_HAND = {"A": "number", "B": "name", "C": "nik", "D": "birth_date", "E": "position"}
PROFILE = {
    "id": "p1",
    "headings": {
        "NO": "number",
        "SEBUTAN": "name",
        "NOMOR KARTU": "nik",
        "LAHIRNYA": "birth_date",
        "KERJAAN": "",
    },
    "height": 1,
}


def odd(*more: str, title: bool = True, cells: tuple = (), name: str = "Sheet1") -> Grid:
    """A list whose headings mean nothing to the reader."""
    body = [[i, p.name, p.nik, p.birth.strftime("%d-%m-%Y"), "Satpam", *cells] for i, p in enumerate(FOLK, 1)]
    return Grid([*([["DAFTAR"], []] if title else []), [*ODD, *more], *body], name=name)


def read(path, **matching):
    with reader.read(path, matching=matching) as reading:
        rows = list(rows_from_copy(reading))
    return rows, reading.summary


def by_hand(rows=(3, 3), columns=None):
    return {"Sheet1": {"rows": list(rows), "columns": columns or BY_HAND}}


def test_words_alone_do_not_understand_the_list(tmp_path):
    with pytest.raises(Unreadable) as refused:
        read(xlsx(tmp_path / "a.xlsx", odd()))
    assert (refused.value.code, refused.value.params) == ("no_roster_header", {"sheets": 1})


def test_empty_workbook_shows_no_sheet_to_match(tmp_path):
    with pytest.raises(Unreadable) as refused:
        read(xlsx(tmp_path / "a.xlsx", Grid([[]])))
    assert refused.value.params == {"sheets": 0}


def test_columns_matched_by_hand_are_read(tmp_path):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", odd()), sheets=by_hand())
    assert [(r["nik"], r["name"], r["birth_date"]) for r in rows] == [
        (p.nik, p.name, p.birth.isoformat()) for p in FOLK
    ]
    assert {r["position"] for r in rows} == {"Satpam"}
    assert (summary["sheets"][0]["header_row"], summary["sheets"][0]["matched"]) == (3, "hand")


def test_column_matched_to_nothing_is_not_read(tmp_path):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", odd()), sheets=by_hand(columns=BY_HAND | {"E": ""}))
    assert {row["position"] for row in rows} == {None}


def test_list_without_a_header_is_read_from_its_first_row(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", Grid(odd().rows[3:]))
    rows, summary = read(path, sheets=by_hand(rows=()))
    assert [row["row_number"] for row in rows] == list(range(1, 13))
    assert summary["sheets"][0]["header_row"] is None


def test_list_that_begins_further_right_keeps_its_letters(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", Grid([[], *(["", "", *row] for row in odd().rows)]))
    rows, _ = read(path, sheets=by_hand(rows=(4, 4), columns={"D": "name", "E": "nik"}))
    assert [row["nik"] for row in rows] == [p.nik for p in FOLK]


def test_two_name_columns_and_pieces_of_an_address_are_joined(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", odd("Gelar", "Lorong", "Wilayah", cells=("S.Pd", "Melati", "Cipare")))
    more = {"F": "name", "G": "address", "H": "part:Kel."}
    rows, _ = read(path, sheets=by_hand(columns=BY_HAND | more))
    assert rows[0]["name"] == f"{FOLK[0].name} S.Pd"
    assert rows[0]["address"] == "Melati, Kel. Cipare"


def test_words_are_overruled_by_hand(tmp_path):
    body = [[p.nik, p.name, "x"] for p in FOLK]
    path = xlsx(tmp_path / "a.xlsx", Grid([["NIK", "NAMA", "NAMA LENGKAP SESUAI KK"], *body]))
    rows, _ = read(path, sheets=by_hand(rows=(1, 1), columns={"A": "nik", "C": "name"}))
    assert {row["name"] for row in rows} == {"x"}


def test_sheet_left_out_by_hand_says_so(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", odd(), Grid(odd().rows, name="Lama"))
    _, summary = read(path, sheets=by_hand() | {"Lama": {"read": False}})
    assert [(s["status"], s["reason"]) for s in summary["sheets"]] == [
        ("read", None),
        ("skipped", "left out"),
    ]


@pytest.mark.parametrize("title", [True, False])
def test_profile_reads_the_next_list_wherever_its_header_stands(tmp_path, title):
    rows, summary = read(xlsx(tmp_path / "a.xlsx", odd(title=title)), profiles=[PROFILE])
    assert [row["nik"] for row in rows] == [p.nik for p in FOLK]
    assert {row["position"] for row in rows} == {None}  # matched to nothing, so not read
    assert summary["sheets"][0]["matched"] == "p1"


def test_columns_that_a_profile_does_not_know_are_known_by_their_words(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", odd("NO HP", "STATUS", cells=("081234567890", "THL")))
    rows, _ = read(path, profiles=[PROFILE])
    assert {(row["phone"], row["category"]) for row in rows} == {("081234567890", "thl")}


def test_profile_is_not_used_where_one_of_its_headings_is_missing(tmp_path):
    grid = odd()
    grid.rows[2][3] = "Kelahirannya"
    with pytest.raises(Unreadable):
        read(xlsx(tmp_path / "a.xlsx", grid), profiles=[PROFILE])


def test_profile_of_two_columns_is_not_used_for_a_wide_list(tmp_path):
    small = PROFILE | {"headings": {"SEBUTAN": "nik", "NOMOR KARTU": "name"}}
    with pytest.raises(Unreadable):
        read(xlsx(tmp_path / "a.xlsx", odd()), profiles=[small])


def test_profile_tells_columns_of_one_heading_apart(tmp_path):
    body = [[i, f"wali {i}", p.name, p.nik] for i, p in enumerate(FOLK, 1)]
    path = xlsx(tmp_path / "a.xlsx", Grid([["No", "Sebutan", "Sebutan", "Kartu"], *body]))
    headings = {"NO": "number", "SEBUTAN": "", "SEBUTAN #2": "name", "KARTU": "nik"}
    rows, _ = read(path, profiles=[PROFILE | {"headings": headings}])
    assert [row["name"] for row in rows] == [p.name for p in FOLK]


def test_look_shows_grid_guess_and_effect(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", Grid([["x"]], name="REKAP"), odd())
    seen = reader.look(path)
    assert [s["reason"] for s in seen["sheets"]] == ["no roster header"] * 2
    shown = seen["shown"]
    assert (shown["name"], shown["header"], shown["letters"]) == ("Sheet1", [3, 3], list("ABCDE"))
    assert shown["grid"][2] == {"row": 3, "cells": ODD}
    assert shown["fields"] == {"A": "number", "C": "kpj"}
    seen = reader.look(path, {"sheet": 2}, matching={"sheets": by_hand()})
    assert (seen["sheets"][1]["people"], seen["sheets"][1]["valid"]) == (12, 12)
    assert [row["name"] for row in seen["shown"]["first"]] == [p.name for p in FOLK[:10]]
    assert seen["shown"]["fields"] == BY_HAND


def test_look_at_rows_that_were_clicked_guesses_their_words(tmp_path):
    body = [[i, p.name, p.nik] for i, p in enumerate(FOLK, 1)]
    path = xlsx(tmp_path / "a.xlsx", Grid([["a", "b", "c"], ["No", "NAMA", "Kartu"], *body]))
    shown = reader.look(path, {"sheet": 1, "clicked": {"Sheet1": [2, 2]}})["shown"]
    assert (shown["header"], shown["fields"]) == ([2, 2], {"A": "number", "B": "name"})
    assert shown["headings"] == {"A": "NO", "B": "NAMA", "C": "KARTU"}


def test_what_is_matched_without_a_nik_is_not_read_by_words_instead(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", Grid([["NAMA", "NIK"], *([p.name, p.nik] for p in FOLK)]))
    seen = reader.look(path, matching={"sheets": by_hand(rows=(1, 1), columns={"A": "name", "B": ""})})
    assert (seen["sheets"][0]["people"], seen["sheets"][0]["reason"]) == (0, "no NIK column")


def test_look_may_begin_further_down(tmp_path):
    grid = Grid([[f"baris {n}"] for n in range(60)] + odd().rows)
    shown = reader.look(xlsx(tmp_path / "a.xlsx", grid), {"sheet": 1, "from": 60})["shown"]
    assert [row["row"] for row in shown["grid"]][:2] == [60, 61]
    assert not shown["more"]


def test_letter_is_no_table_to_match(tmp_path):
    with pytest.raises(Unreadable) as refused:
        read(xlsx(tmp_path / "a.xlsx", Grid([["SURAT EDARAN"], ["Yth. Kepala Dinas"], ["Nomor", "800/12"]])))
    assert refused.value.params == {"sheets": 0}
