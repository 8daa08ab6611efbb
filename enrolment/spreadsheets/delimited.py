"""CSV and its kin: comma, semicolon, tab or bar; UTF-8 with and without mark, UTF-16, Windows-1252."""

import csv
import io
import re
from collections.abc import Iterator

from .headers import find_layout
from .refusals import Unreadable

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 400


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
    csv.field_size_limit(1_000_000)
    quoted = '="' in text  # ="3673…": how exports make Excel keep digits as text
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text)):
            yield [_unquoted(cell) for cell in row] if quoted else row
    except csv.Error as error:
        raise Unreadable("damaged_file") from error


def _unquoted(cell: str) -> str:
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 3 else cell


def _delimiter(text: str) -> str:
    """The separator under which a roster's header is found and explains most; else the most regular one."""
    head = "\n".join(text[:400_000].splitlines()[:_HEAD])
    best, most = ",", (-1, -1.0)
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        layout, _ = find_layout(rows)
        worth = (layout.score if layout else 0, sum(map(len, rows)) / max(1, len(rows)))
        if worth > most:
            best, most = delimiter, worth
    return best
