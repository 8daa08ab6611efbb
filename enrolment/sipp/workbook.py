"""A sheet as a workbook: our own after the form's layout, or the portal's empty form filled in.

Every cell is text. The same rows give the same bytes: what openpyxl and zip write of the clock is the day on
which the sheet was made.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from agencies.pages.books import TEXT, Book
from agencies.pages.cells import FORBIDDEN
from enrolment.sipp.layout import Layout, heading, known_columns

Row = Mapping[str, str]
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def from_layout(layout: Layout, rows: Sequence[Row], made: dt.datetime) -> bytes:
    """A workbook with the form's sheets and these people. `rows`: heading -> text."""
    book = Book()
    for title in layout.before:
        book.rows(book.sheet(title, ["KOLOM", "ISI"]), _explained(layout))
    sheet = book.sheet(layout.sheet, layout.headers)
    book.rows(sheet, ([row.get(header, "") for header in layout.headers] for row in rows))
    for title in layout.after:
        places = sorted({row.get(title.upper().replace(" ", "_"), "") for row in rows} - {""})
        book.rows(book.sheet(title, [title.upper().replace(" ", "_")]), ([place] for place in places))
    book.shell.active = book.shell.worksheets.index(sheet)
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw, made)


def from_template(
    path: Path, sheet: str, header_row: int, kind: str, rows: Iterable[Row], made: dt.datetime
) -> bytes:
    """The portal's own form with the people written beneath its header; all else in it stays as it is."""
    with path.open("rb") as file:  # stored without an extension
        book = load_workbook(file, keep_links=False)
    page = book[sheet]
    known = known_columns(kind)
    found = [known.get(heading(cell.value)) for cell in page[header_row]]
    _write(page, header_row + 1, [column.header if column else "" for column in found], rows)
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw, made)


def _write(sheet: Worksheet, first: int, headers: Sequence[str], rows: Iterable[Row]) -> None:
    for number, row in enumerate(rows, start=first):
        for column, header in enumerate(headers, start=1):
            if header:
                _text(sheet, number, column, row.get(header, ""))


def _text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.value = FORBIDDEN.sub("", text) or None
    if cell.value is not None:
        cell.data_type = "s"  # openpyxl takes a leading "=" for a formula
    cell.number_format = TEXT


def _explained(layout: Layout) -> Iterator[list[str]]:
    """What each column takes, as the portal's own first sheet tells it (in the portal's language)."""
    for column in layout.columns:
        kind = {"date": "dd-mm-yyyy", "month": "MM/YYYY", "money": "Rupiah"}.get(column.kind, "")
        codes = " / ".join(column.codes.values())
        said = ["wajib" if column.required else "", kind, codes, column.constant]
        yield [column.header, " · ".join(part for part in said if part)]


def _settled(raw: io.BytesIO, made: dt.datetime) -> bytes:
    """The workbook's bytes without the clock of this moment."""
    out = io.BytesIO()
    moment = made.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            content = read.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            written.writestr(_entry(name, made), content)
    return out.getvalue()


def _entry(name: str, made: dt.datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, max(made.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def zipped(files: Mapping[str, bytes], made: dt.datetime) -> bytes:
    """These files in one archive, dated on the day they were made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name, made), content)
    return out.getvalue()
