"""Saving a large upload: handed to the worker with what was answered."""

from typing import Any

from django.conf import settings

from enrolment.models import Upload, UploadState
from enrolment.rosters import applying
from enrolment.rosters.background import orders


def save_now_or_later(*, upload: Upload, by: object, answers: dict[str, Any]) -> None:
    """Save a checked upload at once, or let the worker do it when it is large; raises as `applying.apply`.

    What was answered waits in the upload until then.
    """
    rows = upload.counts.get("read", 0)
    if upload.state != UploadState.CHECKED or rows <= settings.ROSTER_ROWS_IN_REQUEST:
        applying.apply(upload=upload, by=by, answers=answers)
        return
    orders.give(orders.SAVE, upload=upload, answers=answers, rows=rows, by=by)
