"""Lists that cannot be used: each a plain refusal that says what is wrong."""

import pytest
import typst

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.lists.refusals import Unreadable

from ..books import Grid, xlsx
from .bills import bill, billed, read
from .printing import printed

ROWS = billed(5)


def refused(path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(path)
    return caught.value


def changed(label: str, column: int, value: object) -> Grid:
    """The bill with one cell of the row that begins so put in place of its own."""
    grid = bill(ROWS)
    row = next(row for row in grid.rows if label in map(str, row))
    row[column] = value
    return grid


def test_footer_that_is_a_cent_off_is_refused_with_what_differs(tmp_path):
    summed = str(sum(one.money["jkk"] for one in ROWS))
    refusal = refused(xlsx(tmp_path / "a.xlsx", changed("Jumlah Seluruhnya", 9, "20,000.01")))
    assert refusal.code == "total_differs"
    assert (refusal.params["column"], refusal.params["stated"]) == ("jkk", "20000.01")
    assert (refusal.params["summed"], refusal.params["row"], refusal.params["more"]) == (summed, 14, [])


def test_amount_that_is_not_understood_is_counted_in_the_refusal(tmp_path):
    refusal = refused(xlsx(tmp_path / "a.xlsx", changed("2", 9, "tiga ribu")))
    assert (refusal.code, refusal.params["column"], refusal.params["unread"]) == ("total_differs", "jkk", 1)
    assert refusal.params["cells"] == ["J10 “tiga ribu”"]


@pytest.mark.parametrize(
    ("extra", "code", "params"),
    [
        (["NPP", ":", "JJ000999"], "several_groups", {"npps": ["JJ000123", "JJ000999"]}),
        (["Periode", ":", "09 2026"], "several_months", {"months": ["2026-08", "2026-09"]}),
        (["Jumlah Tenaga Kerja", ":", "6"], "people_differ", {"stated": 6, "counted": 5}),
    ],
)
def test_block_that_contradicts_is_refused(tmp_path, extra, code, params):
    grid = bill(ROWS)
    grid.rows.insert(4, extra)
    refusal = refused(xlsx(tmp_path / "a.xlsx", grid))
    assert (refusal.code, refusal.params) == (code, params)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Kepada Yth."], ["Bersama ini kami sampaikan"]], "no_table"),
        ([["KODE", "URAIAN", "ISI"], ["1", "a", "b"], ["2", "c", "d"]], "no_list_header"),
        ([["NO", "NIK", "KPJ", "NAMA"]], "no_list_rows"),
    ],
)
def test_workbook_that_is_no_list_is_refused(tmp_path, rows, code):
    assert refused(xlsx(tmp_path / "a.xlsx", Grid(rows))).code == code


def typeset(path, source: str):
    path.write_bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True))
    return path


def test_scanned_pdf_is_told_from_one_with_text(tmp_path):
    path = typeset(tmp_path / "a.pdf", "#rect(width: 5cm, height: 5cm, fill: red) #pagebreak() #circle()")
    assert (refused(path).code, refused(path).params) == ("pdf_without_text", {"pages": 2})


def test_letter_in_pdf_is_no_list(tmp_path):
    assert refused(typeset(tmp_path / "a.pdf", "= Undangan\nDengan hormat, kami mengundang.")).code == (
        "no_table"
    )


def test_pdf_of_too_many_pages_is_refused(tmp_path):
    path = typeset(tmp_path / "a.pdf", "#for n in range(501) [#n #pagebreak(weak: true)]")
    assert (refused(path).code, refused(path).params["most"]) == ("pdf_too_long", 500)


def test_bill_in_pdf_without_its_footer_is_refused(tmp_path):
    grid = bill(ROWS)
    grid.rows = [row for row in grid.rows if "Jumlah Seluruhnya" not in row]
    assert refused(printed(tmp_path / "a.pdf", grid)).code == "total_missing"


@pytest.mark.parametrize("keep", [9, 200, 5_000])
def test_pdf_that_was_cut_off_is_damaged_or_no_list(tmp_path, keep):
    path = printed(tmp_path / "a.pdf", bill(ROWS))
    path.write_bytes(path.read_bytes()[:keep])
    assert refused(path).code in ("damaged_file", "pdf_without_text")


def test_roster_reader_still_refuses_a_pdf(tmp_path):
    path = printed(tmp_path / "a.pdf", bill(ROWS))
    with pytest.raises(Unreadable) as caught, reader.read(path) as reading:
        list(reading)
    assert caught.value.code == "not_a_workbook"
