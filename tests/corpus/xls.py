"""An .xls with what xlwt can write: merged cells, hidden rows, formulas with stored numbers, 1904 dates."""

import datetime
import io
import struct
from pathlib import Path

import xlwt

from tests.enrolment.spreadsheets.books import Grid

from .cells import Failed, Formula, Serial, is_blank, serial

_NO_RESULT = struct.pack("<Q", 0xFFFF000000000003)  # what xlwt writes in place of a formula's value


def write(path: Path, *grids: Grid, mac: bool = False) -> Path:
    """Write grids as an old .xls file."""
    book = xlwt.Workbook()
    book.dates_1904 = mac
    results: list[float] = []
    for grid in grids:
        _sheet(book.add_sheet(grid.name), grid, mac, results)
    out = io.BytesIO()
    book.save(out)
    content = out.getvalue()
    for value in results:
        content = content.replace(_NO_RESULT, struct.pack("<d", value), 1)
    path.write_bytes(content)
    return path


def _sheet(sheet: xlwt.Worksheet, grid: Grid, mac: bool, results: list[float]) -> None:
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    covered = set()
    for r0, c0, r1, c1 in grid.merges:
        sheet.write_merge(r0, r1, c0, c1, _value(grid.rows[r0][c0], mac))
        covered |= {(r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if is_blank(cell) or (r, c) in covered:
                continue
            if isinstance(cell, Formula) and type(cell.value) in (int, float):
                results.append(cell.value)  # type: ignore[arg-type]
                sheet.write(r, c, xlwt.Formula("1+1"))
            elif isinstance(cell, datetime.date):
                sheet.write(r, c, serial(cell, mac), day)
            else:
                sheet.write(r, c, _value(cell, mac))
    for r in grid.hidden_rows:
        sheet.row(r).hidden = True
    sheet.visibility = 2 if grid.hidden == "very" else int(bool(grid.hidden))


def _value(cell: object, mac: bool) -> object:
    if isinstance(cell, Formula):
        return _value(cell.value, mac)
    if isinstance(cell, Failed):
        return ""
    if isinstance(cell, Serial):
        return serial(cell.day, mac)
    return serial(cell, mac) if isinstance(cell, datetime.date) else cell
