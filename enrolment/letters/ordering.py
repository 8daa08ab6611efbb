"""Papers that take too long for a page: ordered, made by the worker, found again.

Nothing is kept of an order but its job, which names the paper in its argument `paper`, and the file.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from enrolment.letters import made
from enrolment.rosters.background.pages import in_queue, no_worker


class Standing(TextChoices):
    """NONE: nobody asked for it, or it was made of what has changed since."""

    NONE = "none"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True)
class Paper:
    """How a paper stands: `done` of `total` pieces (0: not known) and a note about the waiting; when it was
    `made_at`."""

    standing: Standing
    done: int = 0
    total: int = 0
    note: str = ""
    made_at: dt.datetime | None = None


def order(*, task: str, paper: str, by: Any, **arguments: Any) -> None:
    """Let the worker make a paper (its name); one that is there, or on its way, is not made again. The task
    gets `paper`, `acting_user` and the arguments."""
    if made.is_made(paper) or _status(paper) in ("todo", "doing"):
        return
    made.tell(paper)
    job = app.configure_task(task, queue="uploads", lock=f"paper {paper}")
    job.defer(paper=paper, acting_user=getattr(by, "pk", None), **arguments)


def _status(paper: str) -> str:
    """Of the job that was given last; empty where there is none."""
    jobs = ProcrastinateJob.objects.filter(args__paper=paper).order_by("-pk")
    return jobs.values_list("status", flat=True).first() or ""


def paper_of(name: str) -> Paper:
    """How the paper of this name stands."""
    if made.is_made(name):
        changed = made.path_of(name).stat().st_mtime
        return Paper(Standing.MADE, made_at=dt.datetime.fromtimestamp(changed, dt.UTC))
    status = _status(name)
    if status not in ("todo", "doing"):
        return Paper(Standing.FAILED if status == "failed" else Standing.NONE)
    told = made.told(name) or made.Told(0, 0, 0)
    since = date_format(timezone.localtime(dt.datetime.fromtimestamp(told.at, dt.UTC)), "H.i")
    begun = _("Begun at %(time)s.") % {"time": since}
    note = no_worker(since) or (in_queue(since) if status == "todo" else begun)
    return Paper(Standing.MAKING, told.done, told.total, note)
