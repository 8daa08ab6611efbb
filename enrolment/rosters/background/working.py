"""What the worker does with a large upload. Each job is safe to repeat, and none is ever half done: the
state it needs is looked at under a lock, and everything it writes is one transaction."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from enrolment.models import Upload, UploadState
from enrolment.rosters import applying, receiving, undoing
from enrolment.rosters.background import orders
from enrolment.rosters.background.progress import Stopped, Watch
from enrolment.spreadsheets.reader import Limits

LIMITS = Limits(cpu=120, wall=180)

# A worker that was killed may have left a statement running on the server: it ends as soon as the server
# notices that nobody waits for its answer.
_NOTICE_DEATH = "set local client_connection_check_interval = '2s'"
_ALONE = "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


class Busy(Exception):
    """Another worker is at this upload, or a dead one's last statement has not ended yet: try again soon."""


def read(*, upload: str, by: object) -> None:
    """Read a received upload and compare it with its roster; one that was put aside meanwhile is left."""
    if found := _alone_with(upload, UploadState.RECEIVED):
        _attempt(found, by, _read)


def save(*, upload: str, by: object) -> None:
    """Save an upload with the answers that wait in it. When the roster moved meanwhile nothing is saved: it
    is compared anew, and its page says so."""
    if found := _alone_with(upload, orders.SAVE.state):
        _attempt(found, by, partial(_carry_out, orders.SAVE, _save))


def undo(*, upload: str, by: object) -> None:
    """Undo a saved upload. When the roster moved since its outlook was looked at nothing is undone, and its
    page says so."""
    if found := _alone_with(upload, orders.UNDO.state):
        _attempt(found, by, partial(_carry_out, orders.UNDO, undoing.undo))


def redo(*, upload: str, by: object) -> None:
    """Take the undoing of an upload back, as `undo`."""
    if found := _alone_with(upload, orders.REDO.state):
        _attempt(found, by, partial(_carry_out, orders.REDO, undoing.redo))


def _attempt(upload: Upload, by: object, work: Callable[[Upload, object, Watch], None]) -> None:
    """Work in one piece, watched. After too many attempts nothing is done: `ending.sweep` says so."""
    with Watch(upload, by) as watch:
        if watch.exhausted:
            return
        try:
            with transaction.atomic():
                work(upload, by, watch)
        except Exception as error:
            if not (watch.stopped or isinstance(error, Stopped)):
                raise


def _read(upload: Upload, by: object, watch: Watch) -> None:
    receiving.check(upload=upload, limits=LIMITS, watch=watch)


def _carry_out(
    order: orders.Order, work: Callable[..., object], upload: Upload, by: object, watch: Watch
) -> None:
    """Do what was ordered, with what was answered, unless that was stopped: nobody stops it from here on."""
    waiting = Upload.objects.select_for_update().filter(pk=upload.pk, state=order.state).first()
    if waiting is None:
        return
    answers = orders.take_off(order, upload=waiting)
    try:
        work(upload=waiting, by=by, watch=watch, **answers)
    except applying.RosterMoved:
        orders.take_off(order, upload=waiting, why=orders.MOVED)
        if order is orders.SAVE:
            applying.compare_again(upload=waiting)
    except applying.NotApplicable:
        orders.take_off(order, upload=waiting, why=orders.HOPELESS)


def _save(*, upload: Upload, by: object, watch: Watch, **answers: Any) -> None:
    applying.apply(upload=upload, by=by, answers=_days(answers), watch=watch)


def _alone_with(upload: str, state: UploadState) -> Upload | None:
    """The upload, if it is still in that state; no other job works on it until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTICE_DEATH)
        cursor.execute(_ALONE, [upload])
        (alone,) = cursor.fetchone()
    if not alone:
        raise Busy
    return Upload.objects.filter(pk=upload, state=state).first()


def _days(answers: dict[str, Any]) -> dict[str, Any]:
    """What was answered, with days as days again."""
    days = {f.name for f in Upload._meta.get_fields() if isinstance(f, models.DateField)}
    parsed = Upload._meta.get_field("roster_date").to_python
    return {name: parsed(given) if name in days else given for name, given in answers.items()}
