"""Saving an upload to the list: all of it or nothing, only what the preview showed."""

import time

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count, QuerySet
from django.utils import timezone

from enrolment import figures
from enrolment.cases.opening import new_ones_elsewhere, refresh
from enrolment.models import (
    Basis,
    Category,
    Enrolment,
    ParticipantList,
    RowKind,
    StagedKind,
    Upload,
    UploadKind,
    UploadMode,
    UploadState,
)
from enrolment.reconciliation.lists import first
from enrolment.rosters import sql
from enrolment.rosters.background.progress import SAVING, UNWATCHED, Unwatched
from enrolment.rosters.staging import compare, version_of
from enrolment.rosters.waiting.superseding import supersede
from enrolment.workers.registering import register

STEPS = 8  # that are told to whoever watches: the statements of `_write` that take time, and the figures


UNSAVED = (UploadState.RECEIVED, UploadState.UNMATCHED, UploadState.CHECKED)


class RosterMoved(Exception):
    """The roster changed after the comparison that the user saw; a new comparison has been made."""


class NotApplicable(Exception):
    """The upload is in a state in which nothing can be saved: somebody saved, undid or discarded it."""


def apply(
    *, upload: Upload, by: object, answers: dict | None = None, watch: Unwatched = UNWATCHED
) -> dict[str, int]:
    """Save the upload's new and changed rows to its agency's roster, in one transaction.

    `answers` may hold `mode`, `roster_date` and `registered_on` as the user gave them; they count at the
    first save only. Bad rows wait in the upload; nobody is ended: who is missing from a whole list becomes
    a proposed exit. Returns the counts. Raises RosterMoved when the roster's version is no longer the
    compared one (the caller keeps the new comparison by `compare_again`), NotApplicable when there is
    nothing left to save.
    """
    started = time.perf_counter()
    watch.stage(SAVING, STEPS)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        keys = {"upload": upload.pk, "agency": upload.agency_id}
        with connection.cursor() as cursor:
            cursor.execute(sql.LOCK_ROSTER, keys)
            (version,) = cursor.fetchone()
        _check(upload, version)
        if upload.state == UploadState.CHECKED:
            _take_answers(upload, answers or {})
        elsewhere = new_ones_elsewhere(upload)
        bpjs = first.list_behind(upload)
        wrote = _write(upload, keys, by, watch, bpjs)
        if upload.state == UploadState.CHECKED and upload.mode == UploadMode.FULL:
            supersede(upload)
        if wrote:
            refresh([upload.agency_id], niks=elsewhere, upload=upload.pk, by=by)
            figures.recount([upload.agency_id])
        watch.step()
        _close(upload, by, time.perf_counter() - started)
        if bpjs:
            first.settle(bpjs, by)
    return upload.counts


def _take_answers(upload: Upload, answers: dict) -> None:
    for name in ("mode", "roster_date", "registered_on"):
        if answers.get(name):
            setattr(upload, name, answers[name])


def _check(upload: Upload, version: int) -> None:
    if upload.kind != UploadKind.LIST or upload.state not in (UploadState.CHECKED, UploadState.APPLIED):
        raise NotApplicable
    if upload.roster_version != version:
        raise RosterMoved
    if upload.state == UploadState.APPLIED and not has_pending(upload):
        raise NotApplicable


def has_pending(upload: Upload) -> bool:
    """Whether rows fixed since the last save can be saved."""
    return _fixed_later(upload).exists()


def saved_so_far(upload: Upload) -> dict[str, int]:
    """What a saved upload brought to the list, `new` and `changed`, and the rows fixed since (`pending`)."""
    fixed = _fixed_later(upload).order_by().values("kind").annotate(rows=Count("pk"))
    pending = {each["kind"]: each["rows"] for each in fixed}
    saved = {
        k: upload.counts.get(k, 0) - pending.get(k, 0) for k in (RowKind.NEW.value, RowKind.CHANGED.value)
    }
    return saved | {"pending": sum(pending.values())}


