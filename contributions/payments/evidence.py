"""Proofs of payment and copies of bills, kept outside the web root."""

import functools
from typing import Any

from django.db import transaction

from contributions.models import Bill, Payment
from enrolment.rosters import storage
from enrolment.workers.actions import history

FIELDS = ["file_name", "stored_name", "sha256"]


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
