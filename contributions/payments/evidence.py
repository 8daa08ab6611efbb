"""Proofs of payment and copies of bills: what they may be, kept outside the web root."""

import functools
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from contributions.models import Bill, Payment
from enrolment.rosters import storage
from enrolment.rosters.statements.scans import LIMIT, kind_of
from enrolment.workers.actions import history

FIELDS = ["file_name", "stored_name", "sha256"]


def checked(file: Any) -> Any:
    """The uploaded file, or nothing. ValidationError unless it is a PDF, JPG or PNG of at most 10 MB; its
    bytes decide, not its name."""
    if not file:
        return None
    if file.size > LIMIT:
        raise ValidationError(_("The file is larger than 10 MB. Scan it with fewer dots per inch."))
    if kind_of(file.read(16)) is None:
        raise ValidationError(_("This is neither PDF nor JPG nor PNG."))
    file.seek(0)
    return file


@transaction.atomic
def attach(*, record: Bill | Payment, name: str, content: bytes, by: Any) -> None:
    """Keep a file with a bill or a payment; what it replaces is deleted, and stays in history."""
    locked = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    former = locked.stored_name
    stored, sha256, _size = storage.store([content])
    locked.file_name, locked.stored_name, locked.sha256 = name[:255], stored, sha256
    _save(locked, former, by)


@transaction.atomic
def detach(*, record: Bill | Payment, by: Any) -> None:
    """Take the file away again; it is deleted."""
    locked = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    former = locked.stored_name
    locked.file_name = locked.stored_name = locked.sha256 = ""
    _save(locked, former, by)


def _save(record: Bill | Payment, former: str, by: Any) -> None:
    with history(by, "evidence"):
        record.save(update_fields=FIELDS)
    transaction.on_commit(functools.partial(storage.drop_named, former))
