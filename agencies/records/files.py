"""The file beside a record (a letter, a regulation): kept, replaced, taken away, and brought back.

Works for every tracked model with `file_name`, `stored_name` and `sha256`. What no record names any more
stays for KEPT, so that replacing, taking away and deleting can be undone; then `forget_old` deletes it.
"""

import datetime as dt
import os
from typing import Any

import pghistory
from django.db import models, transaction

from agencies import access
from agencies.files import Folder
from agencies.models import Compliance, Document, StatedFigure

RECORDS = Folder("records")
FIELDS = ("file_name", "stored_name", "sha256")
KEPT = dt.timedelta(days=30)
MODELS: tuple[type[models.Model], ...] = (StatedFigure, Document, Compliance)


@transaction.atomic
def attach(*, record: Any, name: str, content: bytes, by: Any) -> None:
    """Keep a file with a record, in the place of the one that it has, which can be brought back."""
    locked = _locked(record)
    let_go(locked.stored_name)
    stored = RECORDS.store([content])
    _save(locked, (name[:255], stored.name, stored.sha256), by)


@transaction.atomic
def detach(*, record: Any, by: Any) -> None:
    """Take the file away; it can be brought back for KEPT."""
    locked = _locked(record)
    let_go(locked.stored_name)
    _save(locked, ("", "", ""), by)


@transaction.atomic
def bring_back(*, record: Any, by: Any) -> bool:
    """Undo the last `attach` or `detach`: the file that the record had before; False where there is none."""
    locked = _locked(record)
    former = former_of(locked)
    if former is None:
        return False
    let_go(locked.stored_name)
    _save(locked, tuple(getattr(former, name) for name in FIELDS), by)
    return True


def former_of(record: Any) -> Any:
    """The newest entry of the record's history with another file that still lies there, or None."""
    events = record.pgh_event_model.objects.filter(pgh_obj=record.pk).exclude(stored_name="")
    others = events.exclude(stored_name=record.stored_name).order_by("-pgh_id")
    return next((event for event in others[:20] if RECORDS.holds(event.stored_name)), None)


def let_go(stored_name: str) -> None:
    """Nobody names this file from now on: KEPT begins."""
    if RECORDS.holds(stored_name):
        os.utime(RECORDS.path_of(stored_name))


def forget_old() -> int:
    """Delete files that no record has named for KEPT; how many there were. For the hourly job."""
    with access.acting(access.SYSTEM):
        rows = (model._default_manager.values_list("stored_name", flat=True) for model in MODELS)
        named = {name for names in rows for name in names}
    return RECORDS.forget(named, KEPT)


def _locked(record: Any) -> Any:
    return type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)


def _save(record: Any, values: tuple, by: Any) -> None:
    for name, value in zip(FIELDS, values, strict=True):
        setattr(record, name, value)
    with pghistory.context(user=getattr(by, "pk", None), action="file"):
        record.save(update_fields=FIELDS)
