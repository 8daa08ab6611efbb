"""An .xlsb as small as it may be: BIFF12 records by hand (MS-XLSB), as no library writes them."""

import datetime
import struct
import zipfile
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid

from .cells import Failed, Formula, Serial, is_blank, serial
from .xlsx import HEAD

_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#N/A": 0x2A}
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(number: int, content: bytes = b"") -> bytes:
    """One record: its number and length in groups of seven bits, and the content."""
    head = struct.pack("B", number) if number < 128 else struct.pack("BB", number & 0x7F | 0x80, number >> 7)
    length, left = b"", len(content)
    while True:
        left, low = left >> 7, left & 0x7F
        length += struct.pack("B", low | 0x80 if left else low)
        if not left:
            return head + length + content


def wide(text: str) -> bytes:
    """A string: how many UTF-16 units, and they."""
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def write(path: Path, *grids: Grid, mac: bool = False) -> Path:
    """Write grids as an .xlsb file."""
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(grids) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'{HEAD}<Types xmlns="{_PACKAGE.replace("relationships", "content-types")}"/>',
        )
        book.writestr("xl/workbook.bin", _workbook(grids, mac))
        book.writestr(
            "xl/_rels/workbook.bin.rels", f'{HEAD}<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
        )
        book.writestr("xl/styles.bin", _styles())
        for number, grid in enumerate(grids, 1):
            book.writestr(f"xl/worksheets/sheet{number}.bin", _sheet(grid, mac))
    return path


def _workbook(grids: tuple[Grid, ...], mac: bool) -> bytes:
    states = [2 if grid.hidden == "very" else int(bool(grid.hidden)) for grid in grids]
    sheets = b"".join(
        record(156, struct.pack("<II", state, n) + wide(f"rId{n}") + wide(grid.name))
        for n, (grid, state) in enumerate(zip(grids, states, strict=True), 1)
    )
    properties = record(153, struct.pack("<II", int(mac), 0) + wide(""))
    return record(131) + properties + record(143) + sheets + record(144) + record(132)


def _styles() -> bytes:
    """Two cell formats: general, and 14, a day."""
    formats = b"".join(record(47, struct.pack("<HHHHHHI", 0, number, 0, 0, 0, 0, 0)) for number in (0, 14))
    return record(278) + record(617, struct.pack("<I", 2)) + formats + record(618) + record(279)


def _sheet(grid: Grid, mac: bool) -> bytes:
    covered = {
        (r, c)
        for r0, c0, r1, c1 in grid.merges
        for r in range(r0, r1 + 1)
        for c in range(c0, c1 + 1)
        if (r, c) != (r0, c0)
    }
    width = max((len(row) for row in grid.rows), default=1)
    out = [record(129), record(148, struct.pack("<4I", 0, max(0, len(grid.rows) - 1), 0, max(0, width - 1)))]
    out.append(record(145))
    for r, row in enumerate(grid.rows):
        out.append(_row(r, r in grid.hidden_rows))
        out += [
            _cell(c, cell, mac) for c, cell in enumerate(row) if not is_blank(cell) and (r, c) not in covered
        ]
    if grid.phantom:
        out += [_row(1_048_575), record(1, struct.pack("<II", 0, 1))]
    out.append(record(146))
    if grid.merges:
        out.append(record(177, struct.pack("<I", len(grid.merges))))
        out += [record(176, struct.pack("<4I", r0, r1, c0, c1)) for r0, c0, r1, c1 in grid.merges]
        out.append(record(178))
    return b"".join([*out, record(130)])


def _row(number: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def _cell(column: int, cell: object, mac: bool) -> bytes:
    if isinstance(cell, Serial):
        cell = serial(cell.day, mac)
    if isinstance(cell, Formula):
        return _formula(column, cell.value, mac)
    if isinstance(cell, Failed):
        return record(3, struct.pack("<IIB", column, 0, _ERRORS[cell.text]))
    if isinstance(cell, bool):
        return record(4, struct.pack("<IIB", column, 0, cell))
    if isinstance(cell, datetime.date):
        return record(5, struct.pack("<IId", column, 1, serial(cell, mac)))
    if isinstance(cell, (int, float)):
        if float(cell).is_integer() and abs(cell) < 2**29:
            return record(2, struct.pack("<IIi", column, 0, int(cell) << 2 | 2))
        return record(5, struct.pack("<IId", column, 0, cell))
    return record(6, struct.pack("<II", column, 0) + wide(str(cell)))


def _formula(column: int, value: object, mac: bool) -> bytes:
    rest = struct.pack("<HI", 0, 0) + struct.pack("<I", 0)
    if isinstance(value, Failed):
        return record(11, struct.pack("<IIB", column, 0, _ERRORS[value.text]) + rest)
    if isinstance(value, datetime.date):
        return record(9, struct.pack("<IId", column, 1, serial(value, mac)) + rest)
    if isinstance(value, (int, float)):
        return record(9, struct.pack("<IId", column, 0, value) + rest)
    return record(8, struct.pack("<II", column, 0) + wide(str(value)) + rest)
