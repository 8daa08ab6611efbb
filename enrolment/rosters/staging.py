"""From the reader's lines to staged rows, and what they mean for the roster."""

import secrets
import time
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Count

from enrolment.models import Roster, RowKind, StagedKind, StagedRow, Upload, UploadState
from enrolment.rosters import sql
from enrolment.rosters.reading_ahead import portions


def stage(upload: Upload, chunks: Iterable[bytes]) -> dict[str, float]:
    """Put the rows that the reader gives (COPY text, chunks cut anywhere) beside the upload.

    Runs in a savepoint of its own: whatever the reader raises takes back what came in before it. Returns
    the seconds that reading and staging took: rows are stored while later ones are read.
    """
    started, stored = time.perf_counter(), 0.0
    keys = {"upload": upload.pk, "agency": upload.agency_id}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.CREATE_STAGING)
        for portion in portions(chunks):
            with cursor.copy(sql.COPY_STAGING) as copy:
                for piece in portion:
                    copy.write(piece)
            began = time.perf_counter()
            cursor.execute(sql.KEEP_STAGING, keys)
            cursor.execute(sql.EMPTY_STAGING)
            stored += time.perf_counter() - began
        cursor.execute(sql.DROP_STAGING)
    return {"read": round(time.perf_counter() - started - stored, 4), "stage": round(stored, 4)}


def compare(upload: Upload) -> dict[str, int | str]:
    """Say of each staged row what it means for the agency's roster as it is now, and who is missing.

    Once the upload was saved, only the rows that waited then are compared. Fills the upload's kinds anew,
    notes the roster's version, and returns the counts: new, changed, unchanged, missing, needs_fix, dropped,
    elsewhere (on another agency's list too), valid, and warnings (valid rows to be looked at); beside them
    `comparison`, a word of its own for each comparison (see `Upload.compared`).
    """
    again = upload.state == UploadState.APPLIED
    keys = {"upload": upload.pk, "agency": upload.agency_id, "again": again}
    upload.roster_version = version_of(upload.agency_id)
    with connection.cursor() as cursor:
        cursor.execute("select renew_misleading_statistics()")
        cursor.execute(sql.NO_NESTED_LOOPS)
        cursor.execute(sql.FORGET_KINDS, keys)
        cursor.execute(sql.COMPARE_ROWS, keys)
        if not again and not upload.only_adds:
            cursor.execute(sql.FIND_MISSING, keys)
        cursor.execute(sql.COUNT_KINDS, keys)
        counts = dict.fromkeys(RowKind.values, 0) | dict(cursor.fetchall())
    counts["elsewhere"] = StagedKind.objects.filter(upload=upload, elsewhere=True).count()
    valid = StagedRow.objects.filter(upload=upload, has_errors=False, drop_reason=None)
    counts["comparison"] = comparison_mark()
    return counts | valid.aggregate(valid=Count("pk"), warnings=Count("problems"))


def comparison_mark() -> str:
    """By which a page knows whether it shows the newest comparison (`Upload.compared`)."""
    return secrets.token_hex(4)


def version_of(agency_id: int) -> int:
    """The roster's version now; 0 before its first row."""
    return Roster.objects.filter(pk=agency_id).values_list("version", flat=True).first() or 0
