"""The workbooks that are measured: made-up people in 12 columns."""

import datetime as dt
import io

from openpyxl import Workbook

HEADER = (
    "NO",
    "NAMA",
    "NIK",
    "TEMPAT LAHIR",
    "TGL LAHIR",
    "JK",
    "JABATAN",
    "UNIT KERJA",
    "TMT",
    "HONOR",
    "NO HP",
    "ALAMAT",
)
FIELDS = (
    "no",
    "name",
    "nik",
    "birth_place",
    "birth_date",
    "sex",
    "position",
    "unit",
    "start_date",
    "wage",
    "phone",
    "address",
)
"""What django-import-export is told the columns are."""


def row(number: int) -> list[object]:
    """Somebody made up: the serial of the NIK is 9000 or above."""
    born = dt.date(1970, 1, 1) + dt.timedelta(days=number % 9_000)
    nik = f"{367301 + number // 1000:06d}{born:%d%m%y}{9000 + number % 1000:04d}"
    return [
        number + 1,
        f"Pegawai Nomor {number}",
        nik,
        "Serang",
        f"{born:%d-%m-%Y}",
        "L",
        f"Petugas {number % 40}",
        f"Bidang {number % 12}",
        "02-01-2019",
        1_500_000 + number % 50 * 1000,
        f"0812{number:08d}",
        f"Jl. Veteran No. {number}, Serang",
    ]


def book(rows: int, *, spoilt: bool = False) -> bytes:
    """An .xlsx with a header and that many people; all their NIKs `spoilt` by Excel on demand."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Daftar")
    sheet.append(HEADER)
    for number in range(rows):
        cells = row(number)
        if spoilt:
            cells[2] = float(str(cells[2])[:15] + "0")
        sheet.append(cells)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
