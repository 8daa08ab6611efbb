"""Taking a list of payments in: stored, then read now or by the worker."""

import functools
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from contributions.models import ListState, PaymentList
from contributions.payments.lists import reading
from contributions.payments.lists.files import path_of
from contributions.payments.lists.houses import GONE, House
from enrolment.rosters import storage
from enrolment.spreadsheets import gate
from enrolment.spreadsheets.refusals import Unreadable

ROWS_IN_REQUEST = 8_000
"""What is read while its sender waits; a longer list goes to the worker."""


@transaction.atomic
def receive(*, house: House, name: str, chunks: Iterable[bytes], by: Any) -> PaymentList:
    """Store a file as a list of the house. The very same bytes are taken once: the second is refused, and
    names the first (`same_file`), unless that one was refused or taken back."""
    stored_name, sha256, size = storage.store(chunks)
    found = PaymentList(
        origin=house.origin,
        file_name=PurePath(name.replace("\0", "").replace("\\", "/")).name[-255:] or "-",
        stored_name=stored_name,
        sha256=sha256,
        size=size,
        uploaded_by_id=getattr(by, "pk", None),
        **house.belonging(),
    )
    if first := house.lists().filter(sha256=sha256).exclude(state__in=GONE).first():
        found.state = ListState.REFUSED
        day = timezone.localdate(first.uploaded_at).isoformat()
        found.refusal = {"code": "same_file", "params": {"file": first.file_name, "day": day}}
        found.refusal["list"] = str(first.pk)
        transaction.on_commit(functools.partial(storage.drop_named, stored_name))
        found.stored_name = ""
    found.save()
    return found


def read_now_or_later(*, found: PaymentList, by: Any) -> None:
    """Read a received list at once, or hand a long one to the worker."""
    if found.state != ListState.RECEIVED:
        return
    if _declared_rows(found) <= ROWS_IN_REQUEST:
        reading.read(found=found, by=by)
        return
    job = app.configure_task("read_payment_list", queue="uploads")
    job.defer(payment_list=str(found.pk), acting_user=getattr(by, "pk", None))


def _declared_rows(found: PaymentList) -> int:
    """How many rows a workbook says it has, by its bytes where it does not; 0 for what is refused anyway."""
    try:
        with path_of(found).open("rb") as file:
            admitted = gate.inspect(file, settings.ROSTER_MAX_BYTES)
    except Unreadable:
        return 0
    return admitted.declared_rows or found.size // 100


@transaction.atomic
def discard(*, found: PaymentList, by: Any) -> bool:
    """Throw a list away of which nothing was saved. Whether it was thrown away: not one that is saved."""
    locked = PaymentList.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if locked is None or locked.state in (ListState.SAVED, ListState.UNDONE):
        return False
    transaction.on_commit(functools.partial(storage.drop_named, locked.stored_name))
    locked.delete()
    return True
