"""Where handed-in workbooks lie: outside the web root, under names nobody can guess."""

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from enrolment.models import ParticipantList, Upload


def path_of(upload: Upload | ParticipantList) -> Path:
    return _folder() / upload.stored_name


def named(stored_name: str) -> Path:
    """Where a file lies that was stored under a name."""
    return _folder() / stored_name


def drop(upload: Upload) -> None:
    """Delete the stored workbook; the upload's record stays."""
    drop_named(upload.stored_name)


def drop_named(stored_name: str) -> None:
    """Delete what is stored under a name; nothing where it is empty."""
    if stored_name:
        (_folder() / stored_name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "rosters"


def store(chunks: Iterable[bytes]) -> tuple[str, str, int]:
    """Write the bytes and return (stored name, sha256 in hex, size in bytes)."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_urlsafe(24)
    digest, size = hashlib.sha256(), 0
    with (folder / name).open("xb") as file:
        (folder / name).chmod(0o600)
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return name, digest.hexdigest(), size
