"""Taking a saved upload back: every worker as before, save those somebody edited since."""

from django.db import connection, transaction
from django.utils import timezone

from enrolment import figures
from enrolment.models import Upload, UploadState
from enrolment.rosters import sql, undo_sql
from enrolment.rosters.applying import NotApplicable


def undo(*, upload: Upload, by: object) -> dict:
    """Put back what the upload changed, in one transaction.

    Returns `{"reversed": n, "kept": [{"worker", "name"}], "failed": []}`: a worker that was edited,
    registered or ended since the upload is kept as it is and listed. Raises NotApplicable when the upload
    is not (or no longer) saved.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.state != UploadState.APPLIED:
            raise NotApplicable
        result = _put_back({"upload": upload.pk, "agency": upload.agency_id})
        figures.recount([upload.agency_id])
        upload.state = UploadState.UNDONE
        upload.undone_by_id = getattr(by, "pk", None)
        upload.undone_at = timezone.now()
        upload.undo_result = result
        upload.save()
    return result


def _put_back(keys: dict) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(sql.NO_NESTED_LOOPS)
        cursor.execute(sql.LOCK_ROSTER, keys)
        cursor.execute(undo_sql.PICK_UNDOABLE, keys)
        cursor.execute(undo_sql.ANALYZE_UNDO)
        cursor.execute(undo_sql.COUNT_UNDOABLE)
        (reversed_count,) = cursor.fetchone()
        cursor.execute(undo_sql.LIST_KEPT, keys)
        kept = [{"worker": pk, "name": name} for name, pk in cursor.fetchall()]
        for statement in (
            undo_sql.DELETE_PROPOSALS,
            undo_sql.DELETE_ENROLMENTS,
            undo_sql.DELETE_WORKERS,
            undo_sql.RESTORE_WORKERS,
            undo_sql.RESTORE_ENROLMENTS,
            undo_sql.TELL_OLDER_IMAGES,
            undo_sql.TELL_FIRST_UPLOADS,
        ):
            cursor.execute(statement, keys)
        cursor.execute(undo_sql.DROP_UNDO)
    return {"reversed": reversed_count, "kept": kept, "failed": []}
