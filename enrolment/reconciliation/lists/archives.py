"""Archives of many lists: what is inside comes out one by one, and nothing by its path.

The gate has looked at the directory, the declared sizes and encryption before (`gate.inspect` tells an
archive from a workbook, which is a zip too). What an entry is called is shown to people, and is no path.
"""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from enrolment.spreadsheets import gate
from enrolment.spreadsheets.refusals import Unreadable

MOST = 500
"""Files that are taken in at once."""
MOST_BYTES = 500 * 2**20
"""Unpacked size of all files of an archive together."""
_CHUNK = 1 << 18
_NOT_LISTS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def is_archive(file: BinaryIO) -> bool:
    """Whether these bytes are a zip that is no workbook and no other document. Raises Unreadable for a zip
    that may not be opened at all: too much inside, encrypted, damaged."""
    file.seek(0)
    if file.read(2) != b"PK":
        return False
    try:
        gate.inspect(file, MOST_BYTES)
    except Unreadable as refusal:
        if refusal.code != "not_a_workbook":
            raise
        with zipfile.ZipFile(file) as archive:
            names = {name.lower() for name in archive.namelist()}
        return not names & {"[content_types].xml", "mimetype"}
    return False


def unpacked(file: BinaryIO, most_bytes: int) -> Iterator[tuple[str, Iterator[bytes] | Unreadable]]:
    """Each file of an archive with its bytes, or why it is not taken out. Raises Unreadable for the whole
    archive: names that lead out of it, too many files, too much in all, nothing inside."""
    with zipfile.ZipFile(file) as archive:
        entries = [entry for entry in archive.infolist() if not _is_beside(entry)]
        _refuse_whole(entries)
        for entry in entries:
            yield _name(entry), _bytes_of(archive, entry, most_bytes)


def _is_beside(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put into archives by themselves."""
    name = entry.filename.replace("\\", "/").lower()
    last = name.rsplit("/", 1)[-1]
    return entry.is_dir() or name.startswith(_NOT_LISTS) or last in _NOT_LISTS or last.startswith("._")


def _refuse_whole(entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise Unreadable("archive_empty")
    if len(entries) > MOST:
        raise Unreadable("archive_too_many", {"most": MOST, "found": len(entries)})
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unreadable("archive_too_much", {"megabytes": MOST_BYTES >> 20})
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise Unreadable("archive_names", {"name": _name(entry)})


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\0", "").replace("\\", "/")[-255:]


def _bytes_of(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most_bytes: int
) -> Iterator[bytes] | Unreadable:
    if entry.file_size > most_bytes:
        return Unreadable("too_large", {"megabytes": most_bytes >> 20})
    if entry.filename.lower().endswith((".zip", ".rar", ".7z", ".tar", ".gz")):
        return Unreadable("archive_nested")
    return _read(archive, entry)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """At most as many bytes as the entry declares: zipfile stops there, and checks the sum."""
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except Exception as error:  # zlib, CRC, unknown compression: a damaged part, whatever its cause
        raise Unreadable("damaged_file") from error
