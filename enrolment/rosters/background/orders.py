"""What the worker is asked to do with an upload that was read: save it, undo it, take the undoing back.

An order stands in the upload's state, what was answered in its `answers`, until it is carried out, stopped
or given up; then the upload is as it was before, or done, and never anything between.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from enrolment.models import Upload, UploadState
from enrolment.rosters.background.handing_over import hand_over

MOVED, FAILED, INTERRUPTED, HOPELESS = "moved", "failed", "interrupted", "hopeless"
"""Why nothing came of an order."""


class TooLate(Exception):
    """The worker has begun with it, or is done."""


@dataclass(frozen=True)
class Order:
    """`state` stands while the worker has it, `before` is what it was and is again when nothing came of it;
    `answers` and `nothing` are keys in the upload's answers: what the worker has to know, and why nothing
    came of it. `task` is a name in enrolment/tasks.py."""

    task: str
    state: UploadState
    before: UploadState
    answers: str
    nothing: str


SAVE = Order("apply_upload", UploadState.SAVING, UploadState.CHECKED, "saving", "not_saved")
UNDO = Order("undo_upload", UploadState.UNDOING, UploadState.APPLIED, "undoing", "not_undone")
REDO = Order("redo_upload", UploadState.REDOING, UploadState.UNDONE, "redoing", "not_redone")
BY_STATE = {order.state: order for order in (SAVE, UNDO, REDO)}
BY_STATE_BEFORE = {order.before: order for order in (SAVE, UNDO, REDO)}


def give(order: Order, *, upload: Upload, answers: dict[str, Any], rows: int, by: object) -> None:
    """Let the worker do it, with about so many rows; the caller holds the upload in the state before."""
    upload.answers.pop(order.nothing, None)
    upload.answers[order.answers] = json.loads(json.dumps(answers, cls=DjangoJSONEncoder))
    upload.state = order.state
    upload.save(update_fields=["answers", "state"])
    hand_over(task=order.task, upload=upload, rows=rows, by=by)


def take_off(order: Order, *, upload: Upload, why: str = "") -> dict[str, Any]:
    """Put the upload back to what it was before the order, and say `why` if nothing came of it. Returns what
    was answered."""
    answers = upload.answers.pop(order.answers, {})
    if why:
        upload.answers[order.nothing] = why
    upload.state = order.before
    upload.save(update_fields=["answers", "state"])
    return answers


def stop(*, upload: Upload) -> Order:
    """Take back what the worker was asked to do with an upload. Raises TooLate once it has begun with it."""
    waiting = Upload.objects.select_for_update(skip_locked=True).filter(pk=upload.pk)
    found = waiting.filter(state__in=BY_STATE).first()
    if found is None:
        raise TooLate
    order = BY_STATE[UploadState(found.state)]
    take_off(order, upload=found)
    return order
