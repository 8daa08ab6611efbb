"""No file takes the reader past 1 GiB or 30 s, nor us past a few MiB; the code says what was too much."""

import pytest

from enrolment.problems import refusal_sentence
from tests.corpus import hostile, hostile_text

from .measured import measured

PARTS = [
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
]
READ = None
BOMBS = {
    hostile.bomb_of_zeros: "too_much_inside",
    hostile.bomb_that_lies: "damaged_file",
    hostile.bomb_of_rows: "damaged_file",
    hostile.bomb_in_a_bomb: READ,
    hostile.overlapping_parts: "too_much_inside",
    hostile.vast_directory: "too_much_inside",
    hostile.far_corner: "too_many_cells",
    hostile.far_corner_of_xlsb: "too_many_cells",
    hostile.far_corner_of_ods: "too_many_cells",
    hostile.full_width: "too_many_cells",
    hostile.many_styles: "too_many_styles",
    hostile.many_texts: "too_many_texts",
    hostile.long_text: "damaged_file",
    hostile.many_sheets: "too_much_inside",
    hostile.many_names: "too_much_inside",
    hostile_text.long_cell: "cell_too_long",
    hostile_text.nested_tags: "too_many_cells",
    hostile_text.nested_tables: "too_many_cells",
    hostile_text.wide_spans: "too_many_cells",
    hostile_text.half_a_tag: "too_many_cells",
    hostile_text.unclosed_comments: "too_many_cells",
    hostile_text.laughs: "no_rows",
}
SLOW = {
    hostile.many_merges: {READ},
    hostile_text.wide_line: {"too_many_cells"},
    hostile_text.wide_empty_line: {READ},
    hostile_text.no_break: {"cell_too_long"},
    hostile_text.endless_quote: {READ, "reader_timeout"},
}


def assert_harmless(path, codes):
    taken = measured(path)
    assert taken.code in codes
    assert taken.child < 1024
    assert taken.parent < 8
    assert taken.seconds < 40  # the child's 30 and what our own side takes on a busy machine
    assert taken.code is None or "?" not in refusal_sentence(taken.code, taken.params)


@pytest.mark.parametrize("make", BOMBS, ids=lambda make: make.__name__)
def test_bomb_does_no_harm(tmp_path, make):
    assert_harmless(make(tmp_path / "roster.xlsx"), {BOMBS[make]})


@pytest.mark.soak
@pytest.mark.parametrize("make", SLOW, ids=lambda make: make.__name__)
def test_slow_bomb_does_no_harm(tmp_path, make):
    assert_harmless(make(tmp_path / "roster.xlsx"), SLOW[make])


@pytest.mark.parametrize("kind", [hostile.LAUGHS, hostile.OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("part", PARTS)
def test_entities_in_any_part_stand_for_nothing(tmp_path, part, kind):
    assert_harmless(hostile.entities(tmp_path / "a.xlsx", part, kind), {READ, "damaged_file"})


@pytest.mark.parametrize("kind", [hostile.LAUGHS, hostile.OUTSIDE], ids=["laughs", "outside"])
def test_entities_in_an_ods_stand_for_nothing(tmp_path, kind):
    assert_harmless(hostile.entities_of_ods(tmp_path / "a.ods", kind), {"damaged_file"})


def test_quotation_mark_that_is_never_closed_loses_nobody(tmp_path):
    taken = measured(hostile_text.open_quote(tmp_path / "a.csv"))
    assert (taken.code, taken.people) == (None, 1002)


def test_quotation_mark_that_leaves_no_regular_rows_is_refused_with_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(hostile_text.HEAD + b'2;"Siti;3673010107709002\n3;Budi\n')
    taken = measured(path)
    assert taken.code == "quote_never_closed"
    assert "3" in refusal_sentence("quote_never_closed", {"row": 3})


def test_ditto_marks_that_nobody_quoted_lose_nobody(tmp_path):
    rows = [f"{n};Ujang;367301010770{9000 + n};{mark}\n" for n, mark in enumerate('x"""', 1)]
    path = tmp_path / "a.csv"
    path.write_text("NO;NAMA;NIK;JABATAN\n" + "".join(rows))
    assert measured(path).people == 4
