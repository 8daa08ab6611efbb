"""Small untidy workbooks for the stories of the tests."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

from django.urls import reverse
from openpyxl import Workbook

from tests.factories import nik

BORN = dt.date(1985, 3, 12)


def person(name: str, *, number: str | None = None, **more: object) -> dict[str, object]:
    """One row: a NIK that agrees with the birth date, unless another is given."""
    return {
        "NAMA": name,
        "NO KTP": number or nik(BORN),
        "TGL LAHIR": "12-03-1985",
        "JABATAN": "Pengatur lalu lintas",
        **more,
    }


def workbook(people: Iterable[dict[str, object]], headers: Sequence[str] | None = None) -> bytes:
    """An .xlsx with two title rows, a header in row 4, a numbering row, and a signature at the end."""
    people = list(people)
    headers = list(headers or dict.fromkeys(key for row in people for key in row))
    book = Workbook()
    sheet = book.active
    sheet.append(["DAFTAR NAMA TENAGA HONORER"])
    sheet.append(["DINAS PERHUBUNGAN KOTA SERANG TAHUN 2020"])
    sheet.append([])
    sheet.append(["NO", *headers])
    sheet.append([f"({n})" for n in range(1, len(headers) + 2)])
    for number, row in enumerate(people, 1):
        sheet.append([number, *(row.get(header) for header in headers)])
    sheet.append([])
    sheet.append([None, "Serang, 20 Februari 2020"])
    sheet.append([None, "Kepala Dinas"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


FIRST_ROW = 6  # of the people, in the spreadsheet's own counting


def page(agency, name="upload_detail", *args) -> str:
    """The address of one of an agency's pages."""
    return reverse(name, args=[agency.code, *args])
