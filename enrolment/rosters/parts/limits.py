"""How much is taken in at all: a part, a whole file, and a form with a file far too large."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.text import capfirst

from enrolment.problems import refusal_sentence

PART = 1 << 20
"""Bytes of one part at most: what is lost when the line breaks."""
PATIENCE = 2
"""So many times the limit of a form's file is read off, and thrown away, so that the browser hears the answer
that it was too much; after that the line is cut."""

CUT_OFF = "lindungi.file_was_cut_off"
"""Under this name a request knows that a file of it was too large to be taken in."""


class TooLarge(Exception):
    """The file is larger than ROSTER_MAX_BYTES."""


def sentence() -> str:
    """What is said of a file that is too large."""
    return capfirst(refusal_sentence("too_large", {"megabytes": settings.ROSTER_MAX_BYTES >> 20}))


def not_too_large(file: File) -> None:
    """The validator of a form's file field."""
    if file.size > settings.ROSTER_MAX_BYTES:
        raise ValidationError(sentence(), code="too_large")


class CutOff(File):
    """Stands for a file of which no more was taken in."""

    def __init__(self) -> None:
        super().__init__(None, name="-")
        self.size = settings.ROSTER_MAX_BYTES + 1


def was_cut_off(request: HttpRequest) -> bool:
    """Whether a file of this request was too large to be taken in."""
    return CUT_OFF in request.META


class LimitedUpload(FileUploadHandler):
    """Stands before Django's own handlers and keeps from them what lies beyond the limit."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._came_in = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._came_in += len(raw_data)
        if self._came_in <= settings.ROSTER_MAX_BYTES:
            return raw_data
        assert self.request is not None
        self.request.META[CUT_OFF] = True
        if self._came_in > PATIENCE * settings.ROSTER_MAX_BYTES:
            raise StopUpload(connection_reset=True)
        return None

    def file_complete(self, file_size: int) -> None:
        """A file that is too large is no file: nobody gets the beginning of it for the whole."""
        if self._came_in > settings.ROSTER_MAX_BYTES:
            raise StopUpload
