"""How far a job is with an upload: told beside the job's own transaction, so that a page can show it."""

import contextlib
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Self

from django.db import Error, connection
from django.db.models import F
from django.utils import timezone

from agencies import access
from enrolment.models import Upload, UploadProgress

QUEUED, READING, COMPARING, FAILED = "queued", "reading", "comparing", "failed"
SAVING, UNDOING, REDOING = "saving", "undoing", "redoing"
ATTEMPTS = 3
"""How often a job may begin with one upload: a job that kills its worker each time is given up then."""
EVERY = 0.5
"""Seconds between two looks: how stale a page's figures may be, and how long a stopped job runs on."""

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The upload was put aside while it was worked on: nothing of the work is to be kept."""


class Unwatched:
    """Work inside a request: too short to be told about."""

    def stage(self, name: str, total: int = 0) -> None:
        """What is being done now, and how many rows or steps it has (0: as many as were expected)."""

    def step(self) -> None:
        """One step of the stage is done."""

    def rows(self, chunks: Iterable[bytes], child: int) -> Iterable[bytes]:
        """The chunks as they are; `child` is the process that makes them."""
        return chunks


UNWATCHED = Unwatched()


class Watch(Unwatched):
    """A thread with a connection of its own that tells how far the work is and looks whether it is wanted.

    Counts the attempt before anything else, committed at once: a worker that dies has counted too. As soon as
    the upload is in another state, the process that reads is ended and the statement that runs is cancelled;
    `stopped` then says that whatever the work raised is no error.
    """

    def __init__(self, upload: Upload, user: object) -> None:
        self.stopped = False
        self.exhausted = False
        self._upload, self._user, self._wanted = upload.pk, user, upload.state
        self._stage, self._done, self._total = QUEUED, 0, 0
        self._child: int | None = None
        self._working = connection.connection
        self._begun, self._news, self._ended = threading.Event(), threading.Event(), False
        self._thread = threading.Thread(target=self._run, name=f"watch {upload.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._begun.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is not None and not self.stopped:
            self._stage = FAILED
        self._ended = True
        self._news.set()
        self._thread.join()

    def stage(self, name: str, total: int = 0) -> None:
        self._stage, self._done = name, 0
        self._total = total or self._total
        self._news.set()

    def step(self) -> None:
        self._done += 1

    def rows(self, chunks: Iterable[bytes], child: int) -> Iterator[bytes]:
        self._child = child
        try:
            for chunk in chunks:
                if self.stopped:
                    raise Stopped
                self._done += chunk.count(b"\n")
                yield chunk
        finally:
            self._child = None

    def _run(self) -> None:
        try:
            self._safely(self._begin)
            self._begun.set()
            while not self._ended:
                self._news.wait(EVERY)
                self._news.clear()
                if not self.exhausted:
                    self._safely(self._look)
        finally:
            self._begun.set()
            connection.close()

    def _safely(self, action: Callable[[], None]) -> None:
        """A look that fails is left out: where the database is gone, the work itself will say so."""
        try:
            with access.acting(self._user):
                action()
        except Error:  # also a connection that was closed meanwhile (InterfaceError)
            logger.warning("progress of upload %s could not be told", self._upload)
            connection.close()

    def _begin(self) -> None:
        now = timezone.now()
        found = UploadProgress.objects.filter(pk=self._upload)
        told = found.values("attempts", "total").first() or {"attempts": 0, "total": 0}
        self.exhausted, self._total = told["attempts"] >= ATTEMPTS, told["total"]
        if not self.exhausted:
            found.update(attempts=F("attempts") + 1, started_at=now, told_at=now, done=0)

    def _look(self) -> None:
        told = {"stage": self._stage, "done": self._done, "total": self._total, "told_at": timezone.now()}
        UploadProgress.objects.filter(pk=self._upload).update(**told)
        states = Upload.objects.filter(pk=self._upload).values_list("state", flat=True)
        if states.first() != self._wanted:
            self._stop()

    def _stop(self) -> None:
        self.stopped = True
        if child := self._child:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with contextlib.suppress(Exception):  # the work ends by itself then, only later
            self._working.cancel_safe(timeout=5)
