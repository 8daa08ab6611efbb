"""The workbook in which figures by source are written down: headings, drop-down, one worked example."""

import datetime as dt

from django.utils.translation import gettext as _
from openpyxl.worksheet.datavalidation import DataValidation

from agencies.models import Metric, Region, StatedFigure
from agencies.pages.books import DAY, TEXT, Book
from agencies.records.importing import FIELDS, MAX_ROWS

WIDTHS = {"metric": 34, "value_text": 40, "source": 36, "caution": 40, "speaker": 30, "unit_note": 30}


def book_of(region: Region) -> Book:
    """One sheet to fill in, one with what each column is for and what can be counted."""
    book = Book()
    sheet = book.sheet(_("Figures"), [_heading(name) for name in FIELDS])
    for index, name in enumerate(FIELDS):
        letter = chr(ord("A") + index)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 20)
        day = name in ("as_of", "letter_date")
        for row in range(2, MAX_ROWS + 2) if day else ():
            sheet[f"{letter}{row}"].number_format = DAY
    notes = _("Explanation")
    choice = DataValidation(
        "list", formula1=f"'{notes}'!$A$16:$A${15 + len(Metric.values)}", allow_blank=True
    )
    choice.add(f"A2:A{MAX_ROWS + 1}")
    sheet.add_data_validation(choice)
    _explained(book, notes, region)
    return book


def _heading(name: str) -> str:
    """As the form calls it; of the agency the code is asked."""
    if name == "agency":
        return _("Code of the agency")
    label = str(StatedFigure._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _explained(book: Book, title: str, region: Region) -> None:
    sheet = book.sheet(title, [_("Column"), _("What belongs there"), _("Example")])
    for letter, width in (("A", 38), ("B", 60), ("C", 44)):
        sheet.column_dimensions[letter].width = width
    for number, (name, (words, example)) in enumerate(_examples(region).items(), start=2):
        for column, text in enumerate((_heading(name), words, example), start=1):
            book.text(sheet, number, column, text, number_format=TEXT)
    book.text(sheet, 15, 1, _("What can be counted"))
    for number, metric in enumerate(Metric, start=16):
        book.text(sheet, number, 1, str(metric.label), number_format=TEXT)


def _examples(region: Region) -> dict[str, tuple[str, str]]:
    day = dt.date(2022, 4, 25)
    return {
        "metric": (_("One of the words below. Needed."), str(Metric.WORKERS_TOTAL.label)),
        "value": (_("The number; empty where the source gives only words."), "3600"),
        "value_text": (_("Word for word, with its own spelling."), "sekitar 3.600 an"),
        "unit_note": (_("What is counted in, and what is not."), "tanpa kecamatan dan kelurahan"),
        "as_of": (_("The day for which the figure holds. Needed."), f"{day:%d/%m/%Y}"),
        "date_as_printed": (_("Exactly as the source has it."), "Selasa (25/4/2022)"),
        "speaker": (_("Name and office."), "Eti Herawati, Wakil Wali Kota Cirebon"),
        "source": (_("Medium or letter, and its date. Needed."), "jejakkasus.co.id, April 2022"),
        "caution": (_("What a reader must know."), "dibulatkan"),
        "agency": (_("Only for a figure about a single agency."), f"{region.code}/dishub"),
        "letter_number": (_("If it was declared by letter."), "800/123-BKPSDM/2022"),
        "letter_date": (_("If it was declared by letter."), f"{day:%d/%m/%Y}"),
    }
