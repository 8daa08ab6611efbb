"""The columns of an agency's form, as data. Their headings are words that the reader knows.

Headings and what is written under them are Indonesian whatever language the page has: the workbook goes from
hand to hand in the offices, and comes back.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrolment.models import Category

TEXT, DAY, RUPIAH, NUMBER = "@", "dd mmm yyyy", "#,##0", "0"
"""Formats. A day shows its month's name, so that a machine which takes 3/12 for 12 March is found out."""


@dataclass(frozen=True)
class Column:
    """One column: the field of a worker (`number` counts the rows), its heading and how to fill it in."""

    field: str
    heading: str
    width: int
    how: str | Promise
    example: str = ""
    format: str = TEXT


COLUMNS = (
    Column("number", "NO", 6, _("A running number; may stay empty."), "1", NUMBER),
    Column("name", "NAMA LENGKAP", 30, _("Required. The name as on the KTP, without titles."), "Siti Aminah"),
    Column(
        "nik",
        "NIK (16 DIGIT)",
        20,
        _("Required. All 16 digits as on the KTP or the family card. The cell is text: keep it so."),
        "3673015203850001",
    ),
    Column("birth_place", "TEMPAT LAHIR", 18, _("The place of birth as on the KTP."), "Serang"),
    Column("birth_date", "TANGGAL LAHIR", 16, _("Day, month, year."), "12-03-1985", DAY),
    Column("sex", "JENIS KELAMIN (L/P)", 12, _("L for a man, P for a woman."), "P"),
    Column("position", "JABATAN", 26, _("What the person does."), "Petugas kebersihan"),
    Column("unit", "UNIT KERJA", 26, _("Division, post or school; the agency itself need not be named."), ""),
    Column("category", "STATUS PEGAWAI", 18, _("One of the words of the list."), "Honorer"),
    Column("start_date", "TMT KERJA", 16, _("First working day."), "02-01-2019", DAY),
    Column("contract_until", "AKHIR KONTRAK", 16, _("Last day of the contract or SK."), "31-12-2027", DAY),
    Column("wage", "UPAH PER BULAN", 16, _("Rupiah for one month, in full."), "1500000", RUPIAH),
    Column("phone", "NO HP", 16, _("One number, beginning with 0."), "081234567890"),
    Column("address", "ALAMAT", 36, _("As on the KTP."), ""),
    Column("mother_name", "NAMA IBU KANDUNG", 24, _("BPJS asks for it."), ""),
    Column("kpj", "NO KPJ", 16, _("The participant number, if there is one."), "12345678901"),
    Column("email", "EMAIL", 24, _("One address, if there is one."), ""),
    Column("education", "PENDIDIKAN", 14, _("The last certificate."), "SMA"),
    Column("employee_no", "NO PEGAWAI", 16, _("The agency's own number, if there is one."), ""),
    Column("note", "KETERANGAN", 26, _("Anything else."), ""),
)
FIELDS = tuple(column.field for column in COLUMNS)
HEADINGS = tuple(column.heading for column in COLUMNS)

CODE, SHEET, ROW, WRONG = "KODE BARIS", "LEMBAR ASAL", "BARIS ASAL", "YANG PERLU DIPERBAIKI"
BEFORE = (CODE, SHEET, ROW, WRONG)
"""What stands before the columns in a workbook of rows to be corrected; only the code is read again."""

CATEGORY_WORDS = {
    Category.HONORER: "Honorer",
    Category.THL: "THL",
    Category.PPPK_PW: "PPPK paruh waktu",
    Category.PPPK: "PPPK",
    Category.OUTSOURCED: "Alih daya",
    Category.RT_RW: "RT/RW",
    Category.KADER: "Kader",
    Category.VULNERABLE: "Pekerja rentan",
    Category.OTHER: "Lainnya",
}
"""How a category is written; `spreadsheets/categories.py` reads it back."""
