"""The gate: what a file is, by its bytes, and whether it may be opened at all. Nothing is unpacked here."""

import os
import re
import zipfile
from typing import BinaryIO

from .refusals import Unreadable

MAX_BYTES = 50 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_INSIDE = 1024 * 1024 * 1024  # declared size of all parts together
_LARGEST_PARTS = {
    "xl/sharedstrings.xml": (200 * 2**20, "too_many_texts"),
    "xl/sharedstrings.bin": (200 * 2**20, "too_many_texts"),
    "xl/styles.xml": (64 * 2**20, "too_many_styles"),
    "xl/styles.bin": (64 * 2**20, "too_many_styles"),
    "content.xml": (600 * 2**20, "too_many_cells"),
    "xl/workbook.xml": (16 * 2**20, "too_much_inside"),
    "xl/workbook.bin": (16 * 2**20, "too_much_inside"),
}
"""What a part may declare as its size, and the refusal of a larger one: far above what any list needs."""
_LARGEST_SHEET = 400 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension [^>]*ref="[A-Z]+(\d+)(?::[A-Z]+(\d+))?"')
_MAC_DATES = re.compile(rb"date1904\s*=\s*[\"'](?:1|true)", re.IGNORECASE)
_TEXT_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}
_BLOCK = 2**20
_XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_TABLES = tuple("<table".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_SMALLEST_ROW = 40  # bytes of XML that one row with anything in it takes at least


class Admitted:
    """What the gate found: kind (xlsx, xlsb, xls, ods, xml, html, csv, pdf), size, 1904 dates,
    rows declared."""

    def __init__(self, kind: str, size: int, mac_dates: bool = False, declared_rows: int = 0) -> None:
        self.kind = kind
        self.size = size
        self.mac_dates = mac_dates
        self.declared_rows = declared_rows


def inspect(file: BinaryIO, max_bytes: int = MAX_BYTES, *, pdf: bool = False) -> Admitted:
    """Judge an open file by its bytes; its name plays no part. Refusals are raised as `Unreadable`.

    `pdf`: whether a PDF is welcome, as it is where BPJS's bills are read.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise Unreadable("empty_file")
    if size > max_bytes:
        raise Unreadable("too_large", {"megabytes": max_bytes // 2**20})
    head = file.read(65536)
    if head.startswith(b"PK"):
        return _zip(file, size)
    if head.startswith(_OLE):
        return _ole(file, size)
    if head[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00") and head[2:3] in b"\x04\x06\x08\x10":
        return Admitted("xls", size)
    if pdf and _PDF in head[:1024]:
        return Admitted("pdf", size, declared_rows=size // 200)
    return _text(file, head, size)


def _zip(file: BinaryIO, size: int) -> Admitted:
    _refuse_large_directory(file, size)
    try:
        archive = zipfile.ZipFile(file)
        entries = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}
        inside = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable("damaged_file") from error
    _refuse_large_parts(entries, inside)
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise Unreadable("encrypted")
    if "xl/workbook.bin" in entries:
        return Admitted("xlsb", size, _mac_xlsb(_part(archive, entries["xl/workbook.bin"])), size // 30)
    if "xl/workbook.xml" in entries or any(name.startswith("xl/worksheets/") for name in entries):
        workbook = entries.get("xl/workbook.xml")
        mac = bool(workbook and _MAC_DATES.search(_part(archive, workbook)))
        return Admitted("xlsx", size, mac, _declared_rows(archive, entries))
    if "content.xml" in entries and b"opendocument.text" not in _part(archive, entries.get("mimetype")):
        if b"encryption-data" in _part(archive, entries.get("meta-inf/manifest.xml")):
            raise Unreadable("encrypted")
        return Admitted("ods", size, declared_rows=entries["content.xml"].file_size // 800)
    raise Unreadable("not_a_workbook")


def _refuse_large_parts(entries: dict[str, zipfile.ZipInfo], inside: int) -> None:
    if inside > MAX_INSIDE:
        raise Unreadable("too_much_inside")
    for name, (most, code) in _LARGEST_PARTS.items():
        if name in entries and entries[name].file_size > most:
            raise Unreadable(code, {"megabytes": most // 2**20})
    sheets = [entry for name, entry in entries.items() if name.startswith("xl/worksheets/")]
    if any(entry.file_size > _LARGEST_SHEET for entry in sheets):
        raise Unreadable("too_many_cells")


def _refuse_large_directory(file: BinaryIO, size: int) -> None:
    """A directory of a million parts would cost memory here, before any limit holds."""
    file.seek(max(0, size - 65_557))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Unreadable("damaged_file")
    count, length = (
        int.from_bytes(tail[end + 10 : end + 12], "little"),
        int.from_bytes(tail[end + 12 : end + 16], "little"),
    )
    if tail[end - 20 : end - 16] == b"PK\x06\x07":  # then another record decides (zip64)
        count, length = _in_large_record(tail[end - 76 : end - 20])
    if count > MAX_ENTRIES or length > MAX_ENTRIES * 400:
        raise Unreadable("too_much_inside")


def _in_large_record(record: bytes) -> tuple[int, int]:
    """Number of parts and length of the directory in the zip64 record that stands before its locator."""
    if len(record) < 56 or not record.startswith(b"PK\x06\x06"):
        raise Unreadable("damaged_file")
    return int.from_bytes(record[32:40], "little"), int.from_bytes(record[40:48], "little")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None, most: int = 2**20) -> bytes:
    if entry is None:
        return b""
    try:
        with archive.open(entry) as part:
            return part.read(most)
    except Exception as error:  # zlib, CRC, unknown compression: a damaged part, whatever its cause
        raise Unreadable("damaged_file") from error


def _declared_rows(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> int:
    """Rows that the sheets say they have; a sheet that exaggerates is held to its size."""
    total = 0
    for name, entry in entries.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            found = _DIMENSION.search(_part(archive, entry, 4096))
            declared = int(found[2] or found[1]) if found else entry.file_size // 300
            total += min(declared, entry.file_size // _SMALLEST_ROW)
    return total


def _mac_xlsb(workbook: bytes) -> bool:
    at = workbook.find(b"\x99\x01")  # BrtWbProp; bit 0 of its first byte
    return 0 <= at < len(workbook) - 3 and bool(workbook[at + 3] & 1)


def _ole(file: BinaryIO, size: int) -> Admitted:
    if _holds(file, "EncryptedPackage".encode("utf-16-le")):
        raise Unreadable("encrypted")
    if not _holds(file, "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")):
        raise Unreadable("not_a_workbook")
    mac = _holds(file, b"\x22\x00\x02\x00\x01\x00") and not _holds(file, b"\x22\x00\x02\x00\x00\x00")
    return Admitted("xls", size, mac, size // 100)


def _text(file: BinaryIO, head: bytes, size: int) -> Admitted:
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or _is_utf16(head)
    if not wide and sum(1 for byte in head if byte in _TEXT_CONTROL) * 200 > len(head):
        raise Unreadable("not_a_workbook")
    if head.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")):
        raise Unreadable("not_a_workbook")
    start = (head.replace(b"\0", b"") if wide else head).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<?xml", b"<workbook")) and _XML_2003 in start[:4096]:
        return Admitted("xml", size, declared_rows=size // 400)
    if start.startswith(b"<") and _holds(file, *_TABLES):
        return Admitted("html", size, declared_rows=size // 400)
    if start.startswith((b"<?xml", b"<!doctype", b"<html")):
        raise Unreadable("not_a_workbook")
    file.seek(0)
    return Admitted(
        "csv", size, declared_rows=sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    )


def _holds(file: BinaryIO, *needles: bytes) -> bool:
    """Whether one of these stands in the file, in any case of its letters; read in blocks, never whole."""
    wanted, tail = [needle.lower() for needle in needles], b""
    file.seek(0)
    while block := file.read(_BLOCK):
        piece = (tail + block).lower()
        if any(needle in piece for needle in wanted):
            return True
        tail = block[-64:]
    return False


def _is_utf16(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte of plain Latin text is zero."""
    even, odd = head[:2000:2].count(0), head[1:2000:2].count(0)
    half = max(1, len(head[:2000]) // 2)
    return max(even, odd) > half * 0.8 and min(even, odd) < half * 0.1
