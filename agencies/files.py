"""Files kept outside the web root under names nobody can guess, and handed out as downloads alone."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.downloads import file_name, stored_file

LIMIT = 10 * 1024 * 1024  # bytes of a scan
# The bytes decide, not the name.
KINDS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class Stored(NamedTuple):
    name: str
    sha256: str  # in hex
    size: int  # in bytes


@dataclass(frozen=True)
class Folder:
    """A folder of stored files under MEDIA_ROOT; records hold the names in it."""

    name: str

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.name

    def path_of(self, stored_name: str) -> Path:
        return self.path / stored_name

    def store(self, chunks: Iterable[bytes]) -> Stored:
        """Write the bytes under a new name that nobody can guess."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = secrets.token_urlsafe(24)
        digest, size = hashlib.sha256(), 0
        with self.path_of(name).open("xb") as file:
            self.path_of(name).chmod(0o600)
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return Stored(name, digest.hexdigest(), size)

    def drop(self, stored_name: str) -> None:
        """Delete what is stored under a name; nothing where it is empty."""
        if stored_name:
            self.path_of(stored_name).unlink(missing_ok=True)

    def holds(self, stored_name: str) -> bool:
        """Whether a file lies under this name; none does under the empty one."""
        return bool(stored_name) and self.path_of(stored_name).is_file()

    def forget(self, named: Collection[str], kept: dt.timedelta) -> int:
        """Delete every file that is not among the `named` and that nobody has touched for so long; how many
        there were."""
        if not self.path.is_dir():
            return 0
        before = (timezone.now() - kept).timestamp()
        old = [file for file in self.path.iterdir() if file.stat().st_mtime < before]
        left = [file for file in old if file.name not in named]
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    def digest_of(self, stored_name: str) -> str | None:
        """The sha256 (hex) of the file as it lies there now; None where it is gone."""
        if not self.holds(stored_name):
            return None
        return hashlib.sha256(self.path_of(stored_name).read_bytes()).hexdigest()

    def sent(self, stored_name: str, *words: Any) -> FileResponse:
        """The file as a download that no browser shows inside the site, named by `words` and by its bytes;
        404 where it is gone."""
        if not self.holds(stored_name):
            raise Http404
        path = self.path_of(stored_name)
        with path.open("rb") as file:
            extension = kind_of(file.read(16)) or "bin"
        return stored_file(path, file_name(*words, extension=extension))


def kind_of(content: bytes) -> str | None:
    """The extension that fits the first bytes, or None where it is no PDF, JPG or PNG."""
    return next((extension for start, extension in KINDS if content.startswith(start)), None)


def checked(file: Any) -> Any:
    """The uploaded file, or nothing. ValidationError unless it is a PDF, JPG or PNG of at most 10 MB; its
    bytes decide, not its name."""
    if not file:
        return None
    if file.size > LIMIT:
        raise ValidationError(_("The file is larger than 10 MB. Scan it with fewer dots per inch."))
    if kind_of(file.read(16)) is None:
        raise ValidationError(_("This is neither PDF nor JPG nor PNG."))
    file.seek(0)
    return file
