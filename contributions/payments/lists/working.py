"""What the worker does with long lists of payments: each job is safe to repeat."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from contributions.models import ListState, PaymentList
from contributions.payments.lists import reading
from enrolment.spreadsheets.reader import Limits
from enrolment.spreadsheets.refusals import Unreadable

LIMITS = Limits(cpu=120, wall=180)
_SETTLED = dt.timedelta(seconds=30)


def read(*, payment_list: str, by: Any) -> None:
    """Read a received list; one that was read or thrown away meanwhile is left."""
    waiting = PaymentList.objects.select_for_update(of=("self",), skip_locked=True)
    if found := waiting.filter(pk=payment_list, state=ListState.RECEIVED).first():
        reading.read(found=found, by=by, limits=LIMITS, again=True)


def sweep() -> int:
    """End every list that waits for a job which failed or is gone. Returns how many."""
    waiting = PaymentList.objects.filter(state=ListState.RECEIVED, uploaded_at__lt=timezone.now() - _SETTLED)
    seen = set(waiting.values_list("pk", flat=True))
    if not seen:
        return 0
    jobs = ProcrastinateJob.objects.filter(args__has_key="payment_list", status__in=["todo", "doing"])
    live = {UUID(pk) for pk in jobs.values_list("args__payment_list", flat=True)}
    for found in waiting.filter(pk__in=seen - live).select_for_update(of=("self",), skip_locked=True):
        reading.put_aside(found, Unreadable("reading_failed"))
    return len(seen - live)
