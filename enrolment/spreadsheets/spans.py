"""Merged cells of .ods and .xlsb, which the parser does not tell: found in the parts of the archive.

Only marked cells are looked at closely, so that a long list costs little more than unpacking it.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from .refusals import Unreadable

Merge = tuple[int, int, int, int]
"""first row, first column, last row, last column, counted from 0"""

_BLOCK = 2**20
_MOST_ALIKE = 100_000  # rows that one repeated row may stand for if anything stands in it
_ODS = re.compile(
    rb"<table:(?:(?P<table>table)(?=[ >])|(?P<row>table-row)\b[^>]*>|table-cell\b[^>]*?-spanned=[^>]*>)"
)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d+)")
_DOWN = re.compile(rb"number-rows-spanned=[\"'](\d+)")
_RIGHT = re.compile(rb"number-columns-spanned=[\"'](\d+)")
_MERGES = re.compile(rb"\xb1\x01\x04(.{4})((?:\xb0\x01\x10.{16})+)\xb2\x01\x00", re.DOTALL)  # MS-XLSB, 2.4
_BUNDLE = re.compile(rb"\x9c\x01.{1,2}.{8}", re.DOTALL)
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"(Id|Target)=[\"']([^\"']*)")


def spans_of(kind: str, file: BinaryIO) -> Callable[[int], list[Merge]]:
    """Merged ranges by the sheet's place in the workbook; `kind` is ods or xlsb.

    Refuses an .ods in which one filled row stands for more rows than any list has.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            found = list(_ods(archive)) if kind == "ods" else list(_xlsb(archive))
    except (Unreadable, MemoryError):
        raise
    except Exception:  # zlib, CRC, missing parts: a damaged archive; the parser finds the words for it
        found = []
    return lambda number: found[number] if number < len(found) else []


def _ods(archive: zipfile.ZipFile) -> Iterator[list[Merge]]:
    tables: list[list[Merge]] = []
    at = 0
    for rows in _whole_rows(archive):
        start = 0  # where the row begins in these bytes
        for mark in _ODS.finditer(rows):
            if mark["table"]:
                tables.append([])
                at = -1
                following = 0
            elif not tables:
                continue
            elif mark["row"]:
                at, start = following, mark.end()
                alike = _number(_REPEATED, mark[0])
                following += alike
                if (
                    alike > _MOST_ALIKE
                    and b"office:value" in rows[start : rows.find(b"</table:table-row", start)]
                ):
                    raise Unreadable("too_many_cells")
            elif merge := _ods_merge(rows, start, mark, at):
                tables[-1].append(merge)
    yield from tables


def _ods_merge(rows: bytes, start: int, mark: re.Match[bytes], row: int) -> Merge | None:
    down, right = _number(_DOWN, mark[0]), _number(_RIGHT, mark[0])
    if down == right == 1:
        return None
    column = sum(_number(_REPEATED, cell[0]) for cell in _CELL.finditer(rows, start, mark.start()))
    return row, column, row + down - 1, column + right - 1


def _whole_rows(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The content in pieces that end before a row begins."""
    left = b""
    with archive.open("content.xml") as part:
        while block := part.read(_BLOCK):
            left += block
            cut = left.rfind(b"<table:table-row")
            if cut > 0:
                yield left[:cut]
                left = left[cut:]
    yield left


def _number(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return max(1, int(found[1])) if found else 1


def _xlsb(archive: zipfile.ZipFile) -> Iterator[list[Merge]]:
    links = {}
    for link in _LINK.finditer(archive.read("xl/_rels/workbook.bin.rels")):
        given = dict(_ATTRIBUTE.findall(link[0]))
        links[given.get(b"Id", b"").decode()] = given.get(b"Target", b"").decode().lstrip("/")
    for link_id in _sheet_links(archive.read("xl/workbook.bin")):
        target = links.get(link_id, "")
        yield _xlsb_merges(archive.read(target if target.startswith("xl/") else f"xl/{target}"))


def _sheet_links(workbook: bytes) -> Iterator[str]:
    """The relationship of each sheet, in the workbook's order: records BrtBundleSh."""
    for bundle in _BUNDLE.finditer(workbook):
        for head in (3, 4):  # the record's length takes one byte or two
            at = bundle.start() + head + 8
            length = int.from_bytes(workbook[at : at + 4], "little")
            text = workbook[at + 4 : at + 4 + 2 * length]
            if 0 < length < 256 and len(text) == 2 * length and not any(text[1::2]):
                yield text[::2].decode("ascii", "replace")
                break


def _xlsb_merges(sheet: bytes) -> list[Merge]:
    found = list(_MERGES.finditer(sheet))
    if not found:
        return []
    ranges = found[-1][2]
    starts = range(3, len(ranges), 19)
    cells = [
        [int.from_bytes(ranges[at + 4 * n : at + 4 * n + 4], "little") for n in range(4)] for at in starts
    ]
    return [(r0, c0, r1, c1) for r0, r1, c0, c1 in cells]
