"""CSV and its kin: comma, semicolon, tab or bar; UTF-8 with and without mark, UTF-16, Windows-1252."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from .headers import find_layout
from .kinds import MAX_WIDTH
from .refusals import Unreadable

if TYPE_CHECKING:
    from typing import Literal

    Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 400
_LONGEST = 1_000_000  # characters in one cell
_END = "\ue000"
_LONG_NUMBER = re.compile(r"\d{14}")


def decoded(content: bytes) -> str:
    """The text of a file without a declared encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", "replace")
    sample = content[:2000]
    if sample[1::2].count(0) * 2 > len(sample) * 0.8:
        return content.decode("utf-16-le", "replace")
    if sample[::2].count(0) * 2 > len(sample) * 0.8:
        return content.decode("utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def rows_of(content: bytes) -> Iterator[list[str]]:
    """The records; a record with line breaks inside quotes is one row, as in a spreadsheet."""
    text = decoded(content).replace("\0", "").removesuffix("\x1a")
    delimiter = None
    if hint := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):  # a line for Excel, which shows it to nobody
        delimiter, text = hint[1], text[hint.end() :]
    csv.field_size_limit(_LONGEST)
    delimiter = delimiter or _delimiter(text)
    quoted = '="' in text  # ="3673…": how exports make Excel keep digits as text
    try:
        for row in _records(text, delimiter, _quoting(text, delimiter)):
            if len(row) > MAX_WIDTH:
                row = _narrowed(row)
            yield [_unquoted(cell) for cell in row] if quoted else row
    except csv.Error as error:
        raise Unreadable("cell_too_long", {"characters": _LONGEST}) from error


def _records(text: str, delimiter: str, quoting: "Quoting") -> "Iterator[list[str]]":
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)


def _quoting(text: str, delimiter: str) -> "Quoting":
    """How quotation marks are meant; refused where one that is never closed would swallow the rows after it.

    In a text whose records all have the same number of cells without them they are marks like any other.
    """
    if '"' not in text or not (line := _swallowed(text, delimiter)):
        return csv.QUOTE_MINIMAL
    try:
        widths = {len(row) for row in _records(text, delimiter, csv.QUOTE_NONE) if row}
    except csv.Error:
        widths = set()
    if len(widths) != 1 or max(widths) < 3:
        raise Unreadable("quote_never_closed", {"row": line})
    return csv.QUOTE_NONE


def _swallowed(text: str, delimiter: str) -> int:
    """The line in which a quotation mark opens that other people's lines stand behind; 0 if there is none."""
    lines = csv.reader(chain(io.StringIO(text, newline=""), [_END]), delimiter=delimiter)
    began = before = 0
    row = [_END]
    try:
        for row in lines:
            if lines.line_num - before > 1 and any(_is_people(cell, delimiter) for cell in row):
                return before + 1
            began, before = before, lines.line_num
    except csv.Error:
        return before + 1
    return 0 if row == [_END] else began + 1


def _is_people(cell: str, delimiter: str) -> bool:
    """Whether a line of a cell is another person's: cells between delimiters, and an identity number."""
    return any(line.count(delimiter) > 1 and _LONG_NUMBER.search(line) for line in cell.splitlines()[1:-1])


def _narrowed(row: list[str]) -> list[str]:
    """A row without the blank cells that formatted columns leave at its end."""
    while row and not row[-1]:
        row.pop()
    if len(row) > MAX_WIDTH:
        raise Unreadable("too_many_cells", {"sheet": ""})
    return row


def _unquoted(cell: str) -> str:
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 3 else cell


def _delimiter(text: str) -> str:
    """The separator under which a roster's header is found and explains most; else the most regular one."""
    head = "\n".join(text[:400_000].splitlines()[:_HEAD])
    best, most = ",", (-1, -1.0)
    for delimiter in DELIMITERS:
        try:
            rows = [row[:MAX_WIDTH] for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)]
        except csv.Error:
            continue
        layout, _ = find_layout(rows)
        worth = (layout.score if layout else 0, sum(map(len, rows)) / max(1, len(rows)))
        if worth > most:
            best, most = delimiter, worth
    return best