def _fixed_later(upload: Upload) -> QuerySet[StagedKind]:
    return StagedKind.objects.filter(upload=upload, fixed_later=True, kind__in=[RowKind.NEW, RowKind.CHANGED])


def _write(upload: Upload, keys: dict, by: object, watch: Unwatched, bpjs: ParticipantList | None) -> bool:
    """Bring the rows to the list; whether it changed by that."""
    again, registers = upload.state == UploadState.APPLIED, bool(upload.registered_on or bpjs)
    keys = keys | {
        "roster_date": upload.roster_date,
        "category": Category.HONORER,
        "group": _group(upload, bpjs),
        "registers": registers,
        "again": again,
        "by": getattr(by, "pk", None),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.NO_NESTED_LOOPS)
        cursor.execute(sql.KEEP_BEFORE, keys)
        watch.step()
        known = again or cursor.rowcount > 0  # whether people are concerned who were there before
        _run(cursor, keys, watch, (sql.UPDATE_WORKERS, known), (sql.INSERT_WORKERS, True))
        wrote = known or cursor.rowcount > 0
        _run(cursor, keys, watch, (sql.INSERT_RETURNS, known))
    if bpjs:
        first.confirm(upload, bpjs, again)
    elif upload.registered_on:
        _register(upload, keys, by)
    with connection.cursor() as cursor:
        images = ((sql.KEEP_REVISIONS, known), (sql.DROP_IDLE_IMAGES, known))
        _run(cursor, keys, watch, *images, (sql.SETTLE_EXITS, True))
        if registers:
            cursor.execute(sql.KEEP_NEW, keys)
        if upload.mode == UploadMode.FULL:
            cursor.execute(sql.PROPOSE_EXITS, keys)
    return wrote


def _run(cursor: CursorWrapper, keys: dict, watch: Unwatched, *statements: tuple[str, bool]) -> None:
    """The statements in turn, without those that have nothing to do; each is a step all the same."""
    for statement, needed in statements:
        if needed:
            cursor.execute(statement, keys)
        watch.step()


def _group(upload: Upload, bpjs: ParticipantList | None) -> int:
    """The contribution group (id) that new workers begin in: that of BPJS's list, or the agency's default."""
    if bpjs and bpjs.group_id:
        return bpjs.group_id
    return upload.agency.owned_groups.get(is_default=True).pk


def _register(upload: Upload, keys: dict, by: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.REGISTERING, keys | {"has_kpj": upload.has_kpj_column})
        ids = [pk for (pk,) in cursor.fetchall()]
    upload.counts["registration"] = register(
        enrolments=Enrolment.objects.filter(pk__in=ids),
        registered_on=upload.registered_on,
        basis=Basis.STATED,
        confirmed_month=None,
        kpj=None,
        by=by,
    )


def _close(upload: Upload, by: object, seconds: float) -> None:
    """Note who saved what. Rows saved after a fix are settled: they join what is on record."""
    pending = StagedKind.objects.filter(upload=upload, fixed_later=True).exclude(
        kind__in=[RowKind.NEEDS_FIX, RowKind.DROPPED]
    )
    pending.update(fixed_later=False)
    upload.state = UploadState.APPLIED
    upload.applied_by_id = getattr(by, "pk", None)
    upload.applied_at = timezone.now()
    upload.roster_version = version_of(upload.agency_id)
    upload.seconds["apply"] = round(seconds, 4)
    upload.save()


@transaction.atomic
def discard(*, upload: Upload) -> None:
    """Put an upload aside that was never saved. Raises NotApplicable once it was."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state not in (*UNSAVED, UploadState.REFUSED):
        raise NotApplicable
    upload.state = UploadState.DISCARDED
    upload.save(update_fields=["state"])


def compare_again(*, upload: Upload) -> Upload:
    """Compare with the roster as it is now and keep the counts: after RosterMoved, or after a fix."""
    upload.counts |= compare(upload)
    upload.save(update_fields=["counts", "roster_version"])
    return upload
