"""Proposed exits: who was not in a whole list leaves only when somebody says why and since when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agencies.models import Agency
from enrolment import figures
from enrolment.models import Enrolment, EnrolmentState, ProposedExit
from enrolment.workers.actions import check_end
from enrolment.workers.sql import lock_rosters, many_rows


@dataclass(frozen=True)
class Leaving:
    """The decision on one proposal: the reason and the first day on which the person no longer counts."""

    reason: str
    ended_on: dt.date


def waiting(agency: Agency) -> QuerySet[ProposedExit]:
    """The proposals of an agency that nobody has decided yet, by name."""
    return (
        ProposedExit.objects.filter(agency=agency, decided_at=None)
        .select_related("worker", "upload")
        .prefetch_related("worker__enrolments")
        .order_by("worker__name", "pk")
    )


def earliest_end(proposal: ProposedExit) -> dt.date:
    """The first day on which an end keeps the dates of the open spell in order."""
    spell = next((e for e in proposal.worker.enrolments.all() if e.ended_on is None), None)
    if spell is None:
        return proposal.proposed_on
    return max(day for day in (spell.listed_on, spell.submitted_on, spell.registered_on) if day)


@transaction.atomic
def decide(
    *, agency: Agency, leaving: Mapping[int, Leaving], staying: set[int], by: object
) -> dict[str, int]:
    """End the open spells of those who leave (proposal id -> Leaving) and close the other proposals.

    Proposals that were decided meanwhile are passed over. ValidationError, and nothing is decided, when an
    end lies in the future or before the day of listing or registration: somebody was registered meanwhile.
    """
    lock_rosters([agency.pk])
    open_proposals = {
        p.pk: p for p in ProposedExit.objects.select_for_update().filter(agency=agency, decided_at=None)
    }
    gone = [p for pk, p in open_proposals.items() if pk in leaving]
    kept = [p for pk, p in open_proposals.items() if pk in staying]
    with many_rows():
        _end_spells(agency, {p.worker_id: leaving[p.pk] for p in gone})
        figures.recount([agency.pk])
    for proposal in gone:
        decision = leaving[proposal.pk]
        proposal.reason, proposal.ended_on, proposal.stays = decision.reason, decision.ended_on, False
    for proposal in kept:
        proposal.stays = True
    for proposal in [*gone, *kept]:
        proposal.decided_at, proposal.decided_by_id = timezone.now(), getattr(by, "pk", None)
    ProposedExit.objects.bulk_update(
        [*gone, *kept], ["reason", "ended_on", "stays", "decided_at", "decided_by"], batch_size=500
    )
    return {"ended": len(gone), "stayed": len(kept)}


def _end_spells(agency: Agency, decisions: Mapping[int, Leaving]) -> None:
    spells = list(Enrolment.objects.for_agency(agency).open().filter(worker__in=decisions))
    for spell in spells:
        decision = decisions[spell.worker_id]
        check_end(spell, decision.ended_on)
        spell.state = EnrolmentState.ENDED
        spell.ended_on, spell.end_reason = decision.ended_on, decision.reason
    Enrolment.objects.bulk_update(spells, ["state", "ended_on", "end_reason"], batch_size=500)
