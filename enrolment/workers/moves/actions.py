"""Moving many workers at once between the states of enrolment, and taking that back.

Nobody becomes registered here (`workers.registering`), and nobody dies here: a death is recorded for one
worker, with a claim.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pghistory
import pghistory.models
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from enrolment import figures
from enrolment.cases.opening import refresh
from enrolment.models import EndReason, Enrolment, EnrolmentState, ProposedExit, Worker
from enrolment.models.claims import DEATH_KINDS
from enrolment.seen import check
from enrolment.workers.moves import sql
from enrolment.workers.moves.planning import END, SUBMIT, TAKE_BACK, Plan, plan
from enrolment.workers.sql import lock_rosters, many_rows

KINDS = (SUBMIT, TAKE_BACK, END)
# Why many may leave at once. Whoever died has a claim, whoever moved an agency that is asked: one by one.
END_REASONS = tuple(r for r in EndReason if r not in (EndReason.DIED, EndReason.MOVED))


@dataclass(frozen=True)
class Done:
    """What a move did. `batch` is what `undo` takes back."""

    moved: int
    refused: dict[str, int]
    batch: uuid.UUID


@dataclass(frozen=True)
class Batch:
    """A move as history tells it. `undoable`: spells that nobody changed since."""

    id: uuid.UUID
    kind: str
    at: dt.datetime
    by: User | None
    note: str
    moved: int
    undoable: int
    submitted_on: dt.date | None
    ended_on: dt.date | None
    end_reason: str
    decided_at: dt.datetime | None


@transaction.atomic
def submit(
    *,
    agency: Agency,
    enrolments: QuerySet[Enrolment],
    submitted_on: dt.date,
    by: Any,
    note: str = "",
    seen: str | None = None,
) -> Done:
    """Mark listed workers as handed to BPJS on a day: listed → submitted. Who is submitted or registered, is
    Taspen's, or was listed later stays as they are. ValidationError for a day in the future, ShownAnew when
    others would move than were `seen`."""
    not_ahead(submitted_on)
    with _moving(agency, enrolments, SUBMIT, submitted_on, by, note, seen) as (planned, batch, _now):
        spells = Enrolment.objects.filter(pk__in=planned.ids)
        spells.update(state=EnrolmentState.SUBMITTED, submitted_on=submitted_on)
    return Done(len(planned.ids), dict(planned.refused), batch)


@transaction.atomic
def take_back(
    *, agency: Agency, enrolments: QuerySet[Enrolment], by: Any, note: str, seen: str | None = None
) -> Done:
    """Take submissions back: submitted → listed, as if they had not been handed to BPJS. `note` says why."""
    with _moving(agency, enrolments, TAKE_BACK, None, by, note, seen) as (planned, batch, _now):
        spells = Enrolment.objects.filter(pk__in=planned.ids)
        spells.update(state=EnrolmentState.LISTED, submitted_on=None)
    return Done(len(planned.ids), dict(planned.refused), batch)


@transaction.atomic
def end_many(
    *,
    agency: Agency,
    enrolments: QuerySet[Enrolment],
    reason: str,
    ended_on: dt.date,
    by: Any,
    note: str = "",
    seen: str | None = None,
) -> Done:
    """End open spells on a day, for one reason of END_REASONS; proposals to leave about them are settled.
    ValidationError for another reason or a day in the future."""
    if reason not in END_REASONS:
        raise ValidationError(_("Deaths and transfers are recorded for one worker at a time."), code="one")
    not_ahead(ended_on)
    with _moving(agency, enrolments, END, ended_on, by, note, seen) as (planned, batch, now):
        spells = Enrolment.objects.filter(pk__in=planned.ids)
        spells.update(state=EnrolmentState.ENDED, ended_on=ended_on, end_reason=reason)
        _settle_exits(planned, reason, ended_on, by, now)
        refresh([agency.pk], niks=[], by=by)
    return Done(len(planned.ids), dict(planned.refused), batch)


def not_ahead(day: dt.date) -> None:
    """ValidationError for a day in the future."""
    if day > timezone.localdate():
        raise ValidationError(_("The day lies in the future. Record it when it has come."), code="future")


@contextmanager
def _moving(
    agency: Agency,
    enrolments: QuerySet[Enrolment],
    kind: str,
    day: dt.date | None,
    by: Any,
    note: str,
    seen: str | None,
) -> Iterator[tuple[Plan, uuid.UUID, dt.datetime]]:
    """Under the lock: who moves, one entry of history for all (its id and time), and figures counted anew at
    the end."""
    lock_rosters([agency.pk])
    planned = plan(enrolments.filter(agency=agency), kind, day)
    check(seen, planned.ids)
    if not planned.ids:
        raise ValidationError(_("Nobody would change."), code="nobody")
    now = timezone.now()
    told = {"user": getattr(by, "pk", None), "action": kind, "note": note, "decided_at": now.isoformat()}
    with many_rows(), pghistory.context(**told) as context:
        yield planned, context.id, now
        figures.recount([agency.pk])


def _settle_exits(planned: Plan, reason: str, ended_on: dt.date, by: Any, now: dt.datetime) -> None:
    """As ending one worker's spell does. Their time is the move's own, so that undoing finds them."""
    waiting = ProposedExit.objects.filter(worker__enrolments__in=planned.ids, decided_at=None)
    ProposedExit.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        decided_at=now,
        decided_by=getattr(by, "pk", None),
        stays=False,
        reason=reason,
        ended_on=ended_on,
    )


def find_batch(agency: Agency, batch: uuid.UUID) -> Batch:
    """The move of that id on this agency's list; Http404 where there is none."""
    context = pghistory.models.Context.objects.filter(pk=batch, metadata__action__in=KINDS).first()
    if context is None:
        raise Http404
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.LOOK, {"batch": batch, "agency": agency.pk})
        moved, undoable, submitted_on, ended_on, reason = cursor.fetchone()
    if not moved:
        raise Http404
    told = context.metadata
    return Batch(
        id=batch,
        kind=told["action"],
        at=context.created_at,
        by=User.objects.filter(pk=told.get("user")).first(),
        note=told.get("note", ""),
        moved=moved,
        undoable=undoable,
        submitted_on=submitted_on,
        ended_on=ended_on,
        end_reason=reason or "",
        decided_at=parse_datetime(told.get("decided_at") or ""),
    )


