"""Workbooks for tests: plain grids written as xlsx, xls, ods, csv or HTML, as offices would have them."""

import csv
import datetime
import html
import io
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import xlwt

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.fields import rows_from_copy

Cell = object
Merge = tuple[int, int, int, int]


@dataclass
class Grid:
    """One sheet: rows of cells, merged ranges (first row, first column, last row, last column; from 0).

    `hidden` may be "very", as macros hide a sheet; rows hidden by a filter and hidden columns count from 0;
    `phantom` formats cells down to the last row there is.
    """

    rows: list[list[Cell]]
    name: str = "Sheet1"
    merges: list[Merge] = field(default_factory=list)
    hidden: bool | str = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    phantom: bool = False


def xlsx(path: Path, *grids: Grid, mac: bool = False) -> Path:
    """Write grids as an .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if mac:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for r, row in enumerate(grid.rows, 1):
            for c, cell in enumerate(row, 1):
                if cell not in ("", None):
                    sheet.cell(r, c, cell)
        for r0, c0, r1, c1 in grid.merges:
            sheet.merge_cells(start_row=r0 + 1, start_column=c0 + 1, end_row=r1 + 1, end_column=c1 + 1)
        if grid.hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def xls(path: Path, *grids: Grid) -> Path:
    """Write grids as an old .xls file."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        covered = {}
        for r0, c0, r1, c1 in grid.merges:
            sheet.write_merge(r0, r1, c0, c1, grid.rows[r0][c0])
            covered.update(dict.fromkeys((r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)))
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if cell not in ("", None) and (r, c) not in covered:
                    sheet.write(
                        r, c, cell, day if isinstance(cell, datetime.date) else xlwt.Style.default_style
                    )
        sheet.visibility = int(bool(grid.hidden))
    book.save(str(path))
    return path


def ods(path: Path, *grids: Grid) -> Path:
    """Write grids as an OpenDocument spreadsheet."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for grid in grids:
        table = Table(name=grid.name)
        for row in grid.rows:
            line = TableRow()
            for cell in row:
                if isinstance(cell, datetime.date):
                    box = TableCell(valuetype="date", datevalue=cell.isoformat())
                elif isinstance(cell, (int, float)):
                    box = TableCell(valuetype="float", value=str(cell))
                else:
                    box = TableCell(valuetype="string")
                box.addElement(P(text=str(cell)))
                line.addElement(box if cell not in ("", None) else TableCell())
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def delimited(path: Path, grid: Grid, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """Write a grid as text with a delimiter."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(grid.rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def markup(path: Path, grid: Grid) -> Path:
    """Write a grid as an HTML table, merged cells as spans, under whatever name."""
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in grid.merges}
    covered = {(r, c) for r0, c0, r1, c1 in grid.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    lines = ["<html><head><meta charset='utf-8'><style>td{color:red}</style></head><body><table border=1>"]
    for r, row in enumerate(grid.rows):
        lines.append("<tr>")
        for c, cell in enumerate(row):
            if (r, c) in covered and (r, c) not in spans:
                continue
            down, right = spans.get((r, c), (1, 1))
            lines.append(f"<td rowspan={down} colspan={right}>{html.escape(str(cell))}</td>")
        lines.append("</tr>")
    path.write_text("\n".join([*lines, "</table></body></html>"]), encoding="utf-8")
    return path


def read(path: Path, as_of: datetime.date = datetime.date(2026, 9, 30)) -> tuple[list[dict], dict]:
    """(rows, summary) of a file, read the way every upload is."""
    with reader.read(path, as_of=as_of) as reading:
        rows = list(rows_from_copy(reading))
    return rows, reading.summary


def codes(row: dict) -> list[str]:
    """The codes of a row's problems, sorted."""
    return sorted(problem["code"] for problem in row["problems"])


def reasons(summary: dict) -> dict[int, str]:
    """Row number -> why it was skipped, of a file with one sheet."""
    return {number: reason for _, number, reason in summary["skipped"]}
