"""Work that was given up ends with a plain reason; nothing waits for ever."""

import datetime as dt
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from enrolment.models import Upload, UploadProgress, UploadState
from enrolment.rosters import storage
from enrolment.rosters.background import orders, progress

DEAD = dt.timedelta(seconds=15)
"""A worker that was not heard of for so long is dead (PROCRASTINATE_WORKER_DEFAULTS)."""


def sweep() -> int:
    """End every upload that waits for a job which failed, is gone, or has killed its worker too often.

    A job names its upload in its argument `upload`. Returns how many were ended. An upload that somebody has
    locked is being dealt with: it is left for the next time.
    """
    waiting = Upload.objects.filter(state__in=[UploadState.RECEIVED, *orders.BY_STATE])
    # In this order: an upload and its job are committed together, so whoever is seen to wait has a job that
    # is seen too. The other way round, one that is handed in just between would be ended.
    seen = set(waiting.values_list("pk", flat=True))
    abandoned = waiting.filter(pk__in=seen.difference(map(UUID, _live())))
    found = list(abandoned.select_for_update(of=("self",), skip_locked=True))
    for upload in found:
        end(upload=upload)
    return len(found)


def _live() -> list[str]:
    """The uploads (ids) that a job will work on, or works on."""
    jobs = ProcrastinateJob.objects.filter(args__has_key="upload")
    waiting = jobs.filter(status__in=["todo", "doing"]).values_list("pk", "args__upload")
    dead = set(_dead(jobs).values_list("pk", flat=True))
    spent = UploadProgress.objects.filter(attempts__gte=progress.ATTEMPTS)
    given_up = {str(pk) for pk in spent.values_list("pk", flat=True)}
    return [upload for pk, upload in waiting if not (pk in dead and upload in given_up)]


def _dead(jobs: QuerySet) -> QuerySet:
    """Jobs whose worker is no longer heard of."""
    doing = jobs.filter(status="doing")
    return doing.exclude(worker__last_heartbeat__gte=timezone.now() - DEAD)


def end(*, upload: Upload) -> None:
    """Say of an upload why nothing came of the work on it: refused when it was to be read, as it was before
    when it was to be saved, undone or brought back."""
    failed = UploadProgress.objects.filter(pk=upload.pk, stage=progress.FAILED).exists()
    if order := orders.BY_STATE.get(UploadState(upload.state)):
        orders.take_off(order, upload=upload, why=orders.FAILED if failed else orders.INTERRUPTED)
        return
    upload.state = UploadState.REFUSED
    upload.refusal = {"code": "reading_failed" if failed else "reading_stopped", "params": {}}
    upload.save(update_fields=["state", "refusal"])
    transaction.on_commit(partial(storage.drop, upload))
