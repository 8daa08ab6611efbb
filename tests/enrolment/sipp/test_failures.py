"""The portal's list of failures beside a sheet's people: no database."""

import openpyxl
import pytest

from enrolment.sipp.failures import Known, read_failures
from enrolment.spreadsheets.grids import Grid, read_grids
from enrolment.spreadsheets.refusals import Unreadable

ASEP = Known(1, "3673010101909001", "12345678901", "Asep Sunandar")
BUDI = Known(2, "3673010101909002", "", "Budi")
TWIN = Known(3, "3673010101909003", "", "Budi")
ALL = (ASEP, BUDI, TWIN)


def grid(*rows, hidden=False):
    return [Grid("Gagal", hidden, list(enumerate([list(row) for row in rows], start=1)))]


@pytest.mark.parametrize(
    "rows",
    [
        [("NOMOR_IDENTITAS", "KETERANGAN"), (ASEP.nik, "tidak padan")],
        [("Alasan Gagal", "No", "Nama", "NIK"), ("tidak padan", "1", "SALAH", ASEP.nik)],
        [("Daftar Gagal", ""), ("", ""), ("KPJ", "Pesan Error"), ("1234567890-1", "tidak padan")],
        [("NAMA_LENGKAP", "KETERANGAN"), ("ASEP  SUNANDAR", "tidak padan")],
        [("NIK", "KETERANGAN", "KETERANGAN_ERROR"), (ASEP.nik, "resign", "tidak padan")],
    ],
)
def test_a_line_finds_its_person_in_any_order_of_columns(rows):
    found = read_failures(grid(*rows), ALL)
    assert (found.found, found.unmatched) == ({1: "tidak padan"}, [])


def test_a_name_that_two_have_is_not_guessed():
    found = read_failures(grid(("NAMA", "ALASAN"), ("Budi", "x")), ALL)
    assert (found.found, found.unmatched) == ({}, [("Gagal", 2, "Budi · x", "ambiguous")])


def test_a_strange_nik_is_not_made_up_for_by_a_name():
    found = read_failures(grid(("NIK", "NAMA", "ALASAN"), ("3673010101909099", "Asep Sunandar", "x")), ALL)
    assert (found.found, found.unmatched[0][3]) == ({}, "unknown")


def test_an_empty_nik_leaves_it_to_the_next_column():
    found = read_failures(grid(("NIK", "KPJ", "ALASAN"), ("", ASEP.kpj, "x")), ALL)
    assert found.found == {1: "x"}


def test_two_lines_about_one_person_are_both_kept():
    found = read_failures(grid(("NIK", "ALASAN"), (ASEP.nik, "x"), (ASEP.nik, "y"), (ASEP.nik, "x")), ALL)
    assert found.found == {1: "x; y"}


@pytest.mark.parametrize("rows", [[("NIK", "UPAH"), (ASEP.nik, "1")], [("a", "b")], []])
def test_what_tells_no_reason_is_no_list_of_failures(rows):
    assert read_failures(grid(*rows), ALL).no_header


def test_hidden_sheets_are_left():
    assert read_failures(grid(("NIK", "ALASAN"), (ASEP.nik, "x"), hidden=True), ALL).no_header


def test_a_workbook_is_read_as_texts_with_its_own_row_numbers(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Gagal"
    book.active.append([])
    book.active.append(["NIK", "ALASAN"])
    book.active.append([3673010101909001, "x"])
    book.save(tmp_path / "f.xlsx")
    (read,) = read_grids(tmp_path / "f.xlsx")
    assert read.rows == [(2, ["NIK", "ALASAN"]), (3, ["3673010101909001", "x"])]


def test_a_csv_is_read_too(tmp_path):
    (tmp_path / "f.csv").write_text("NIK;ALASAN\n3673010101909001;x\n")
    (read,) = read_grids(tmp_path / "f.csv")
    assert [texts for _n, texts in read.rows] == [["NIK", "ALASAN"], ["3673010101909001", "x"]]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"%PDF-1.4", bytes(range(256)) * 40])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(Unreadable):
        read_grids(tmp_path / "f")


def test_more_text_than_a_list_can_hold_is_refused(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(700):
        sheet.append(["x" * 1000] * 30)
    book.save(tmp_path / "f.xlsx")
    with pytest.raises(Unreadable) as refused:
        read_grids(tmp_path / "f.xlsx")
    assert refused.value.code == "too_much_inside"
