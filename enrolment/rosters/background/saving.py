"""Saving a large upload: handed to the worker with what was answered, and taken back before it begins."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from enrolment.models import Upload, UploadState
from enrolment.rosters import applying
from enrolment.rosters.background.handing_over import hand_over


class TooLate(Exception):
    """The worker has begun to save; what it saves can be undone afterwards."""


def save_now_or_later(*, upload: Upload, by: object, answers: dict[str, Any]) -> None:
    """Save a checked upload at once, or let the worker do it when it is large; raises as `applying.apply`.

    What was answered waits in the upload until then.
    """
    rows = upload.counts.get("read", 0)
    if upload.state != UploadState.CHECKED or rows <= settings.ROSTER_ROWS_IN_REQUEST:
        applying.apply(upload=upload, by=by, answers=answers)
        return
    upload.answers.pop("not_saved", None)
    upload.answers["saving"] = json.loads(json.dumps(answers, cls=DjangoJSONEncoder))
    upload.state = UploadState.SAVING
    upload.save(update_fields=["answers", "state"])
    hand_over(task="apply_upload", upload=upload, rows=rows, by=by)


def stop_saving(*, upload: Upload) -> None:
    """Take an upload back that waits to be saved. Raises TooLate once the worker has begun with it."""
    waiting = Upload.objects.select_for_update(skip_locked=True).filter(pk=upload.pk)
    found = waiting.filter(state=UploadState.SAVING).first()
    if found is None:
        raise TooLate
    found.state = UploadState.CHECKED
    found.answers.pop("saving", None)
    found.save(update_fields=["state", "answers"])
