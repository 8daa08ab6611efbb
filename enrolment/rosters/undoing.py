"""Taking a saved upload back, and taking that back: every worker as before, save those touched since."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from enrolment import figures
from enrolment.cases.opening import refresh
from enrolment.models import Upload, UploadKind, UploadMode, UploadState
from enrolment.reconciliation.lists import first, force
from enrolment.rosters import hindrances, redo_sql, sql, undo_sql
from enrolment.rosters.applying import NotApplicable, RosterMoved
from enrolment.rosters.background import orders
from enrolment.rosters.background.progress import REDOING, UNDOING, UNWATCHED, Unwatched
from enrolment.rosters.staging import version_of
from enrolment.rosters.waiting.superseding import revive, supersede
from enrolment.workers.sql import many_rows

__all__ = ["NotApplicable", "Outlook", "RosterMoved", "outlook", "redo", "undo"]

PICKS = {UploadState.APPLIED: undo_sql.PICK_UNDO, UploadState.UNDONE: undo_sql.PICK_REDO}


@dataclass(frozen=True)
class Outlook:
    """What undoing an upload does, or taking that back: how many workers leave the list or come back to it,
    how many become as they were, and who stays as they are (see `hindrances.held`)."""

    new: int
    changed: int
    kept: list[dict[str, Any]]
    failed: list[dict[str, Any]]

    @property
    def moved(self) -> int:
        return self.new + self.changed

    @property
    def hopeless(self) -> bool:
        """Whether nobody can be moved, though somebody was meant to be."""
        return not self.moved and bool(self.kept or self.failed)

    @property
    def result(self) -> dict[str, Any]:
        return {"reversed": self.moved, **asdict(self)}


def outlook(*, upload: Upload) -> Outlook:
    """What would happen now: undoing a saved upload, or taking back the undoing of one that is undone.

    Raises NotApplicable in any other state.
    """
    if upload.state not in PICKS or upload.kind != UploadKind.LIST or upload.agency_id is None:
        raise NotApplicable
    with many_rows(), _picked(upload) as found:
        return found


def undo(
    *, upload: Upload, by: object, seen: int | None = None, watch: Unwatched = UNWATCHED
) -> dict[str, Any]:
    """Put back what the upload changed, in one transaction.

    Returns `{"reversed": n, "new", "changed", "kept": […], "failed": […]}`: a worker whom somebody edited
    since is kept, one that went on (submitted, registered, ended…) cannot be put back; each is listed with
    its reason, who and when. Raises NotApplicable when the upload is not (or no longer) saved, RosterMoved
    when the roster's version is no longer the one that was `seen`.
    """
    watch.stage(UNDOING, len(undo_sql.UNDO) + 1)
    with transaction.atomic():
        upload = _locked(upload, UploadState.APPLIED, seen)
        at = timezone.now()
        with _picked(upload) as found:
            _run(undo_sql.UNDO, _keys(upload, by, at), watch)
        revive(upload)
        refresh([upload.agency_id], niks=[], by=by)
        figures.recount([upload.agency_id])
        watch.step()
        upload.state = UploadState.UNDONE
        upload.answers.pop(orders.UNDO.nothing, None)
        upload.undone_by_id, upload.undone_at = getattr(by, "pk", None), at
        upload.undo_result = found.result
        upload.save()
        _compare_again(upload, by)
    return found.result


def redo(
    *, upload: Upload, by: object, seen: int | None = None, watch: Unwatched = UNWATCHED
) -> dict[str, Any]:
    """Take the undoing of an upload back: what it had put back becomes again as the upload had left it.

    Whoever was touched since the undo stays as they are and is named, as in `undo`, whose errors it shares;
    the result is kept as `undo_result["redone"]`. Undoing works again afterwards, any number of times. An
    upload all of whose people are hindered stays undone: NotApplicable.
    """
    watch.stage(REDOING, len(redo_sql.REDO) + 2)
    with transaction.atomic():
        upload = _locked(upload, UploadState.UNDONE, seen)
        at = timezone.now()
        with _picked(upload) as found:
            if found.hopeless:
                raise NotApplicable
            keys = _keys(upload, by, at)
            _run((*redo_sql.REDO, sql.SETTLE_EXITS), keys, watch)
            if upload.mode == UploadMode.FULL:
                _run((redo_sql.PROPOSE_AGAIN,), keys)
                supersede(upload)
        refresh([upload.agency_id], upload=upload.pk, by=by)
        figures.recount([upload.agency_id])
        watch.step()
        upload.state = UploadState.APPLIED
        upload.answers.pop(orders.REDO.nothing, None)
        upload.redone_by_id, upload.redone_at = getattr(by, "pk", None), at
        upload.undo_result = (upload.undo_result or {}) | {"redone": found.result}
        upload.roster_version = version_of(upload.agency_id)
        upload.save()
        _compare_again(upload, by)
    return found.result


def _compare_again(upload: Upload, by: object) -> None:
    """What was made of a list of BPJS's is compared with it, as when it was saved."""
    if bpjs := first.list_behind(upload):
        force.reconcile_again(found=bpjs, by=by)


def _locked(upload: Upload, state: str, seen: int | None) -> Upload:
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != state or upload.kind != UploadKind.LIST or upload.agency_id is None:
        raise NotApplicable
    with connection.cursor() as cursor:
        cursor.execute(sql.NO_NESTED_LOOPS)
        cursor.execute(sql.LOCK_ROSTER, {"agency": upload.agency_id})
        (version,) = cursor.fetchone()
    if seen is not None and seen != version:
        raise RosterMoved
    return upload


@contextmanager
def _picked(upload: Upload) -> Iterator[Outlook]:
    """`roster_undo`, for as long as the block runs, and what it says."""
    keys = {"upload": upload.pk, "agency": upload.agency_id}
    with connection.cursor() as cursor:
        cursor.execute(PICKS[upload.state], keys)
        cursor.execute(undo_sql.ANALYZE)
        cursor.execute(undo_sql.COUNT)
        new, changed = cursor.fetchone()
    yield Outlook(new, changed, *hindrances.held(upload.agency_id))
    with connection.cursor() as cursor:
        cursor.execute(undo_sql.DROP)


def _keys(upload: Upload, by: object, at: dt.datetime) -> dict[str, Any]:
    return {
        "upload": upload.pk,
        "agency": upload.agency_id,
        "roster_date": upload.roster_date,
        "undone_at": upload.undone_at,
        "by": getattr(by, "pk", None),
        "at": at,
    }


def _run(statements: tuple[str, ...], keys: dict[str, Any], watch: Unwatched = UNWATCHED) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, keys)
            watch.step()
