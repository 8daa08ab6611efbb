"""XML Spreadsheet 2003, as older systems export their lists under the name .xls."""

import datetime
from html import escape
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid

from .cells import Failed, Formula, Serial, is_blank, serial
from .xlsx import HEAD

_NAME = "urn:schemas-microsoft-com:office"


def write(path: Path, *grids: Grid) -> Path:
    """Write grids as XML Spreadsheet 2003."""
    names = f'xmlns="{_NAME}:spreadsheet" xmlns:ss="{_NAME}:spreadsheet" xmlns:x="{_NAME}:excel"'
    sheets = "".join(map(_sheet, grids))
    xml = f'{HEAD}<?mso-application progid="Excel.Sheet"?>\n<Workbook {names}>{sheets}</Workbook>'
    path.write_text(xml, encoding="utf-8")
    return path


def _sheet(grid: Grid) -> str:
    spans = {(r0, c0): (r1 - r0, c1 - c0) for r0, c0, r1, c1 in grid.merges}
    covered = {(r, c) for r0, c0, r1, c1 in grid.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    rows = []
    for r, row in enumerate(grid.rows):
        cells = [
            _cell(c, cell, spans.get((r, c), (0, 0)))
            for c, cell in enumerate(row)
            if (r, c) in spans or ((r, c) not in covered and not is_blank(cell))
        ]
        if cells:
            rows.append(f'<Row ss:Index="{r + 1}">{"".join(cells)}</Row>')
    table = f"<Table>{''.join(rows)}</Table>"
    state = "<x:Visible>SheetHidden</x:Visible>" if grid.hidden else ""
    options = f"<x:WorksheetOptions>{state}</x:WorksheetOptions>"
    return f'<Worksheet ss:Name="{escape(grid.name)}">{table}{options}</Worksheet>'


def _cell(column: int, cell: object, span: tuple[int, int]) -> str:
    given = f' ss:Index="{column + 1}"'
    if any(span):
        given += f' ss:MergeAcross="{span[1]}" ss:MergeDown="{span[0]}"'
    if isinstance(cell, Formula):
        given, cell = f'{given} ss:Formula="=R1C1"', cell.value
    if isinstance(cell, Serial):
        cell = serial(cell.day)
    if is_blank(cell):
        return f"<Cell{given}/>"
    kind, text = "String", str(cell)
    if isinstance(cell, Failed):
        kind, text = "Error", cell.text
    elif isinstance(cell, datetime.date):
        kind, text = "DateTime", f"{cell.isoformat()}T00:00:00.000"
    elif isinstance(cell, (int, float)):
        kind, text = "Number", repr(cell)
    return f'<Cell{given}><Data ss:Type="{kind}">{escape(text)}</Data></Cell>'
