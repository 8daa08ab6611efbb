"""Where papers lie that the worker makes, and how far each is. A paper is known by what it is made of: made
of anything else it has another name. Nobody can guess a name, and none lies longer than a day."""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.crypto import salted_hmac

KEPT_SECONDS = 24 * 3600
_PROGRESS = ".progress"


@dataclass(frozen=True)
class Told:
    """`done` of `total` pieces (0: not known); `at`: when that was told, seconds since 1970."""

    done: int
    total: int
    at: float


def name_of(*parts: Any) -> str:
    """The name of a paper made of these parts: always the same, and not to be guessed."""
    return salted_hmac("lindungi.papers", "|".join(map(str, parts)), algorithm="sha256").hexdigest()


def path_of(name: str) -> Path:
    return _folder() / name


def is_made(name: str) -> bool:
    return path_of(name).is_file()


@contextmanager
def making(name: str) -> Iterator[IO[bytes]]:
    """A file to write the paper into: it is there at once and whole, or not at all."""
    unfinished = _folder() / f"{secrets.token_urlsafe(24)}.part"
    try:
        with unfinished.open("xb") as file:
            unfinished.chmod(0o600)
            yield file
        unfinished.replace(path_of(name))
    finally:
        unfinished.unlink(missing_ok=True)


def tell(name: str, done: int = 0, total: int = 0) -> None:
    """How far a paper is. Beside the database: the job's transaction would show it only at its end."""
    unfinished = _folder() / f"{secrets.token_urlsafe(24)}.part"
    unfinished.write_text(json.dumps([done, total]))
    unfinished.replace(path_of(name + _PROGRESS))


def told(name: str) -> Told | None:
    """What was told last of a paper; None where nobody has begun with it."""
    path = path_of(name + _PROGRESS)
    with suppress(FileNotFoundError):
        done, total = json.loads(path.read_text())
        return Told(done, total, path.stat().st_mtime)
    return None


def forget_old(now: float | None = None) -> int:
    """Delete what has lain for more than a day. Returns how many files."""
    oldest = (now or time.time()) - KEPT_SECONDS
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "papers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
