"""Taking the registry's answers over, taking them back, and noting one by hand."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.identity.answers import outcome_of, packed, remembered, rows_of, unknown_words
from enrolment.models import IdentityAnswer, IdentityCheck, IdentityResult, Worker
from enrolment.seen import check, mark
from enrolment.spreadsheets.refusals import Unreadable
from enrolment.spreadsheets.verdicts import plain, read_verdicts
from enrolment.workers.sql import lock_rosters

MOST_WORDS = 30  # different words that nobody knows: more are remarks, not results


class Settled(Exception):
    """The answer was taken over, or taken back, meanwhile."""


def receive(*, agency: Agency, chunks: Iterable[bytes], file_name: str, by: Any) -> IdentityAnswer:
    """Read an answer and keep its rows to be looked at; nothing is noted yet. Raises `Unreadable`."""
    with tempfile.TemporaryFile() as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        found = read_verdicts(file.fileno())
    content = packed(found["rows"], found["sheets"])
    answer = IdentityAnswer(
        agency=agency,
        file_name=file_name.replace("\0", "")[:255],
        rows=content,
        columns={"sheets": found["sheets"]},
        uploaded_by_id=getattr(by, "pk", None),
    )
    rows = rows_of(answer)
    if not rows:
        raise Unreadable("no_rows", {"sheets": len(found["sheets"])})
    words = unknown_words(rows)
    if len(words) > MOST_WORDS:
        raise Unreadable("no_verdicts", {"lacking": "result"})
    known = remembered(agency)
    answer.words = {key: known[key] for word in words if (key := plain(word) or word) in known}
    answer.save()
    return answer


@transaction.atomic
def explain(*, answer: IdentityAnswer, meanings: Mapping[str, str]) -> None:
    """Say what unknown words mean: word as the file spells it -> a result, or "" for one that says nothing.
    Raises Settled."""
    answer = _waiting(answer)
    answer.words = answer.words | {plain(word) or word: meaning for word, meaning in meanings.items()}
    answer.save(update_fields=["words"])


@transaction.atomic
def take_over(*, answer: IdentityAnswer, checked_on: dt.date, by: Any, seen: str | None = None) -> int:
    """Note what the answer says about the agency's people; returns about how many.

    `seen` is the mark of what the page showed (ShownAnew when it would be others by now). Raises Settled;
    ValidationError while a word is not explained, when nobody is concerned, or for a day still to come.
    """
    _not_ahead(checked_on)
    lock_rosters([answer.agency_id])
    answer = _waiting(answer)
    outcome = outcome_of(answer.agency, rows_of(answer), answer.words)
    check(seen, outcome.shown)
    if outcome.open_words:
        raise ValidationError(_("Say first what every word means."), code="words")
    if not outcome.verdicts:
        raise ValidationError(_("This file says nothing about anybody on your list."), code="nobody")
    shared = {"agency_id": answer.agency_id, "checked_on": checked_on, "batch": answer.pk}
    shared |= {"file_name": answer.file_name, "made_by_id": getattr(by, "pk", None)}
    IdentityCheck.objects.bulk_create(
        (
            IdentityCheck(worker_id=one.worker, nik=one.nik, result=one.result, note=one.note, **shared)
            for one in outcome.verdicts
        ),
        batch_size=2000,
    )
    answer.counts, answer.checked_on, answer.rows = outcome.counts, checked_on, b""
    answer.applied_at, answer.applied_by_id = timezone.now(), getattr(by, "pk", None)
    answer.save()
    return len(outcome.verdicts)


@transaction.atomic
def take_back(*, answer: IdentityAnswer, by: Any) -> int:
    """Delete the checks of an answer; what was known before holds again. Returns how many. Raises Settled."""
    answer = IdentityAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if not answer.applied_at or answer.undone_at:
        raise Settled
    answer.undone_at, answer.undone_by_id = timezone.now(), getattr(by, "pk", None)
    answer.save(update_fields=["undone_at", "undone_by"])
    checks = IdentityCheck.objects.filter(batch=answer.pk, agency=answer.agency_id)
    return checks.delete()[0]


@transaction.atomic
def put_aside(*, answer: IdentityAnswer) -> None:
    """Throw a file away that was only looked at. Raises Settled."""
    _waiting(answer).delete()


@transaction.atomic
def check_by_hand(*, worker: Worker, result: str, checked_on: dt.date, note: str, by: Any) -> IdentityCheck:
    """Note one answer about the worker's NIK as it is now. ValidationError for a day still to come, and when
    an undone upload took the worker away meanwhile."""
    _not_ahead(checked_on)
    lock_rosters([worker.agency_id])
    nik = Worker.objects.values_list("nik", flat=True).filter(pk=worker.pk).first()
    if nik is None:
        raise ValidationError(_("This worker is no longer there: an upload was undone."), code="gone")
    return IdentityCheck.objects.create(
        worker=worker,
        agency_id=worker.agency_id,
        nik=nik,
        result=IdentityResult(result),
        checked_on=checked_on,
        note=note,
        made_by_id=getattr(by, "pk", None),
    )


@transaction.atomic
def forget(*, one: IdentityCheck) -> None:
    """Take back a check noted by hand. One that came with a file goes with its file: Settled."""
    if one.batch:
        raise Settled
    one.delete()


def seen_of(shown: list[str]) -> str:
    """The mark of what a preview shows."""
    return mark(shown)


def _waiting(answer: IdentityAnswer) -> IdentityAnswer:
    """The answer, held, if it was not taken over yet."""
    found = IdentityAnswer.objects.select_for_update(of=("self",)).filter(pk=answer.pk).first()
    if found is None or found.applied_at:
        raise Settled
    return found


def _not_ahead(day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")
