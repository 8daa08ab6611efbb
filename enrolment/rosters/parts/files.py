"""Files on their way: begun, continued at the exact byte, taken by the form they were chosen for, forgotten.

A part is appended only where the last one ended, so what is kept is always the beginning of the file. When
all of it is there, the page's own form is sent with `part=<id>` in the file's place.
"""

import datetime as dt
import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from agencies.models import Agency, Region
from enrolment.models import PartialFile
from enrolment.rosters.parts import limits

KEPT = dt.timedelta(days=3)
"""How long a file that broke off waits for its rest."""
MOST_AT_ONCE = 5
"""Unfinished files of one person; the oldest makes way."""
_CHUNK = 1 << 18

Place = Agency | Region


class WrongOffset(Exception):
    """The part does not begin where the last one ended; `received` says where that is."""

    def __init__(self, received: int) -> None:
        self.received = received


def unfinished(by: Any, place: Place) -> QuerySet[PartialFile]:
    """The files that somebody began to send to this agency or city, newest first."""
    return PartialFile.objects.filter(user=by.pk, **_keys(place)).order_by("-updated_at")


def begin(*, place: Place, by: Any, file_name: str, size: int, fingerprint: str) -> PartialFile:
    """The file of this fingerprint and size as far as it has come, or a new one.

    Raises limits.TooLarge for a file that would be refused at its end.
    """
    if size > settings.ROSTER_MAX_BYTES:
        raise limits.TooLarge
    found = unfinished(by, place).filter(fingerprint=fingerprint, size=size).first()
    if found and _on_disk(found) >= found.received:
        return found
    for old in PartialFile.objects.filter(user=by.pk).order_by("-updated_at")[MOST_AT_ONCE - 1 :]:
        forget(old)
    path = _folder() / (name := secrets.token_urlsafe(24))
    path.touch(mode=0o600)
    return PartialFile.objects.create(
        user_id=by.pk,
        **_keys(place),
        file_name=file_name[-255:],
        size=size,
        fingerprint=fingerprint,
        stored_name=name,
    )


def append(*, pk: UUID, place: Place, by: Any, offset: int, content: bytes) -> PartialFile:
    """Add the next part, at most limits.PART bytes. Raises WrongOffset, and PartialFile.DoesNotExist."""
    file = unfinished(by, place).select_for_update().get(pk=pk)
    if offset != file.received or offset + len(content) > file.size:
        raise WrongOffset(file.received)
    with path_of(file).open("r+b") as kept:
        kept.truncate(offset)  # what an attempt left that was not committed
        kept.seek(offset)
        kept.write(content)
    file.received += len(content)
    file.save(update_fields=["received", "updated_at"])
    return file


def forget(file: PartialFile) -> None:
    """Delete the file's record now and its bytes once that is certain."""
    path = path_of(file)
    file.delete()
    transaction.on_commit(partial(path.unlink, missing_ok=True))


def forget_old() -> int:
    """Forget what was left lying for longer than KEPT, bytes without a record too; how many there were."""
    before = timezone.now() - KEPT
    old = list(PartialFile.objects.filter(updated_at__lt=before))
    for file in old:
        forget(file)
    known = set(PartialFile.objects.values_list("stored_name", flat=True))
    stray = [p for p in _folder().iterdir() if p.name not in known and p.stat().st_mtime < before.timestamp()]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(old)


class SentInParts(File):
    """A complete file that came in parts, as a form's file field wants it."""

    def __init__(self, sent: PartialFile) -> None:
        super().__init__(None, name=sent.file_name)
        self.sent = sent
        self.size = sent.size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        with path_of(self.sent).open("rb") as file:
            while chunk := file.read(chunk_size or _CHUNK):
                yield chunk


def files_of(request: HttpRequest, place: Place) -> MultiValueDict | None:
    """What to bind a form with a file field `file` to: the file sent with it, or in parts before it."""
    if limits.was_cut_off(request):
        return MultiValueDict({"file": [limits.CutOff()]})
    pk = _uuid(request.POST.get("part", ""))
    if pk and (sent := unfinished(request.user, place).filter(pk=pk, received=F("size")).first()):
        return MultiValueDict({"file": [SentInParts(sent)]})
    return request.FILES or None


def used(file: File) -> None:
    """The file is stored as an upload: what came in parts is not needed any more."""
    if isinstance(file, SentInParts):
        forget(file.sent)


def path_of(file: PartialFile) -> Path:
    return _folder() / file.stored_name


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "parts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _on_disk(file: PartialFile) -> int:
    path = path_of(file)
    return path.stat().st_size if path.exists() else -1


def _keys(place: Place) -> dict[str, int | None]:
    if isinstance(place, Agency):
        return {"region_id": place.region_id, "agency_id": place.pk}
    return {"region_id": place.pk, "agency_id": None}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
