"""What the page of an upload says while the worker has it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from procrastinate.contrib.django.models import ProcrastinateWorker

from agencies.pages.figures import number
from enrolment.models import Upload, UploadProgress
from enrolment.rosters.background import ending, progress
from enrolment.rosters.background.wording import WORDS, words_of

WORKING = tuple(WORDS)
"""The states in which the worker has an upload."""

_TITLES = {
    progress.READING: gettext_lazy("Reading the file"),
    progress.COMPARING: gettext_lazy("Comparing with the list"),
    progress.SAVING: gettext_lazy("Saving to the list"),
    progress.UNDOING: gettext_lazy("Putting the list back"),
    progress.REDOING: gettext_lazy("Bringing the upload back"),
}


@dataclass(frozen=True)
class Waiting:
    """How far it is: `done` of `total` (0: not known) in `noun`, and a note about the time."""

    title: str
    done: int
    total: int
    noun: str
    note: str
    begun: bool


def waiting_of(upload: Upload) -> Waiting:
    """How far the worker is with an upload that it has."""
    told = UploadProgress.objects.filter(pk=upload.pk).first() or UploadProgress(upload=upload)
    words, begun = words_of(upload), told.stage in _TITLES
    counted = begun and told.stage != progress.COMPARING
    return Waiting(
        title=str(_TITLES.get(told.stage, words.waits)),
        done=min(told.done, told.total) if counted else 0,
        total=told.total if counted else 0,
        noun=str(words.noun),
        note=_note(told, begun),
        begun=begun,
    )


def _note(told: UploadProgress, begun: bool) -> str:
    """When it will go on, or how long it will take."""
    since = date_format(timezone.localtime(told.told_at), "H.i") if told.told_at else "–"
    if words := no_worker(since):
        return words
    if told.stage == progress.FAILED:
        return _("An attempt failed at %(time)s; the next one begins by itself.") % {"time": since}
    if not begun:
        return in_queue(since)
    if told.told_at and timezone.now() - told.told_at > ending.DEAD:
        return _("Interrupted at %(time)s; it is taken up again by itself within a minute.") % {"time": since}
    return _left(told)


def no_worker(since: str) -> str:
    """That nothing goes on because no background worker runs; empty where one does."""
    words = _(
        "Waits since %(time)s: the background service is not running. It goes on by itself once it runs."
    )
    return "" if _worker_lives() else words % {"time": since}


def in_queue(since: str) -> str:
    """That other work comes first."""
    return _("In the queue since %(time)s.") % {"time": since}


def _left(told: UploadProgress) -> str:
    """The time that the rest takes at the pace so far; nothing until there is a pace."""
    if told.stage != progress.READING or not (told.done and told.started_at and told.told_at):
        return ""
    took = (told.told_at - told.started_at).total_seconds()
    seconds = round(took * max(0, told.total - told.done) / told.done)
    if seconds < 60:
        words = ngettext("about %(n)s second left", "about %(n)s seconds left", seconds)
        return words % {"n": number(seconds)}
    minutes = round(seconds / 60)
    return ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes) % {"n": number(minutes)}


def _worker_lives() -> bool:
    """Whether any background worker was heard of lately."""
    lately = timezone.now() - ending.DEAD - dt.timedelta(seconds=5)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=lately).exists()
