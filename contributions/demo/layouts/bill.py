"""Formulir 2a PU as BPJS prints it: block, 18 columns, amounts as text in English style, footer, note."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook

from contributions.demo.bills import MONTH, Participant

TITLE = ("FORMULIR 2A", "RINCIAN IURAN TENAGA KERJA")
COMPANY = "PEMERINTAH KOTA SERANG"
UPPER = (
    *("No", "Nomor Referensi", "NIK", "Nomor Pegawai", "Nama Tenaga Kerja", "Tgl Lahir", "Tgl Kepesertaan"),
    *("Upah", "Rapel", "JKK", "JKM", "JHT", None, "JP", None, "JKP", None, "Total Iuran"),
)
LOWER = (*[None] * 11, "Pemberi Kerja", "TK", "PK", "TK", "PK", "Pemerintah", None)
HEADING = (
    *UPPER[:11],
    *("JHT Pemberi Kerja", "JHT TK", "JP PK", "JP TK", "JKP PK", "JKP Pemerintah", "Total Iuran"),
)
FOOTER = "Jumlah Seluruhnya"
NOTE = "*) Isian formulir ini sesuai data yang dilaporkan"
NOTHING = Decimal(0)


def block(npp: str, unit: str) -> list[tuple[str, str]]:
    """What stands over the table: label and value."""
    return [
        ("NPP", npp),
        ("Nama Perusahaan", COMPANY),
        ("Nama Unit Kerja", unit),
        ("Periode Laporan", f"{MONTH:%m %Y}"),
    ]


def rows(people: Sequence[Participant]) -> list[list[str]]:
    """One row of 18 texts for each, and the footer."""
    found = []
    sums = [NOTHING] * 11
    for number, one in enumerate(people, 1):
        wage = Decimal(one.person.wage)
        amounts = [wage, NOTHING, one.jkk, one.jkm, *[NOTHING] * 6, one.jkk + one.jkm]
        sums = [total + amount for total, amount in zip(sums, amounts, strict=True)]
        who = [str(number), one.kpj, one.person.nik, "", one.person.name.upper()]
        days = [f"{one.person.birth_date:%d-%m-%Y}", f"{one.since:%d-%m-%Y}"]
        found.append([*who, *days, *(f"{amount:,.2f}" for amount in amounts)])
    return [*found, ["", FOOTER, *[""] * 5, *(f"{total:,.2f}" for total in sums)]]


def workbook(people: Sequence[Participant], npp: str, unit: str) -> Workbook:
    """The bill as a workbook, with its heading in two merged rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "RINCIAN IURAN"
    for line in TITLE:
        sheet.append([line])
    for label, value in block(npp, unit):
        sheet.append([label, None, ":", value])
    top = len(TITLE) + 5
    sheet.append(UPPER)
    sheet.append(LOWER)
    for column in (12, 14, 16):
        sheet.merge_cells(start_row=top, end_row=top, start_column=column, end_column=column + 1)
    for column in (*range(1, 12), 18):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    for row in rows(people):
        sheet.append([cell or None for cell in row])
    sheet.append([])
    sheet.append([NOTE])
    return book
