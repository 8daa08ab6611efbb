"""Rows that are put aside with a reason, and taken back with everything that was wrong with them."""

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from enrolment.models import StagedRow, Upload, UploadState
from enrolment.rosters.applying import NotApplicable, compare_again
from enrolment.rosters.waiting import sql


def droppable(upload: Upload) -> QuerySet[StagedRow]:
    """Every row before the upload is saved; afterwards only those that wait: the others are on the list."""
    rows = StagedRow.objects.filter(upload=upload)
    return rows.filter(drop_reason=None) if upload.state == UploadState.CHECKED else rows.waiting()


@transaction.atomic
def drop(*, upload: Upload, rows: Collection[int], reason: str, note: str, by: object) -> int:
    """Put rows (ordinals) aside with a DropReason; returns how many. Rows that somebody fixed, saved or
    dropped meanwhile are passed over. Raises NotApplicable once the upload was undone or discarded."""
    upload = _open(upload)
    dropped = (
        droppable(upload)
        .filter(ordinal__in=rows)
        .update(
            drop_reason=reason,
            drop_note=note or None,
            dropped_by_id=getattr(by, "pk", None),
            dropped_at=timezone.now(),
        )
    )
    compare_again(upload=upload)
    return dropped


@transaction.atomic
def take_back(*, upload: Upload, rows: Collection[int]) -> int:
    """Let dropped rows (ordinals) be what they were before; returns how many. A good row stays dropped when
    another good row of the file has its NIK by now. Raises NotApplicable as `drop` does."""
    upload = _open(upload)
    with connection.cursor() as cursor:
        cursor.execute(sql.TAKE_ROWS_BACK, {"upload": upload.pk, "rows": list(rows)})
        back = cursor.rowcount
    compare_again(upload=upload)
    return back


def of_reason(upload: Upload, reason: str) -> list[int]:
    """The ordinals of the rows that were dropped for a reason."""
    dropped = StagedRow.objects.dropped().filter(upload=upload, drop_reason=reason)
    return list(dropped.values_list("ordinal", flat=True))


def _open(upload: Upload) -> Upload:
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state not in (UploadState.CHECKED, UploadState.APPLIED):
        raise NotApplicable
    return upload
