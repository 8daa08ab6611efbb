"""Undoing a large upload, and taking that back: handed to the worker with the version that was looked at."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from enrolment.models import Upload, UploadKind
from enrolment.rosters import undoing
from enrolment.rosters.background import orders
from enrolment.rosters.staging import version_of


def undo_now_or_later(*, upload: Upload, by: object, seen: int | None = None) -> None:
    """Undo a saved upload at once, or let the worker do it when it is large; raises as `undoing.undo`."""
    _now_or_later(orders.UNDO, undoing.undo, upload, by, seen)


def redo_now_or_later(*, upload: Upload, by: object, seen: int | None = None) -> None:
    """Take the undoing of an upload back at once, or let the worker do it; raises as `undoing.redo`."""
    _now_or_later(orders.REDO, undoing.redo, upload, by, seen)


@transaction.atomic
def _now_or_later(
    order: orders.Order, action: Callable[..., object], upload: Upload, by: object, seen: int | None
) -> None:
    """The worker looks at the version once more: the list may move until it is the upload's turn."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != order.before or upload.kind != UploadKind.LIST or upload.agency_id is None:
        raise undoing.NotApplicable
    if upload.rows_saved <= settings.ROSTER_ROWS_IN_REQUEST:
        action(upload=upload, by=by, seen=seen)
        return
    if seen is not None and seen != version_of(upload.agency_id):
        raise undoing.RosterMoved
    orders.give(order, upload=upload, answers={"seen": seen}, rows=upload.rows_saved, by=by)
