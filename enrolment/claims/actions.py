"""The steps of a claim, each with history and each to be taken back; papers; what is about health."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment.claims.papers import codes_of
from enrolment.models import BenefitClaim, ClaimHealth, ClaimPaper, ClaimState
from enrolment.models.claims import CLAIM_MOVES
from enrolment.workers.actions import history

# What a state adds to a claim, and loses again when the step is taken back.
ADDED: dict[str, tuple[str, ...]] = {
    ClaimState.FILED: ("filed_on", "filed_number"),
    ClaimState.PAID: ("paid_on", "amount", "paid_to", "handed_over_by"),
    ClaimState.CLOSED: ("closed_on", "closing_reason", "note"),
}
EDITED = ("kind", "happened_on", "known_on", "told_on", "place", "note")
MEANWHILE = _("Somebody changed this claim meanwhile. Look at it again.")


@transaction.atomic
def move(*, claim: BenefitClaim, to: str, values: Mapping[str, Any], by: Any) -> BenefitClaim:
    """File, pay or close a claim: `values` are those of ADDED[to].

    ValidationError when the claim is not where that step begins, or a day is out of order or to come.
    """
    locked = _locked(claim)
    if to not in CLAIM_MOVES[locked.state]:
        raise ValidationError(MEANWHILE, code="moved")
    for name in ADDED[to]:
        if name in values:
            setattr(locked, name, values[name])
    locked.state = to
    return _saved(locked, by)


@transaction.atomic
def take_back(*, claim: BenefitClaim, state: str, by: Any) -> BenefitClaim:
    """Take the last step back, if the claim still is in the `state` that was shown. What the step had added
    goes; history keeps it."""
    locked = _locked(claim)
    if locked.state != state or not locked.came_from:
        raise ValidationError(MEANWHILE, code="moved")
    for name in ADDED[locked.state]:
        if name != "note":
            setattr(locked, name, None if BenefitClaim._meta.get_field(name).null else "")
    locked.state = locked.came_from
    return _saved(locked, by)


@transaction.atomic
def tell(*, claim: BenefitClaim, told_on: dt.date | None, by: Any) -> BenefitClaim:
    """BPJS was told of it on a day (None: not yet, after all)."""
    locked = _locked(claim)
    locked.told_on = told_on
    return _saved(locked, by)


@transaction.atomic
def edit(*, claim: BenefitClaim, values: Mapping[str, Any], by: Any) -> BenefitClaim:
    """Correct what was reported: kind, days, place, note."""
    locked = _locked(claim)
    for name in EDITED:
        if name in values:
            setattr(locked, name, values[name])
    return _saved(locked, by)


@transaction.atomic
def note_health(*, claim: BenefitClaim, injury: str, treated_at: str) -> None:
    """What is about health; who may not read it may not write it either (row-level security). No history is
    kept: less is kept of what is most private."""
    ClaimHealth.objects.update_or_create(
        claim=claim, defaults={"agency_id": claim.agency_id, "injury": injury, "treated_at": treated_at}
    )


@transaction.atomic
def note_paper(*, claim: BenefitClaim, code: str, received_on: dt.date | None, by: Any) -> None:
    """A paper of the checklist is here since a day, or (None) is not here after all. ValidationError for one
    that this kind of claim does not ask for, or a day to come."""
    if code not in codes_of(claim.kind):
        raise ValidationError(_("This paper is not on the checklist."), code="paper")
    if received_on and received_on > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")
    ClaimPaper.objects.update_or_create(
        claim=claim,
        code=code,
        defaults={
            "agency_id": claim.agency_id,
            "received_on": received_on,
            "noted_by_id": getattr(by, "pk", None) if received_on else None,
        },
    )


def _locked(claim: BenefitClaim) -> BenefitClaim:
    return BenefitClaim.objects.select_for_update(of=("self",)).select_related("worker").get(pk=claim.pk)


def _saved(claim: BenefitClaim, by: Any) -> BenefitClaim:
    _check(claim)
    try:
        with history(by, "claim"), transaction.atomic():
            claim.save()
    except IntegrityError as there:
        raise ValidationError(_("This death is reported already."), code="reported") from there
    return claim


def _check(claim: BenefitClaim) -> None:
    """Days in order and none to come, an amount that was paid."""
    days = {name: getattr(claim, name) for name in ("happened_on", "known_on", "told_on", "filed_on")}
    days |= {"paid_on": claim.paid_on, "closed_on": claim.closed_on}
    if any(day > timezone.localdate() for day in days.values() if day):
        raise ValidationError(_("The day lies in the future."), code="future")
    if any(day < claim.happened_on for day in days.values() if day):
        raise ValidationError(_("The day lies before it happened."), code="order")
    if claim.filed_on and any(day < claim.filed_on for day in (claim.paid_on, claim.closed_on) if day):
        raise ValidationError(_("The day lies before the claim was filed."), code="order")
    if claim.state == ClaimState.PAID and not (claim.amount and claim.amount > 0):
        raise ValidationError(_("Give the amount that was paid."), code="amount")
