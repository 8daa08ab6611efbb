"""Files that an agency puts beside its answer: kept outside the web root under names nobody can guess."""

import secrets
from pathlib import Path

from django.conf import settings

from enrolment.rosters.statements.scans import LIMIT, kind_of

__all__ = ["LIMIT", "drop", "kind_of", "path_of", "store"]


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


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "answers"
