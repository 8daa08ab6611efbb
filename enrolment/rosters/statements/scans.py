"""Signed scans: what they may be, and where they lie, outside the web root under names nobody can guess."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings

LIMIT = 10 * 1024 * 1024  # bytes
# The bytes decide, not the name.
KINDS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


def kind_of(content: bytes) -> str | None:
    """The extension that fits the first bytes, or None where it is no PDF, JPG or PNG."""
    return next((extension for start, extension in KINDS if content.startswith(start)), None)


def path_of(stored_name: str) -> Path:
    return _folder() / stored_name


def store(content: bytes) -> str:
    """Keep the bytes; returns the name they are stored under."""
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_urlsafe(24)
    with path_of(name).open("xb") as file:
        path_of(name).chmod(0o600)
        file.write(content)
    return name


def drop(stored_name: str) -> None:
    if stored_name:
        path_of(stored_name).unlink(missing_ok=True)


def digest_of(stored_name: str) -> str | None:
    """The sha256 (hex) of the file as it lies there now; None where it is gone."""
    path = path_of(stored_name)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "statements"
