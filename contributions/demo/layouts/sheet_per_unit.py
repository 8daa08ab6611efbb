"""One sheet per unit with the header again on every printed page, real dates, wages as text; REKAP in front,
an old copy hidden behind."""

from collections.abc import Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from contributions.demo.people import Person

HEADER = (
    "No.",
    "NIK",
    "Nama Lengkap",
    "L/P",
    "Tempat Lahir",
    "Tgl. Lahir",
    "Pendidikan",
    "Tugas",
    "TMT",
    "Upah per Bulan",
    "No. HP",
    "Nama Ibu Kandung",
)
WIDTHS = (6, 20, 26, 5, 14, 12, 11, 24, 12, 16, 15, 22)
ROWS_A_PAGE = 45


def workbook(people: Sequence[Person]) -> Workbook:
    book = Workbook()
    units = [(unit, list(staff)) for unit, staff in groupby(people, key=lambda p: p.unit)]
    _summary(book.worksheets[0], units)
    for unit, staff in units:
        _unit(book.create_sheet(unit[:31]), unit, staff)
    old = book.create_sheet("Sheet3 (2018)")
    _unit(old, "Data lama", people[:12])
    old.sheet_state = "hidden"
    return book


def _summary(sheet: Worksheet, units: Sequence[tuple[str, list[Person]]]) -> None:
    sheet.title = "REKAP"
    sheet.append(["REKAPITULASI PEGAWAI HARIAN LEPAS"])
    sheet.append(["DINAS LINGKUNGAN HIDUP KOTA SERANG TAHUN 2020"])
    sheet.append([])
    sheet.append(["No", "Bidang / UPT", "Jumlah (orang)"])
    for number, (unit, staff) in enumerate(units, start=1):
        sheet.append([number, unit, len(staff)])
    sheet.append([None, "JUMLAH", sum(len(staff) for _, staff in units)])
    sheet.column_dimensions["B"].width = 34


def _unit(sheet: Worksheet, unit: str, staff: Sequence[Person]) -> None:
    sheet.append(["DAFTAR PEGAWAI HARIAN LEPAS (PHL)"])
    sheet.append([f"{unit.upper()} - DLH KOTA SERANG"])
    sheet.append([])
    for number, person in enumerate(staff):
        if number % ROWS_A_PAGE == 0:
            if number:
                sheet.append([])
            sheet.append(HEADER)
        sheet.append(_row(number + 1, person))
    sheet.append([None, None, f"JUMLAH : {len(staff)} ORANG"])
    for index, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJKL"[index]].width = width
    for column in ("F", "I"):
        for cell in sheet[column]:
            cell.number_format = "DD/MM/YYYY"


def _row(number: int, person: Person) -> list[object]:
    return [
        number,
        person.nik,
        person.name,
        person.sex,
        person.birth_place,
        person.birth_date,
        person.education,
        person.position,
        person.start_date,
        "Rp " + f"{person.wage:,}".replace(",", ".") + ",-",
        person.phone,
        person.mother_name,
    ]
