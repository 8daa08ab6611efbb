"""An .ods as LibreOffice writes them: spans over covered cells, formulas with values, padded sheets."""

import datetime
import zipfile
from html import escape
from itertools import groupby
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid

from .cells import Failed, Formula, Serial, is_blank, serial

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_STYLES = (
    '<office:automatic-styles><style:style style:name="ta1" style:family="table"/>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles>"
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def write(path: Path, *grids: Grid) -> Path:
    """Write grids as an OpenDocument spreadsheet."""
    return write_content(path, content("".join(map(_table, grids))))


def content(tables: str, before: str = "") -> str:
    """The main part around these tables; `before` stands where a document type would."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {_NAMES} '
        f'office:version="1.2">{_STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )


def write_content(path: Path, xml: str) -> Path:
    """An archive with this main part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", xml)
    return path


def _table(grid: Grid) -> str:
    spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in grid.merges}
    covered = {(r, c) for r0, c0, r1, c1 in grid.merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    width = max((len(row) for row in grid.rows), default=1)
    rows = []
    for r, row in enumerate(grid.rows):
        cells = [
            _cell(cell, spans.get((r, c)), (r, c) in covered)
            for c, cell in enumerate([*row, *[""] * (width - len(row))])
        ]
        hidden = ' table:visibility="filter"' if r in grid.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{_repeated(cells)}</table:table-row>")
    if grid.phantom:
        blank = '<table:table-cell table:number-columns-repeated="16384"/>'
        left = 1_048_576 - len(rows)
        rows.append(f'<table:table-row table:number-rows-repeated="{left}">{blank}</table:table-row>')
    style = "ta2" if grid.hidden else "ta1"
    name = escape(grid.name)
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def _repeated(cells: list[str]) -> str:
    """Like cells beside one another are written once, with their number."""
    out = []
    for cell, alike in groupby(cells):
        count = len(list(alike))
        open_tag = cell.split(">", 1)[0].rstrip("/")
        name = open_tag.split(" ", 1)[0]
        repeat = f'{name} table:number-columns-repeated="{count}"'
        plain = "spanned" not in cell and count > 1
        out.append(cell.replace(name, repeat, 1) if plain else cell * count)
    return "".join(out)


def _cell(cell: object, span: tuple[int, int] | None, covered: bool) -> str:
    if covered and not span:
        return "<table:covered-table-cell/>"
    given = ""
    if span:
        given = f' table:number-columns-spanned="{span[1]}" table:number-rows-spanned="{span[0]}"'
    if is_blank(cell):
        return f"<table:table-cell{given}/>"
    if isinstance(cell, Serial):
        cell = serial(cell.day)
    if isinstance(cell, Formula):
        given, cell = f'{given} table:formula="of:={escape(cell.text)}"', cell.value
    if isinstance(cell, Failed):
        given, cell = f'{given} table:formula="of:=[.#REF!]"', cell.text
    if isinstance(cell, datetime.date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, (int, float)):
        value = f'office:value-type="float" office:value="{cell!r}"'
    else:
        value = 'office:value-type="string"'
    text = escape(str(cell)).replace("\n", "</text:p><text:p>")
    return f"<table:table-cell{given} {value}><text:p>{text}</text:p></table:table-cell>"
