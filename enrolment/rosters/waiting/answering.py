"""One answer for all rows of a cause, given and taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from enrolment.models import RowAnswer, Upload, UploadState
from enrolment.rosters.applying import NotApplicable, compare_again
from enrolment.rosters.waiting import sql
from enrolment.rosters.waiting.plans import Plan, plan


class NotSeen(Exception):
    """The rows are no longer those that the page showed; nothing was done."""


@dataclass(frozen=True)
class Given:
    """How many rows an answer was given to, and how many of them still wait for something else."""

    rows: int
    waiting: int


@transaction.atomic
def answer(*, upload: Upload, shown: Plan, seen: str, left_out: Collection[int], by: object) -> Given:
    """Give `shown`'s answer to its rows but for those left out (ordinals), and compare again.

    `seen` is the mark of the plan that the user saw; NotSeen when the rows have changed since,
    NotApplicable once the upload was undone or discarded.
    """
    upload = _open(upload)
    now = plan(upload, shown.cause, shown.kind, shown.days)
    if now.seen != seen:
        raise NotSeen
    rows = [row for row in now.rows if row.ordinal not in left_out]
    if not rows:
        return Given(0, 0)
    given = RowAnswer.objects.create(
        upload=upload,
        agency_id=upload.agency_id,
        cause=now.cause,
        kind=now.kind,
        days=now.days,
        rows=len(rows),
        made_by_id=getattr(by, "pk", None),
    )
    keys = {"rows": [row.pk for row in rows], "values": [row.value for row in rows], "cause": now.cause}
    with connection.cursor() as cursor:
        cursor.execute(sql.answer(now.kind), keys | _keys(upload, given, by))
    compare_again(upload=upload)
    return Given(len(rows), sum(bool(row.waits_for) for row in rows))


@transaction.atomic
def take_back(*, answer: RowAnswer, by: object) -> tuple[int, int]:
    """Make the rows what they were before the answer; returns how many are, and how many are kept because
    they were saved or edited since. NotApplicable when that was done already, or the upload was undone."""
    upload = _open(Upload(pk=answer.upload_id))
    answer = RowAnswer.objects.select_for_update().get(pk=answer.pk)
    if answer.undone_at:
        raise NotApplicable
    with connection.cursor() as cursor:
        cursor.execute(sql.TAKE_ANSWER_BACK, _keys(upload, answer, by))
        back = cursor.rowcount
    answer.undone_at, answer.undone_by_id = timezone.now(), getattr(by, "pk", None)
    answer.save(update_fields=["undone_at", "undone_by"])
    compare_again(upload=upload)
    return back, answer.rows - back


def standing(upload: Upload) -> list[Any]:
    """The answers that can be taken back, the newest first, each with `restorable` rows."""
    given: list[Any] = list(RowAnswer.objects.filter(upload=upload).standing().select_related("made_by"))
    if not given:
        return []
    again = upload.state == UploadState.APPLIED
    keys = {"upload": upload.pk, "again": again, "answers": [answer.pk for answer in given]}
    with connection.cursor() as cursor:
        cursor.execute(sql.COUNT_RESTORABLE, keys)
        counts = dict(cursor.fetchall())
    for answer in given:
        answer.restorable = counts.get(answer.pk, 0)
    return [answer for answer in given if answer.restorable]


def _keys(upload: Upload, answer: RowAnswer, by: object) -> dict[str, object]:
    return {
        "upload": upload.pk,
        "agency": upload.agency_id,
        "answer": answer.pk,
        "again": upload.state == UploadState.APPLIED,
        "by": getattr(by, "pk", None),
    }


def _open(upload: Upload) -> Upload:
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state not in (UploadState.CHECKED, UploadState.APPLIED):
        raise NotApplicable
    return upload
