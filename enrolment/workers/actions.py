"""Changes to workers made by hand: one worker, or the rows of the quick grid, at a time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment import figures
from enrolment.cases.opening import refresh, say_moved
from enrolment.claims.opening import Event, check_alive, claim_death
from enrolment.models import EndReason, Enrolment, EnrolmentState, ProposedExit, Worker
from enrolment.models.enrolments import MOVES
from enrolment.workers.sql import lock_rosters


def history(by: Any, action: str) -> pghistory.context:
    """Who did what, for the rows' history; inside a request it joins the request's own entry."""
    return pghistory.context(user=getattr(by, "pk", None), action=action)


@transaction.atomic
def add_workers(
    *, agency: Agency, people: Sequence[Mapping[str, Any]], listed_on: dt.date, by: Any
) -> list[Worker]:
    """Put checked people (values of a Worker, without agency) on the agency's list as listed since a day.

    Who names no contribution group gets the agency's default. ValidationError, and nobody is added, when a
    NIK came onto the list since it was checked: two people add the same worker at once.
    """
    lock_rosters([agency.pk])
    group = agency.owned_groups.get(is_default=True)
    with history(by, "add"):
        made = [Worker(**{"agency": agency, "contribution_group": group, **person}) for person in people]
        try:
            with transaction.atomic():
                workers = Worker.objects.bulk_create(made)
        except IntegrityError as taken:
            raise ValidationError(_("The list changed meanwhile. Save once more."), code="taken") from taken
        Enrolment.objects.bulk_create(
            Enrolment(worker=worker, agency=agency, listed_on=listed_on) for worker in workers
        )
    refresh([agency.pk], niks=[worker.nik for worker in workers], by=by)
    figures.recount([agency.pk])
    return workers


@transaction.atomic
def edit_worker(*, worker: Worker, values: Mapping[str, Any], revision: int, by: Any) -> Worker:
    """Give a worker new values. ValidationError when somebody changed it since `revision` was read, or gave
    the same NIK to another worker meanwhile."""
    lock_rosters([worker.agency_id])
    locked = Worker.objects.select_for_update().get(pk=worker.pk)
    if locked.revision != revision:
        raise ValidationError(_("Somebody changed this worker meanwhile. Look at it again."), code="moved")
    niks = {locked.nik, values.get("nik", locked.nik)}
    for field, value in values.items():
        setattr(locked, field, value)
    try:
        with history(by, "edit"), transaction.atomic():
            locked.save(update_fields=list(values))
    except IntegrityError as taken:
        raise ValidationError(_("The list changed meanwhile. Save once more."), code="taken") from taken
    if len(niks) > 1:
        refresh([locked.agency_id], niks=niks, by=by)
    figures.recount([locked.agency_id])
    return locked


@transaction.atomic
def end_enrolment(
    *, enrolment: Enrolment, ended_on: dt.date, reason: str, by: Any, death: Event | None = None
) -> Enrolment:
    """End an open spell: from `ended_on` on the worker no longer counts. It settles a proposed exit, too. Who
    died gets a claim with it, told by `death`.

    ValidationError when the spell has ended already or the day lies before its other days or in the future,
    and when somebody died and nothing says when.
    """
    lock_rosters([enrolment.agency_id])
    spell = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if EnrolmentState.ENDED not in MOVES[spell.state]:
        raise ValidationError(_("This worker has left the list already."), code="ended")
    check_end(spell, ended_on)
    spell.state, spell.ended_on, spell.end_reason = EnrolmentState.ENDED, ended_on, reason
    with history(by, "end"):
        spell.save(update_fields=["state", "ended_on", "end_reason"])
        if reason == EndReason.DIED:
            claim_death(worker=spell.worker, ended_on=ended_on, death=death, by=by)
    proposed = ProposedExit.objects.filter(worker=spell.worker_id, decided_at=None)
    proposed.update(
        decided_at=timezone.now(),
        decided_by=getattr(by, "pk", None),
        stays=False,
        reason=reason,
        ended_on=ended_on,
    )
    refresh([spell.agency_id], niks=[], by=by)
    figures.recount([spell.agency_id])
    return spell


@transaction.atomic
def hand_over(*, enrolment: Enrolment, target: Agency, moved_on: dt.date, by: Any) -> None:
    """Say that a worker has moved to another agency we know: the worker stays on the list until whoever
    decides between the two agrees. ValidationError as for an end."""
    lock_rosters([enrolment.agency_id])
    spell = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if EnrolmentState.ENDED not in MOVES[spell.state]:
        raise ValidationError(_("This worker has left the list already."), code="ended")
    check_end(spell, moved_on)
    say_moved(agency=spell.agency, workers=[spell.worker_id], target=target, on=moved_on, by=by)


def check_end(spell: Enrolment, ended_on: dt.date) -> None:
    """ValidationError where a spell cannot end on that day."""
    latest = max(day for day in (spell.listed_on, spell.submitted_on, spell.registered_on) if day)
    if ended_on < latest:
        raise ValidationError(
            _("The day lies before the worker was listed, submitted or registered."), code="order"
        )
    if ended_on > timezone.localdate():
        raise ValidationError(
            _("The day lies in the future. Record the end when it has come."), code="future"
        )


@transaction.atomic
def reopen_enrolment(*, enrolment: Enrolment, by: Any, close_claim: bool = False) -> Enrolment:
    """Take an end back: the spell goes on as if it had never ended. Only the worker's newest spell.

    Who was said to have died has a claim: with `close_claim` it is closed as a mistake, else ValidationError
    `claim` (`paid`, when it was paid).
    """
    lock_rosters([enrolment.agency_id])
    spell = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    newer = Enrolment.objects.filter(worker=spell.worker_id, pk__gt=spell.pk).exists()
    if spell.ended_on is None or newer:
        raise ValidationError(_("This end cannot be taken back any more."), code="not_last")
    check_alive(spell.worker_id, close_claim, by)
    spell.state = state_by_days(spell)
    spell.ended_on = spell.end_reason = None
    with history(by, "reopen"):
        spell.save(update_fields=["state", "ended_on", "end_reason"])
    refresh([spell.agency_id], niks=[spell.worker.nik], by=by)
    figures.recount([spell.agency_id])
    return spell


def state_by_days(spell: Enrolment) -> str:
    """The state that a spell's days tell when it has no end."""
    if spell.registered_on:
        return EnrolmentState.REGISTERED
    return EnrolmentState.SUBMITTED if spell.submitted_on else EnrolmentState.LISTED


@transaction.atomic
def return_worker(*, worker: Worker, listed_on: dt.date, by: Any) -> Enrolment:
    """Put somebody who left back on the list: a new spell, beginning no earlier than the last one ended."""
    lock_rosters([worker.agency_id])
    spells = worker.enrolments.order_by("-listed_on", "-pk")
    if spells.open().exists():
        raise ValidationError(_("This worker is on the list already."), code="open")
    ends = [spell.ended_on for spell in spells]
    if ends and listed_on < max(ends):
        raise ValidationError(_("The day lies before the worker last left the list."), code="order")
    if listed_on > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")
    check_alive(worker.pk, False, by)
    with history(by, "return"):
        spell = Enrolment.objects.create(worker=worker, agency_id=worker.agency_id, listed_on=listed_on)
    refresh([worker.agency_id], niks=[worker.nik], by=by)
    figures.recount([worker.agency_id])
    return spell
