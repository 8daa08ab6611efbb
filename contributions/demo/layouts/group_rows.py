"""An old .xls: group rows with subtotals, identity numbers in groups of digits, place and date of birth in
one cell, ditto marks, and columns that look like identity numbers but are none."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from contributions.demo.people import Person

if TYPE_CHECKING:
    import xlwt

HEADER = (
    "NO",
    "NAMA LENGKAP",
    "NO. KK",
    "NIK",
    "TEMPAT/TGL LAHIR",
    "JK",
    "JABATAN",
    "PENEMPATAN",
    "NO BPJS KESEHATAN",
    "HONOR",
)
WIDTHS = (5, 26, 20, 22, 30, 5, 22, 20, 18, 14)
MONTHS = (
    "Januari",
    "Pebruari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "Nopember",
    "Desember",
)


def workbook(people: Sequence[Person]) -> "xlwt.Workbook":
    import xlwt  # a package of development: the trial has its files, and only tests write them anew

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("SATPOL PP")
    for row, cells in enumerate(_lines(people)):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    for column, width in enumerate(WIDTHS):
        sheet.col(column).width = 256 * width
    return book


def _lines(people: Sequence[Person]) -> list[list[object]]:
    lines: list[list[object]] = [
        ["DATA TENAGA KERJA SUKARELA / HONORER"],
        ["SATUAN POLISI PAMONG PRAJA KOTA SERANG"],
        [],
        [],
        list(HEADER),
    ]
    number = 0
    for unit, staff in groupby(people, key=lambda p: p.unit):
        members = list(staff)
        lines.append([None, unit.upper()])
        for place, person in enumerate(members):
            number += 1
            lines.append(_row(number, person, first=place == 0))
        lines.append([None, f"JUMLAH {unit.upper()}", *[None] * 7, float(sum(p.wage for p in members))])
        lines.append([])
    lines.append([None, "TOTAL", *[None] * 7, float(sum(p.wage for p in people))])
    return lines


def _row(number: int, person: Person, *, first: bool) -> list[object]:
    nik = person.nik
    return [
        number,
        person.name.upper() if number % 3 else person.name,
        person.family_card,
        " ".join((nik[:6], nik[6:12], nik[12:])) if number % 2 else nik,
        _born(number, person),
        "LK" if person.sex == "L" else "PR",
        person.position,
        person.unit if first else "sda",
        f"99990{number:08}",
        float(person.wage),
    ]


def _born(number: int, person: Person) -> str:
    born = person.birth_date
    written = (
        f"{person.birth_place}, {born.day} {MONTHS[born.month - 1]} {born.year}",
        f"{person.birth_place}, {born:%d-%m-%Y}",
        f"{person.birth_place.upper()} {born:%d/%m/%Y}",
    )
    return written[number % 3]
