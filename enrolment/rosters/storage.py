"""Where handed-in workbooks lie: outside the web root, under names nobody can guess."""

from collections.abc import Iterable
from pathlib import Path

from agencies.files import Folder, Stored
from enrolment.models import ParticipantList, Upload

ROSTERS = Folder("rosters")


def path_of(upload: Upload | ParticipantList) -> Path:
    return ROSTERS.path_of(upload.stored_name)


def drop(upload: Upload) -> None:
    """Delete the stored workbook; the upload's record stays."""
    ROSTERS.drop(upload.stored_name)


def drop_named(stored_name: str) -> None:
    """Delete what is stored under a name; nothing where it is empty."""
    ROSTERS.drop(stored_name)


def store(chunks: Iterable[bytes]) -> Stored:
    """Write the bytes and return (stored name, sha256 in hex, size in bytes)."""
    return ROSTERS.store(chunks)
