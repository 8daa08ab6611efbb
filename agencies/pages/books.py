"""A workbook we write: openpyxl makes what surrounds the rows, `cells.py` the rows, any number of them.

book = Book()
sheet = book.sheet("Daftar", ["NIK", "NAMA"])      # an openpyxl sheet: widths, drop-downs, print set-up
book.rows(sheet, people)                           # goes to a temporary file, row by row
book.save(file)
"""

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.utils.encoding import force_str
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agencies.pages.cells import FORBIDDEN, RowWriter, Styles, lines
from agencies.pages.remarks import Remark, drawing_xml, remarks_xml

HEAD_FONT = Font(bold=True)
HEAD_FILL = PatternFill("solid", fgColor="DDE5EC")
TEXT, DAY, MOMENT = "@", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_PACKED = 4  # of 9: half the time, a tenth more bytes


class Book:
    """One workbook on its way. Texts are text whatever they begin with; sixteen digits are text."""

    def __init__(self) -> None:
        self.shell = Workbook()
        self.shell.remove(self.shell.active)
        self._written: dict[str, tuple[IO[bytes], RowWriter]] = {}
        self._remarks: dict[str, list[Remark]] = {}

    def sheet(self, title: str, headers: Sequence[Any] = ()) -> Worksheet:
        """A new sheet with its head, which stays in view; every column is wide enough to read it."""
        sheet = self.shell.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", FORBIDDEN.sub("", title))[:31])
        if headers:
            sheet.freeze_panes = "A2"
        for index, label in enumerate(headers, start=1):
            text = force_str(label)
            sheet.column_dimensions[get_column_letter(index)].width = max(14, min(40, len(text) + 6))
            self.text(sheet, 1, index, text, font=HEAD_FONT, fill=HEAD_FILL)
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **style: Any) -> None:
        """One cell of text outside the rows, for headings and instructions."""
        cell = sheet.cell(row, column, FORBIDDEN.sub("", text))
        # openpyxl takes a leading "=" for a formula and "#N/A" for an error; the type is set afterwards.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        for name, value in ({"number_format": TEXT} | style).items():
            setattr(cell, name, value)

    def style(self, number_format: str = "General", *, fill: PatternFill | None = None, **more: Any) -> int:
        """The number of a style for cells in rows."""
        place = WriteOnlyCell(Worksheet(self.shell))  # on a sheet that is never part of the workbook
        place.number_format = number_format
        if fill is not None:
            place.fill = fill
        for name, value in more.items():
            setattr(place, name, value)
        return place.style_id

    def rows(
        self, sheet: Worksheet, rows: Iterable[Sequence[Any]], columns: dict[int, int] | None = None
    ) -> int:
        """Write the rows beneath what the sheet has; returns how many. `columns`: index → style."""
        styles = Styles(self.style(TEXT), self.style(), self.style(DAY), self.style(MOMENT))
        first = sheet.max_row + 1 if sheet._cells else 1
        writer = RowWriter(styles, first=first, columns=columns)
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by save()
        for chunk in lines(writer, rows):
            file.write(chunk)
        self._written[sheet.title] = (file, writer)
        return writer.number - first + 1

    def remark(self, sheet: Worksheet, remarks: list[Remark]) -> None:
        """Comments on cells, shown by a red corner."""
        if remarks:
            self._remarks[sheet.title] = remarks
            sheet.cell(1, 1).comment = Comment("x", "Lindungi")  # so that openpyxl makes the parts

    def save(self, out: IO[bytes]) -> None:
        """Write the finished workbook; nothing can be added afterwards."""
        stored = io.BytesIO()
        self.shell.save(stored)
        replaced = self._replaced()
        with (
            zipfile.ZipFile(stored) as shell,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKED) as book,
        ):
            for name in shell.namelist():
                content = replaced.get(name)
                if isinstance(content, tuple):
                    self._fill(book, name, shell.read(name), *content)
                else:
                    book.writestr(name, shell.read(name) if content is None else content)

    def _replaced(self) -> dict[str, Any]:
        """What stands in the place of openpyxl's parts, by their names, which follow the sheets' order."""
        found: dict[str, Any] = {}
        commented = 0
        for number, sheet in enumerate(self.shell.worksheets, 1):
            if sheet.title in self._written:
                found[f"xl/worksheets/sheet{number}.xml"] = self._written[sheet.title]
            if remarks := self._remarks.get(sheet.title):
                commented += 1
                found[f"xl/comments/comment{commented}.xml"] = remarks_xml(remarks)
                found[f"xl/drawings/commentsDrawing{commented}.vml"] = drawing_xml(remarks)
        return found

    def _fill(
        self, book: zipfile.ZipFile, name: str, shell: bytes, file: IO[bytes], writer: RowWriter
    ) -> None:
        """The sheet with the rows before its `</sheetData>`, and its true size."""
        last = f"{get_column_letter(max(writer.width, 1))}{max(writer.number, 1)}"
        shell = _DIMENSION.sub(f'<dimension ref="A1:{last}"/>'.encode(), shell, count=1)
        shell = shell.replace(b"<sheetData/>", b"<sheetData></sheetData>")
        before, end, after = shell.partition(b"</sheetData>")
        with book.open(name, "w", force_zip64=True) as part, file:
            part.write(before)
            file.seek(0)
            shutil.copyfileobj(file, part, 1 << 18)
            part.write(end + after)
