"""What the worker does with lists: each job reads one, is safe to repeat, and fails alone."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from enrolment.models import ListState, ParticipantList
from enrolment.reconciliation.lists import force, reading
from enrolment.seen import ShownAnew
from enrolment.spreadsheets.reader import Limits
from enrolment.spreadsheets.refusals import Unreadable

LIMITS = Limits(cpu=120, wall=180)
LARGE = 20_000
"""From so many people on, lists are put in force by the worker."""
_SETTLED = dt.timedelta(seconds=30)


def read(*, participant_list: str, by: Any) -> None:
    """Read a received list; one that was read or withdrawn meanwhile is left."""
    waiting = ParticipantList.objects.select_for_update(of=("self",), skip_locked=True)
    if found := waiting.filter(pk=participant_list, state=ListState.RECEIVED).first():
        reading.read(found=found, by=by, limits=LIMITS, again=True)


def sweep() -> int:
    """End every list that waits for a job which failed or is gone. Returns how many."""
    waiting = ParticipantList.objects.filter(
        state=ListState.RECEIVED, uploaded_at__lt=timezone.now() - _SETTLED
    )
    seen = set(waiting.values_list("pk", flat=True))
    jobs = ProcrastinateJob.objects.filter(args__has_key="participant_list", status__in=["todo", "doing"])
    live = {UUID(pk) for pk in jobs.values_list("args__participant_list", flat=True)}
    for found in waiting.filter(pk__in=seen - live).select_for_update(of=("self",), skip_locked=True):
        reading.put_aside(found, Unreadable("reading_failed"))
    return len(seen - live)


def put_in_force_now_or_later(*, planned: force.Plan, batch: UUID, by: Any) -> dict[str, Any] | None:
    """Put the lists of a plan in force, or let the worker do it when they are large (None)."""
    ids = [line.list.pk for line in planned.lines]
    if planned.people <= LARGE:
        return force.put_in_force(lists=ParticipantList.objects.filter(pk__in=ids), by=by, seen=planned.seen)
    app.configure_task("put_lists_in_force", queue="uploads", lock=f"force {batch}").defer(
        batch=str(batch),
        lists=[str(pk) for pk in ids],
        seen=planned.seen,
        acting_user=getattr(by, "pk", None),
    )
    return None


def put_in_force(*, lists: list[str], seen: str, by: Any) -> None:
    """As ordered, unless other lists stand there by now: then nothing is done, and the page shows it anew."""
    try:
        force.put_in_force(lists=ParticipantList.objects.filter(pk__in=lists), by=by, seen=seen)
    except ShownAnew:
        return


def last_put(batch: UUID) -> str:
    """What became of the worker's last order to put lists of a batch in force: `todo`, `doing`, `succeeded`,
    `failed` …; empty where there was none."""
    jobs = ProcrastinateJob.objects.filter(task_name="put_lists_in_force", args__batch=str(batch))
    return jobs.order_by("-pk").values_list("status", flat=True).first() or ""
