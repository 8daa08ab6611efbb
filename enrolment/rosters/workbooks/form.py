"""The form of an agency's list as a workbook: head, formats, drop-downs, how to fill it in. Empty, or with
the list as it is. It opens in Excel 2010: names for the choices, no newer functions."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from agencies.models import Agency
from agencies.pages.books import Book
from enrolment.models import Worker
from enrolment.rosters.workbooks.columns import BEFORE, CATEGORY_WORDS, COLUMNS, FIELDS, HEADINGS, Column
from enrolment.rosters.workbooks.values import writers
from enrolment.spreadsheets.own import as_written

LANGUAGE = "id"
LIST, CHOICES = "Daftar pegawai", "Pilihan"
SPARE_ROWS = 5_000  # rows beneath the last one that have drop-downs too
_MOST_CHOICES = 300
_FREE = ("position", "unit")  # the drop-down proposes, anything else may be typed
_NAMES = {
    "sex": "PilihanJenisKelamin",
    "category": "PilihanStatus",
    "position": "PilihanJabatan",
    "unit": "PilihanUnit",
}


def agency_form(agency: Agency, workers: Iterable[Sequence[Any]] | None = None) -> Book:
    """The form; with `workers` (values in the order of `FIELDS` but the number) it holds the list."""
    with translation.override(LANGUAGE):
        book = Book()
        sheet = _list_sheet(book, COLUMNS, LIST)
        count = book.rows(sheet, _numbered(workers or ()), empty_styles(book))
        _choices(book, sheet, agency, first_column=0, rows=count)
        _instructions(book, agency)
    return book


def workers_of(agency: Agency) -> Iterator[Sequence[Any]]:
    """The list as it is, by name."""
    listed = Worker.objects.for_agency(agency).on_the_list().order_by("name", "pk")
    return listed.values_list(*FIELDS[1:]).iterator(chunk_size=2000)


def correction_form(agency: Agency, rows: Iterable[Sequence[Any]], remarks: Any, book: Book) -> Book:
    """The rows that wait, each with its code; `remarks` is filled while the rows are written."""
    sheet = _list_sheet(book, COLUMNS, _("To be corrected"), BEFORE)
    sheet.column_dimensions["D"].width = 60
    styles = {at + len(BEFORE): style for at, style in empty_styles(book).items()}
    count = book.rows(sheet, rows, styles)
    book.remark(sheet, remarks)
    _choices(book, sheet, agency, first_column=len(BEFORE), rows=count, spare=0)
    return book


def empty_styles(book: Book) -> dict[int, int]:
    """Index of a column → its style."""
    return {index: book.style(column.format) for index, column in enumerate(COLUMNS)}


def _numbered(workers: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    known = writers()
    write = [known.get(field, as_written) for field in FIELDS[1:]]
    for number, worker in enumerate(workers, 1):
        yield [
            number,
            *(None if value is None else to(value) for to, value in zip(write, worker, strict=True)),
        ]


def _list_sheet(book: Book, columns: Sequence[Column], title: str, before: Sequence[str] = ()) -> Worksheet:
    sheet = book.sheet(title, [*before, *HEADINGS])
    for at, column in enumerate(columns, len(before) + 1):
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width = column.width
        dimension.number_format = column.format
    # The name stays in view beside the head.
    sheet.freeze_panes = f"{get_column_letter(len(before) + 3)}2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    return sheet


def _choices(
    book: Book, sheet: Worksheet, agency: Agency, *, first_column: int, rows: int, spare: int = SPARE_ROWS
) -> None:
    """Drop-downs from a hidden sheet, and a hint for each column when one of its cells is chosen."""
    lists = {
        "sex": ["L", "P"],
        "category": list(CATEGORY_WORDS.values()),
        **{field: _known(agency, field) for field in _FREE},
    }
    hidden = book.sheet(CHOICES)
    hidden.sheet_state = "hidden"
    for at, (field, words) in enumerate(lists.items(), 1):
        for row, word in enumerate(words, 1):
            book.text(hidden, row, at, word)
        letter = get_column_letter(at)
        place = f"'{CHOICES}'!${letter}$1:${letter}${max(len(words), 1)}"
        book.shell.defined_names[_NAMES[field]] = DefinedName(_NAMES[field], attr_text=place)
    for at, column in enumerate(COLUMNS, first_column + 1):
        letter = get_column_letter(at)
        hint = _hint(column, bool(lists.get(column.field)))
        hint.add(f"{letter}2:{letter}{1 + max(rows + spare, 1)}")
        sheet.add_data_validation(hint)


def _known(agency: Agency, field: str) -> list[str]:
    """The words that the agency's list has in a field, the most frequent first."""
    workers = Worker.objects.for_agency(agency).exclude(**{field: None})
    counted = workers.values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return [word for word, _n in counted[:_MOST_CHOICES]]


def _hint(column: Column, has_list: bool) -> DataValidation:
    """What Excel shows beside the cell; nothing that is typed is refused, at most asked about."""
    return DataValidation(
        type="list" if has_list else None,
        formula1=_NAMES[column.field] if has_list else None,
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=has_list and column.field not in _FREE,
        showInputMessage=True,
        promptTitle=column.heading[:32],
        prompt=_told(column)[:255],
    )


def own_sheets() -> frozenset[str]:
    """The sheets of the form that hold no list: nobody need be told that they were not read."""
    with translation.override(LANGUAGE):
        return frozenset({CHOICES, _("How to fill in")})


def _told(column: Column) -> str:
    if not column.example:
        return str(column.how)
    return f"{column.how} {_('Example')}: {column.example}"


def _instructions(book: Book, agency: Agency) -> None:
    """How to fill the form in: one column of sentences, which nobody takes for a list."""
    sheet = book.sheet(_("How to fill in"))
    sheet.column_dimensions["A"].width = 110
    title = _("Worker list of %(agency)s") % {"agency": agency.name}
    book.text(sheet, 1, 1, title, font=Font(bold=True, size=14))
    told = [f"{column.heading}: {_told(column)}" for column in COLUMNS]
    for row, sentence in enumerate(["", *_sentences(), "", *told], 2):
        if sentence:
            book.text(sheet, row, 1, sentence)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _sentences() -> list[str]:
    return [
        _("Fill in one row for each person on the sheet “%(sheet)s”, then hand the file in at Lindungi.")
        % {"sheet": LIST},
        _("Only the name and the NIK are required. An empty cell says nothing and erases nothing."),
        _("This form is an offer: a list in any other shape is read as well."),
        _("Do not rename the headings. Rows may be sorted, added and deleted; columns may be left out."),
        _("Nothing is saved when the file is handed in: first you see what would change."),
    ]
