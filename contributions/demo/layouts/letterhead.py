"""Letterhead, a two-row merged header with tick columns and a split address, numbering, total, signature."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from contributions.demo.people import Person

TITLE = (
    "PEMERINTAH KOTA SERANG",
    "DINAS PERHUBUNGAN",
    "",
    "DAFTAR NAMA TENAGA HONORER (NON ASN)",
    "KEADAAN BULAN JANUARI 2020",
    "",
)
UPPER = (
    "NO",
    "NAMA",
    "NO. KTP",
    "TEMPAT LAHIR",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    None,
    "JABATAN",
    "TMT",
    "ALAMAT",
    None,
    None,
    "HONOR (RP)",
    "KET.",
)
LOWER = (*[None] * 5, "L", "P", None, None, "RT/RW", "KEL", "KEC", None, None)
WIDTHS = (5, 28, 20, 14, 14, 5, 5, 24, 12, 10, 16, 16, 14, 10)
SIGNATURE = (
    "Serang, 20 Januari 2020",
    "Mengetahui,",
    "KEPALA DINAS PERHUBUNGAN KOTA SERANG",
    None,
    None,
    "( ................................ )",
    "NIP. .............................",
)


def workbook(people: Sequence[Person]) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "HONORER"
    for line in TITLE:
        sheet.append([line or None])
        sheet.merge_cells(
            start_row=sheet._current_row, end_row=sheet._current_row, start_column=1, end_column=14
        )
    _header(sheet)
    for number, person in enumerate(people, start=1):
        sheet.append(_row(number, person))
    sheet.append([None, "JUMLAH", *[None] * 10, sum(p.wage for p in people), None])
    sheet.append([])
    for line in SIGNATURE:
        sheet.append([*[None] * 9, line])
    _look(sheet, len(people))
    return book


def _header(sheet: Worksheet) -> None:
    top = len(TITLE) + 1
    sheet.append(UPPER)
    sheet.append(LOWER)
    sheet.merge_cells(start_row=top, end_row=top, start_column=6, end_column=7)
    sheet.merge_cells(start_row=top, end_row=top, start_column=10, end_column=12)
    for column in (1, 2, 3, 4, 5, 8, 9, 13, 14):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    sheet.append(range(1, 15))


def _row(number: int, person: Person) -> list[object]:
    return [
        number,
        person.name.upper(),
        person.nik,
        person.birth_place,
        f"{person.birth_date:%d-%m-%Y}",
        "√" if person.sex == "L" else None,
        "√" if person.sex == "P" else None,
        person.position,
        f"{person.start_date:%d-%m-%Y}",
        person.rt_rw,
        person.village,
        person.district,
        person.wage,
        None,
    ]


def _look(sheet: Worksheet, count: int) -> None:
    for index, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJKLMN"[index]].width = width
    top = len(TITLE) + 1
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=top, max_row=top + 3 + count, max_col=14):
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
    for row in sheet.iter_rows(max_row=top + 2, max_col=14):
        for cell in row:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center")
    for row in sheet.iter_rows(min_row=top + 3, max_row=top + 3 + count, min_col=13, max_col=13):
        row[0].number_format = "#,##0"
