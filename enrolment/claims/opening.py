"""How a claim begins: an accident is reported, a death opens one in the transaction that ends the spell."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment.models import BenefitClaim, ClaimState, ClosingReason, Worker
from enrolment.models.claims import DEATH_KINDS, ClaimQuerySet
from enrolment.workers.sql import lock_rosters

ONE_BY_ONE = _("Deaths are recorded one by one, each with its claim, so that no family loses what is due.")


@dataclass(frozen=True)
class Event:
    """What happened to a worker: the kind (ClaimKind), the day, since when the agency knows, and where."""

    kind: str
    happened_on: dt.date
    known_on: dt.date
    place: str = ""
    note: str = ""


@transaction.atomic
def open_claim(*, worker: Worker, event: Event, by: Any) -> BenefitClaim:
    """Report an accident or a death. ValidationError for days in the wrong order or to come, or when this
    death is reported already."""
    check_days(event)
    lock_rosters([worker.agency_id])
    if not Worker.objects.filter(pk=worker.pk).exists():
        raise ValidationError(_("This worker is no longer there: an upload was undone."), code="gone")
    claim = BenefitClaim(
        agency_id=worker.agency_id,
        region_id=worker.agency.region_id,
        worker=worker,
        kind=event.kind,
        happened_on=event.happened_on,
        known_on=event.known_on,
        place=event.place,
        note=event.note,
        reported_on=timezone.localdate(),
        opened_by_id=getattr(by, "pk", None),
    )
    try:
        with pghistory.context(user=getattr(by, "pk", None), action="claim"), transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as there:
        raise ValidationError(_("This death is reported already."), code="reported") from there
    return claim


def check_days(event: Event) -> None:
    """ValidationError unless it happened before it was known, and that not after today."""
    if event.happened_on > timezone.localdate() or event.known_on > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")
    if event.known_on < event.happened_on:
        raise ValidationError(_("It cannot be known before it happened."), code="order")


def death_of(worker: int) -> BenefitClaim | None:
    """The claim about the death of a worker (id) that is not closed: there is one at most."""
    return _deaths([worker]).first()


def dead_among(workers: Iterable[int]) -> set[int]:
    """Of these workers (ids), those about whose death there is a claim that is not closed. One query."""
    return set(_deaths(workers).order_by().values_list("worker_id", flat=True))


def _deaths(workers: Iterable[int]) -> ClaimQuerySet:
    found = BenefitClaim.objects.filter(worker__in=workers, kind__in=DEATH_KINDS)
    return found.exclude(state=ClaimState.CLOSED)


def claim_death(*, worker: Worker, ended_on: dt.date, death: Event | None, by: Any) -> BenefitClaim:
    """The claim that belongs to an end by death: the one that is open already, else a new one. Called inside
    the action that ends the spell. ValidationError without `death`, or when it lies after the end."""
    there = death_of(worker.pk)
    if there is not None:
        return there
    if death is None or death.kind not in DEATH_KINDS:
        raise ValidationError(ONE_BY_ONE, code="death")
    if death.happened_on > ended_on:
        raise ValidationError(
            _("The worker counts no longer from a day before the death."), code="death_after_end"
        )
    return open_claim(worker=worker, event=death, by=by)


def check_alive(worker: int, close_claim: bool, by: Any) -> None:
    """Before somebody who was said to have died counts again: the claim is closed, or it is asked for.

    ValidationError `claim` where it is open and `close_claim` was not said, `paid` where it was paid.
    """
    claim = _deaths([worker]).select_for_update(of=("self",)).first()  # nobody files or pays it meanwhile
    if claim is None:
        return
    if claim.state == ClaimState.PAID:
        raise ValidationError(
            _("The claim about this death has been paid. Take that back on the claim's page first."),
            code="paid",
        )
    if not close_claim:
        raise ValidationError(
            _("A claim about this death is open. Take the end back on the worker's page; that closes it."),
            code="claim",
        )
    claim.state, claim.closing_reason = ClaimState.CLOSED, ClosingReason.MISTAKE
    claim.closed_on = timezone.localdate()
    with pghistory.context(user=getattr(by, "pk", None), action="claim"):
        claim.save(update_fields=["state", "closing_reason", "closed_on"])
