"""Every kind of file gives the same people; the bytes decide, never the name."""

import datetime
import zipfile

import pytest

from .books import Grid, delimited, markup, ods, read, reasons, xls, xlsx
from .folk import people

FOLK = people(5, seed=7)
HEADER = ["NO", "NAMA", "NIK", "TEMPAT LAHIR", "TGL LAHIR", "L/P", "JABATAN", "HONOR", "NO HP"]


def grid(day=lambda birth: birth, wage=lambda amount: amount):
    rows = [["DAFTAR HONORER"], [], HEADER]
    for number, one in enumerate(FOLK, 1):
        rows.append([number, one.name, one.nik, one.birth_place, day(one.birth), one.sex, one.position])
        rows[-1] += [wage(one.wage), one.phone]
    return Grid(rows)


def as_text():
    return grid(lambda birth: f"{birth:%d/%m/%Y}", lambda amount: f"{amount:,}".replace(",", "."))


def assert_all_right(rows):
    assert [{field: row[field] for field in FOLK[0].truth} for row in rows] == [one.truth for one in FOLK]
    assert [row["problems"] for row in rows] == [[]] * len(FOLK)
    assert [row["row_number"] for row in rows] == [4, 5, 6, 7, 8]


@pytest.mark.parametrize("write", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
@pytest.mark.parametrize("name", ["roster", "roster.csv"])
def test_workbook_is_read_whatever_its_name(tmp_path, write, name):
    rows, summary = read(write(tmp_path / name, grid()))
    assert_all_right(rows)
    assert reasons(summary) == {1: "title", 2: "blank", 3: "header"}


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimited_text_is_read(tmp_path, delimiter, encoding):
    rows, _ = read(delimited(tmp_path / "roster.xls", as_text(), delimiter, encoding))
    assert_all_right(rows)


def test_delimited_text_keeps_quoted_line_breaks_in_one_row(tmp_path):
    sheet = as_text()
    sheet.rows[3][1] = "Siti\nContoh; binti Contoh"
    rows, _ = read(delimited(tmp_path / "a.csv", sheet))
    assert rows[0]["name"] == "Siti Contoh; binti Contoh"
    assert rows[1]["row_number"] == 5


def test_line_that_names_the_delimiter_is_no_row(tmp_path):
    path = delimited(tmp_path / "a.csv", as_text(), ";", "utf-8")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    assert_all_right(read(path)[0])


def test_digits_that_an_export_guards_as_formula_text_are_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'NAMA,NIK,HONOR\nSatu,"=""{FOLK[0].nik}""",#REF!\nDua,="{FOLK[1].nik}",#N/A\n')
    rows, _ = read(path)
    assert [(row["nik"], row["wage"], row["problems"]) for row in rows] == [
        (FOLK[0].nik, None, []),
        (FOLK[1].nik, None, []),
    ]


def test_sheet_padded_to_the_last_row_and_column_as_libreoffice_does(tmp_path):
    path = ods(tmp_path / "a.ods", grid())
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    blank = b'<table:table-cell table:number-columns-repeated="16384"/>'
    padding = b'<table:table-row table:number-rows-repeated="1048560">' + blank + b"</table:table-row>"
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", padding + b"</table:table>")
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert_all_right(read(path)[0])


def test_windows_letters_are_kept(tmp_path):
    sheet = as_text()
    sheet.rows[3][1] = "René d’Arc"
    rows, _ = read(delimited(tmp_path / "a.csv", sheet, ";", "cp1252"))
    assert rows[0]["name"] == "René d’Arc"


def test_html_named_xls_is_read_with_its_spans(tmp_path):
    sheet = as_text()
    sheet.merges = [(0, 0, 0, 8)]
    sheet.rows[0] += [""] * 8
    rows, _ = read(markup(tmp_path / "roster.xls", sheet))
    assert_all_right(rows)


def test_html_with_a_two_row_header(tmp_path):
    top = ["NO", "NAMA", "NIK", "JENIS KELAMIN", ""]
    sub = ["", "", "", "L", "P"]
    body = [[i, p.name, p.nik, "V" * (p.sex == "L"), "V" * (p.sex == "P")] for i, p in enumerate(FOLK, 1)]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)]
    rows, _ = read(markup(tmp_path / "a.html", Grid([top, sub, *body], merges=merges)))
    assert [row["sex"] for row in rows] == [p.sex for p in FOLK]


def test_identity_numbers_as_numbers_are_judged_alike_in_every_workbook_kind(tmp_path):
    head = ["NAMA", "NIK"]
    body = [["Satu", 3673010107709012], ["Dua", 3673010107709010], ["Tiga", 36730101077090121]]
    for write, name in ((xlsx, "a.xlsx"), (xls, "a.xls"), (ods, "a.ods")):
        rows, _ = read(write(tmp_path / name, Grid([head, *body])))
        assert [(row["nik"], [p["code"] for p in row["problems"]]) for row in rows] == [
            ("3673010107709012", []),
            (None, ["nik_damaged"]),
            (None, ["nik_damaged"]),
        ]


def test_dates_of_the_1904_system(tmp_path):
    birth = datetime.date(1985, 3, 12)
    serial = (birth - datetime.date(1904, 1, 1)).days
    body = [["NAMA", "NIK", "TGL LAHIR"], ["Satu", FOLK[0].nik, birth], ["Dua", FOLK[1].nik, serial]]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid(body), mac=True))
    assert [row["birth_date"] for row in rows] == ["1985-03-12", "1985-03-12"]


def test_serial_numbers_of_the_1900_system(tmp_path):
    body = [["NAMA", "NIK", "TGL LAHIR"], ["Satu", FOLK[0].nik, 31118], ["Dua", FOLK[1].nik, 31118.5]]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid(body)))
    assert [row["birth_date"] for row in rows] == ["1985-03-12", "1985-03-12"]


def test_error_values_read_as_empty(tmp_path):
    import openpyxl

    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["NAMA", "NIK", "HONOR", "JABATAN"])
    book.active.append(["Satu", FOLK[0].nik, "#REF!", "Staf"])
    book.active["C2"].data_type = "e"
    book.save(path)
    rows, _ = read(path)
    assert (rows[0]["wage"], rows[0]["problems"]) == (None, [])


def test_phantom_rows_to_the_last_one_cost_nothing(tmp_path):
    import openpyxl
    from openpyxl.styles import PatternFill

    path = xlsx(tmp_path / "a.xlsx", grid())
    book = openpyxl.load_workbook(path)
    for column in "ABCDEFGHI":
        book.active[f"{column}1048576"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    rows, summary = read(path)
    assert_all_right(rows)
    assert summary["counts"]["skipped"] == 3


def test_lone_space_in_the_last_row_does_not_make_a_million_rows(tmp_path):
    sheet = grid()
    path = xlsx(tmp_path / "a.xlsx", sheet)
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.active["A1048576"] = "\u00a0"
    book.save(path)
    rows, summary = read(path)
    assert_all_right(rows)
    assert summary["counts"]["skipped"] == 3


def test_cell_merged_downwards_ends_where_its_merge_ends(tmp_path):
    body = [["NAMA", "NIK", "UNIT KERJA"], *([one.name, one.nik, ""] for one in FOLK)]
    body[1][2] = "Sekretariat"
    for write, name in ((xlsx, "a.xlsx"), (xls, "a.xls"), (markup, "a.html")):
        rows, _ = read(write(tmp_path / name, Grid(body, merges=[(1, 2, 3, 2)])))
        assert [row["unit"] for row in rows] == ["Sekretariat"] * 3 + [None] * 2
