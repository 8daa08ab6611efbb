"""Workbooks of a whole city for the stories of the tests: the agency in a column, or a sheet per agency."""

import io
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from enrolment.models import Upload
from tests.factories import nik

HEAD = ["NO", "NAMA", "NIK", "TGL LAHIR", "JABATAN"]


def row(name: str, number: str | None = None) -> list[str]:
    return [name, number or nik(), "12-03-1985", "Pramu bakti"]


def by_column(people: Iterable[tuple[str, list[str]]], column: str = "OPD") -> bytes:
    """One sheet; each person comes with what stands in the agency's column."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rekap Non ASN"
    sheet.append(["DAFTAR PEGAWAI NON ASN KOTA SERANG"])
    sheet.append([*HEAD, column])
    for number, (unit, person) in enumerate(people, 1):
        sheet.append([number, *person, unit])
    return _bytes(book)


def by_two_columns(
    people: Iterable[tuple[str, str, list[str]]],
    columns: tuple[str, str],
    head: Iterable[str] = HEAD,
) -> bytes:
    """One sheet; each person comes with what stands in the agency's column and in that of the unit."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Rekap"
    sheet.append([*head, *columns])
    for number, (office, unit, person) in enumerate(people, 1):
        sheet.append([number, *person, office, unit])
    return _bytes(book)


def by_sheet(lists: dict[str, list[list[str]]]) -> bytes:
    """One sheet per agency, named by it."""
    book = Workbook()
    book.remove(book.active)
    for name, people in lists.items():
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        for number, person in enumerate(people, 1):
            sheet.append([number, *person])
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def at(region, name: str = "region_upload", *args) -> str:
    """The address of one of a region's pages."""
    return reverse(name, args=[region.code, *args])


def hand_in(client, region, content: bytes, use: str, **more) -> Upload:
    """Hand a city's workbook in through its page and return what came of it."""
    given = {"use": use, "source": "BKPSDM", "roster_date": "2020-02-20"} | more
    file = SimpleUploadedFile("non-asn-kota.xlsx", content)
    response = client.post(at(region, "region_upload_new"), given | {"file": file})
    assert response.status_code == 302, response.context["form"].errors
    return Upload.objects.filter(agency=None).latest("uploaded_at")
