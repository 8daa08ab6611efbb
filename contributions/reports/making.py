"""What the worker does with a report: gather, freeze, set, store. Safe to repeat."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext_noop
from procrastinate.contrib.django.models import ProcrastinateJob

from contributions.models import Report, ReportState
from contributions.reports import note, printing, progress
from contributions.reports.content import Content, to_json
from contributions.reports.gathering import gather
from contributions.reports.paper import paper_of
from contributions.reports.workbook import workbook

ATTEMPTS = 3
_SETTLED = dt.timedelta(seconds=30)
_LEFT_BEHIND = dt.timedelta(days=1)
GIVEN_UP = gettext_noop("It was tried three times and failed for a reason on our side. Have it made again.")
WAITING = (ReportState.WAITING, ReportState.WORKING)


def make(*, report: str, attempt: int = 0) -> None:
    """Make a report that waits; one that is ready, deleted or being made by another worker is left. One at
    which workers died `ATTEMPTS` times is given up."""
    found = Report.objects.select_for_update(of=("self",), skip_locked=True).select_related("region")
    one = found.filter(pk=report, state__in=WAITING).first()
    if one is None:
        return
    if attempt >= ATTEMPTS:
        _give_up(one)
        return
    done = _Steps(one.pk)
    content = gather(one.region, one.as_of, done)
    with translation.override(one.language):
        contents = {}
        for kind, content_of in written(one, content):
            contents[kind] = content_of()
            done()
    # Stored only now, all at once: a worker that dies before leaves nothing behind.
    files = {kind: progress.REPORTS.store([data]).name for kind, data in contents.items()}
    one.content, one.files, one.state, one.error = to_json(content), files, ReportState.READY, ""
    one.done, one.steps, one.made_at = progress.STEPS, progress.STEPS, timezone.now()
    one.save()


class _Steps:
    """Counts, and tells, each step when it is called."""

    def __init__(self, report: UUID) -> None:
        self._report, self._done = report, 0
        progress.tell(report, 0)

    def __call__(self) -> None:
        self._done += 1
        progress.tell(self._report, self._done)


def written(report: Report, content: Content) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each file by its kind, and what writes it, in the order of `progress.FILES`."""
    language, signer = report.language, report.signer
    paper: dict[str, Any] = paper_of(content, report.decision, signer)
    letter = note.note_of(content, report.decision, signer, report.recipient, language)
    yield "pdf", lambda: printing.pdf(paper, language)
    yield "sheet", lambda: printing.png(paper, language)
    yield "xlsx", lambda: workbook(content, report.decision)
    yield "note_pdf", lambda: note.pdf(letter)
    yield "note_docx", lambda: note.word(letter)


def sweep() -> int:
    """End every report that waits for a job which failed or is gone. Returns how many."""
    waiting = Report.objects.filter(state__in=WAITING, asked_at__lt=timezone.now() - _SETTLED)
    seen = set(waiting.values_list("pk", flat=True))
    if not seen:
        return 0
    jobs = ProcrastinateJob.objects.filter(args__has_key="report", status__in=["todo", "doing"])
    live = {UUID(pk) for pk in jobs.values_list("args__report", flat=True)}
    left = waiting.filter(pk__in=seen - live).select_for_update(of=("self",), skip_locked=True)
    ended = list(left)
    for found in ended:
        _give_up(found)
    return len(ended)


def forget_left_behind() -> int:
    """Delete files that no report names: of a worker that died after storing them and before saying so. How
    many there were."""
    named = {name for files in Report.objects.values_list("files", flat=True) for name in files.values()}
    return progress.REPORTS.forget(named, _LEFT_BEHIND)


def _give_up(report: Report) -> None:
    report.state, report.error = ReportState.FAILED, GIVEN_UP
    report.save(update_fields=["state", "error"])