@transaction.atomic
def undo(*, agency: Agency, batch: uuid.UUID, by: Any) -> dict[str, int]:
    """Put every spell that a move touched back to what it was, save those changed since. Returns `reversed`
    and `kept`."""
    lock_rosters([agency.pk])
    found = find_batch(agency, batch)
    with many_rows(), pghistory.context(user=getattr(by, "pk", None), action="move_back", move=str(batch)):
        with connection.cursor() as cursor:
            deaths = [str(kind) for kind in DEATH_KINDS]
            cursor.execute(sql.UNDO, {"batch": batch, "agency": agency.pk, "deaths": deaths})
            workers = [worker for (worker,) in cursor.fetchall()]
        if found.kind == END:
            _open_exits_again(agency, workers, found)
            niks = Worker.objects.for_agency(agency).filter(pk__in=workers).values_list("nik", flat=True)
            refresh([agency.pk], niks=list(niks), by=by)
        figures.recount([agency.pk])
    return {"reversed": len(workers), "kept": found.moved - len(workers)}


def _open_exits_again(agency: Agency, workers: list[int], batch: Batch) -> None:
    """Proposals that the move settled wait again, where no newer list proposes the same."""
    settled = ProposedExit.objects.filter(agency=agency, worker__in=workers, decided_at=batch.decided_at)
    newer = ProposedExit.objects.filter(agency=agency, worker__in=workers, decided_at=None)
    settled.exclude(worker__in=newer.values("worker")).update(
        decided_at=None, decided_by=None, stays=None, reason=None, ended_on=None
    )
