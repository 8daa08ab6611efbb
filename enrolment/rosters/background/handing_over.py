"""What is too large for a request goes to the worker, together with a record of how far it is."""

from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from enrolment.models import Upload, UploadProgress
from enrolment.rosters.background import progress


def hand_over(*, task: str, upload: Upload, rows: int, by: object) -> None:
    """Let the worker do `task` (a name in enrolment/tasks.py) with an upload of about so many rows.

    The job exists when the caller's transaction is committed, and not otherwise.
    """
    anew: dict[str, Any] = {
        "agency_id": upload.agency_id,
        "stage": progress.QUEUED,
        "done": 0,
        "total": rows,
        "attempts": 0,
    }
    anew |= {"started_at": None, "told_at": timezone.now()}
    UploadProgress.objects.update_or_create(upload=upload, defaults=anew)
    app.configure_task(task, queue="uploads").defer(
        upload=str(upload.pk), acting_user=getattr(by, "pk", None)
    )
