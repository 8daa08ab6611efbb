"""Taking a registration back: of everybody whom one step registered, or of one worker."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import pghistory.models
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from enrolment import figures
from enrolment.models import Enrolment, EnrolmentState
from enrolment.workers import sql
from enrolment.workers.actions import history
from enrolment.workers.closed import refuse_closed


@dataclass(frozen=True)
class Batch:
    """One registering as history tells it. `undoable`: spells nobody changed since; `worker`: one of them."""

    id: uuid.UUID
    at: dt.datetime
    by: User | None
    registered: int
    confirmed: int
    undoable: int
    registered_on: dt.date | None
    basis: str
    month: dt.date | None
    worker: int | None

    @property
    def total(self) -> int:
        return self.registered + self.confirmed


def find_batch(agency: Agency, batch: uuid.UUID) -> Batch:
    """The registering of that id on this agency's list; Http404 where there is none."""
    context = pghistory.models.Context.objects.filter(pk=batch, metadata__action="register").first()
    if context is None:
        raise Http404
    with sql.many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.LOOK, {"batch": batch, "agency": agency.pk})
        registered, confirmed, undoable, day, basis, month, worker = cursor.fetchone()
    if not registered + confirmed:
        raise Http404
    user = User.objects.filter(pk=context.metadata.get("user")).first()
    return Batch(batch, context.created_at, user, registered, confirmed, undoable, day, basis, month, worker)


@transaction.atomic
def withdraw_batch(*, agency: Agency, batch: uuid.UUID, by: Any) -> dict[str, int]:
    """Put every spell that this registering touched back to what it was before.

    A spell that somebody changed since is kept. Returns `withdrawn` and `kept`. ValidationError when the
    month whose list confirmed them is closed.
    """
    sql.lock_rosters([agency.pk])
    found = find_batch(agency, batch)
    if found.month:
        refuse_closed([agency.pk], found.month)
    with sql.many_rows(), history(by, "withdraw"), connection.cursor() as cursor:
        cursor.execute(sql.WITHDRAW, {"batch": batch, "agency": agency.pk})
        withdrawn = cursor.rowcount
        figures.recount([agency.pk])
    return {"withdrawn": withdrawn, "kept": found.total - withdrawn}


@transaction.atomic
def withdraw_registration(*, enrolment: Enrolment, by: Any) -> Enrolment:
    """Take one worker's registration back: the spell is again what it last was before it.

    ValidationError when the spell is not registered, or has ended, or the month that confirmed it is closed.
    """
    sql.lock_rosters([enrolment.agency_id])
    spell = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if spell.state != EnrolmentState.REGISTERED:
        raise ValidationError(_("This worker is not marked as registered."), code="not_registered")
    if spell.confirmed_month:
        refuse_closed([spell.agency_id], spell.confirmed_month)
    before = Enrolment.pgh_event_model.objects.filter(pgh_obj=spell.pk, registered_on=None, ended_on=None)
    last = before.order_by("-pgh_id").first()
    if last:
        spell.listed_on, spell.submitted_on, spell.kpj = last.listed_on, last.submitted_on, last.kpj
    spell.state = EnrolmentState.SUBMITTED if spell.submitted_on else EnrolmentState.LISTED
    spell.registered_on = spell.basis = spell.confirmed_month = None
    with history(by, "withdraw"):
        spell.save()
    figures.recount([spell.agency_id])
    return spell
