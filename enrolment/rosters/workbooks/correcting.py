"""Corrected rows find their places in the upload that they came from. This saves nothing to the list."""

import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from enrolment.models import RowKind, StagedRow, Upload, UploadKind, UploadState
from enrolment.rosters.applying import compare_again
from enrolment.rosters.matching import values
from enrolment.rosters.sql import NO_NESTED_LOOPS
from enrolment.rosters.workbooks import sql
from enrolment.rosters.workbooks.places import FIELD_OF_CODE, columns_of, letters_of

OPEN = (UploadState.CHECKED, UploadState.APPLIED)
_MOST = 200  # rows that are named one by one on the page of a correction


def parent_of(upload: Upload) -> Upload | None:
    """The upload that a staged file corrects: the one it was handed in for, or the one its codes name.

    None for an ordinary list, also for one that has the codes of an upload that was undone or discarded.
    """
    if upload.parent_id and upload.kind == UploadKind.CORRECTION:
        return upload.parent
    if not any("row_code" in sheet.get("columns", {}) for sheet in upload.summary.get("sheets", ())):
        return None
    with connection.cursor() as cursor:
        cursor.execute(sql.FIND_PARENT, {"agency": upload.agency_id, "correction": upload.pk})
        found = cursor.fetchone()
    return Upload.objects.get(pk=found[0]) if found else None


@transaction.atomic
def take_over(*, correction: Upload, parent: Upload, by: object) -> Upload:
    """Put the rows of a staged correction into the upload that they correct, and compare that anew.

    A row whose place no longer waits is left, as is one without a code of that upload. Doing it again with
    the same file changes nothing. The correction keeps what came of it in `summary["correction"]`: counts
    (corrected, still_wrong, settled, repeated, unknown, no_code, left), the rows left out, and the ordinals
    of those still wrong. If the upload was undone, discarded or is being saved meanwhile, nothing is taken.
    """
    parent = Upload.objects.select_for_update().get(pk=parent.pk)
    result: dict[str, Any] = {"counts": {}, "left_out": [], "still_wrong": [], "closed": True}
    if parent.state in OPEN:
        result = _take_over(correction, parent, by)
        parent.counts |= values.unknown(parent)
        compare_again(upload=parent)
        waiting = StagedRow.objects.filter(upload=parent, has_errors=True, drop_reason=None)
        result["counts"]["left"] = waiting.count()
    read = StagedRow.objects.filter(upload=correction)
    read._raw_delete(read.db)  # nothing refers to them: they were never compared
    return _close(correction, parent, result, by)


def _close(correction: Upload, parent: Upload, result: dict[str, Any], by: object) -> Upload:
    correction.kind, correction.parent, correction.state = UploadKind.CORRECTION, parent, UploadState.APPLIED
    correction.summary["correction"] = result
    correction.counts |= dict.fromkeys(RowKind.values, 0) | {"corrected": result["counts"].get("taken", 0)}
    correction.applied_by_id, correction.applied_at = getattr(by, "pk", None), timezone.now()
    correction.save()
    return correction


def _take_over(correction: Upload, parent: Upload, by: object) -> dict[str, Any]:
    keys: dict[str, Any] = {
        "parent": parent.pk,
        "correction": correction.pk,
        "prefix": parent.pk.hex[:8],
        "most": _MOST,
    }
    keys |= {"by": getattr(by, "pk", None), **_columns(correction, parent)}
    with connection.cursor() as cursor:
        cursor.execute(NO_NESTED_LOOPS)
        for statement in (sql.MATCH, sql.ANALYZE, sql.TAKE_OVER, sql.DUPLICATES, sql.JUDGE, sql.COUNT):
            cursor.execute(statement, keys)
        counts = dict(cursor.fetchall())
        cursor.execute(sql.LIST_LEFT_OUT, keys)
        left_out = [list(row) for row in cursor.fetchall()]
        cursor.execute(sql.LIST_STILL_WRONG, keys)
        still_wrong = [ordinal for (ordinal,) in cursor.fetchall()]
        cursor.execute(sql.DROP)
    return {"counts": counts, "left_out": left_out, "still_wrong": still_wrong, "closed": False}


def _columns(correction: Upload, parent: Upload) -> dict[str, Any]:
    """What the statements must know of both files' columns."""
    given = {field for columns in columns_of(correction).values() for field in columns}
    return {
        "given": sorted(given),
        "fields": json.dumps(FIELD_OF_CODE),
        "letters": json.dumps(letters_of(correction)),
        "parent_letters": json.dumps(letters_of(parent)),
        "columns": json.dumps(columns_of(parent)),
    }
