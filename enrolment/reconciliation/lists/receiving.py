"""Taking BPJS's lists in, one or hundreds at once: stored, then read now or by the worker."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from procrastinate.contrib.django import app

from enrolment.models import ListState, ParticipantList
from enrolment.reconciliation.lists import archives, reading
from enrolment.reconciliation.lists.houses import GONE, House
from enrolment.rosters import storage
from enrolment.spreadsheets import gate
from enrolment.spreadsheets.refusals import Unreadable

FILES_IN_REQUEST = 4
BYTES_IN_REQUEST = 4 * 2**20
"""What is read while its sender waits: a few files, small ones; more goes to the worker."""

File = tuple[str, Iterable[bytes]]
logger = logging.getLogger(__name__)


@transaction.atomic
def receive(*, house: House, files: Sequence[File], month: dt.date | None, by: Any) -> UUID:
    """Store files, and what archives hold, as lists of one batch; `read_now_or_later` reads them.

    `month` is the one that they are to be about (None: each says its own). A file that cannot be stored as a
    list, or that is there already, is a refused one with its reason: none is left without a line. At most
    archives.MOST are taken in; what is more has one refused line for each file handed in. Returns the batch.
    """
    batch = uuid4()
    made: list[ParticipantList] = []
    beyond: dict[str, ParticipantList] = {}
    for name, chunks in files:
        for found in _lists_of(name, chunks):
            if len(made) < archives.MOST:
                made.append(found)
                continue
            _drop(found)
            beyond[name] = _refused(name, "", Unreadable("files_too_many", {"most": archives.MOST}))
    _refuse_twice(made, house)
    made += beyond.values()
    for found in made:
        found.batch, found.month = batch, month
        found.uploaded_by_id = getattr(by, "pk", None)
        for key, value in house.belonging().items():
            setattr(found, key, value)
    ParticipantList.objects.bulk_create(made)
    return batch


def _lists_of(name: str, chunks: Iterable[bytes]) -> Iterator[ParticipantList]:
    """A file as a list, or an archive as the lists in it."""
    whole = _stored(name, chunks)
    try:
        with storage.path_of(whole).open("rb") as file:
            if not archives.is_archive(file):
                yield whole
                return
            for inside, content in archives.unpacked(file, settings.ROSTER_MAX_BYTES):
                yield _taken_out(name, inside, content)
    except Unreadable as refusal:
        yield _refused(name, "", refusal)
    _drop(whole)


def _taken_out(name: str, inside: str, content: Iterator[bytes] | Unreadable) -> ParticipantList:
    if isinstance(content, Unreadable):
        return _refused(name, inside, content)
    try:
        return _stored(name, content, inside)
    except Unreadable as refusal:
        return _refused(name, inside, refusal)


def _stored(name: str, chunks: Iterable[bytes], inside: str = "") -> ParticipantList:
    stored_name, sha256, size = storage.store(chunks)
    return ParticipantList(
        file_name=_plain(name), inside=inside, stored_name=stored_name, sha256=sha256, size=size
    )


def _refused(name: str, inside: str, refusal: Unreadable) -> ParticipantList:
    return ParticipantList(
        file_name=_plain(name),
        inside=inside,
        size=0,
        state=ListState.REFUSED,
        refusal={"code": refusal.code, "params": refusal.params},
    )


def _plain(name: str) -> str:
    """The last part of a file's name: browsers send a path now and then."""
    return PurePath(name.replace("\0", "").replace("\\", "/")).name[-255:] or "-"


def _drop(found: ParticipantList) -> None:
    """Delete the bytes once that is certain; until then a failed request still has nothing of them."""
    if found.stored_name:
        transaction.on_commit(partial(storage.drop_named, found.stored_name))
        found.stored_name = ""


def _refuse_twice(made: Sequence[ParticipantList], house: House) -> None:
    """The very same bytes are taken once: of those handed in together, and of those that are here already."""
    sums = {found.sha256 for found in made if found.sha256}
    earlier = house.lists().filter(sha256__in=sums).exclude(state__in=GONE).order_by("uploaded_at")
    known = {found.sha256: found for found in earlier}
    for found in made:
        if found.state == ListState.REFUSED:
            continue
        if first := known.get(found.sha256):
            found.state = ListState.REFUSED
            found.refusal = {"code": "same_file", "params": reading.told_of(first)}
            _drop(found)
        known.setdefault(found.sha256, found)


def read_now_or_later(*, house: House, batch: UUID, by: Any) -> None:
    """Read the files of a batch at once, or hand many or large ones to the worker, each as a job of its own:
    one that fails is nothing to the others."""
    waiting = house.batch(batch).filter(state=ListState.RECEIVED)
    if _is_small(waiting):
        for found in waiting:
            reading.read(found=found, by=by)
        return
    hand_over(lists=waiting.values_list("pk", flat=True), by=by)


def hand_over(*, lists: Iterable[UUID], by: Any) -> None:
    """Let the worker read lists; the jobs exist when the caller's transaction is committed."""
    jobs = [{"participant_list": str(pk), "acting_user": getattr(by, "pk", None)} for pk in lists]
    if jobs:
        app.configure_task("read_participant_list", queue="uploads").batch_defer(*jobs)


def _is_small(waiting: Any) -> bool:
    total = waiting.aggregate(size=Sum("size"))["size"] or 0
    if waiting.count() > FILES_IN_REQUEST or total > BYTES_IN_REQUEST:
        return False
    return sum(_declared_rows(found) for found in waiting) <= settings.ROSTER_ROWS_IN_REQUEST


def _declared_rows(found: ParticipantList) -> int:
    """How many rows a workbook says it has; what the gate for workbooks refuses (a PDF too) is judged by its
    size."""
    try:
        with storage.path_of(found).open("rb") as file:
            return gate.inspect(file, settings.ROSTER_MAX_BYTES).declared_rows
    except Unreadable:
        return found.size // 200
