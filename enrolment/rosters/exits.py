"""Proposed exits: who was not in a whole list leaves only when somebody says why and since when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment import figures
from enrolment.cases.opening import refresh, say_moved, withdraw_moved
from enrolment.claims.opening import ONE_BY_ONE
from enrolment.models import EndReason, Enrolment, EnrolmentState, ProposedExit
from enrolment.workers.actions import check_end, history, reopen_enrolment
from enrolment.workers.sql import lock_rosters, many_rows


@dataclass(frozen=True)
class Leaving:
    """The decision on one proposal: the reason and the first day on which the person no longer counts.

    Who moved to another agency that we know (`moved_to`) stays until whoever decides between the two agrees.
    """

    reason: str
    ended_on: dt.date
    moved_to: Agency | None = None

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else decides it."""
        return self.reason == EndReason.MOVED and self.moved_to is not None

    @property
    def is_death(self) -> bool:
        return self.reason == EndReason.DIED


def waiting(agency: Agency) -> QuerySet[ProposedExit]:
    """The proposals of an agency that nobody has decided yet, by name."""
    return (
        ProposedExit.objects.filter(agency=agency, decided_at=None)
        .select_related("worker", "upload")
        .prefetch_related("worker__enrolments")
        .order_by("worker__name", "pk")
    )


def decided(agency: Agency) -> QuerySet[ProposedExit]:
    """What somebody has decided, newest first."""
    settled = ProposedExit.objects.filter(agency=agency, decided_at__isnull=False)
    return settled.select_related("worker", "decided_by", "moved_to").order_by("-decided_at", "-pk")


def earliest_end(proposal: ProposedExit) -> dt.date:
    """The first day on which an end keeps the dates of the open spell in order."""
    spell = next((e for e in proposal.worker.enrolments.all() if e.ended_on is None), None)
    if spell is None:
        return proposal.proposed_on
    return max(day for day in (spell.listed_on, spell.submitted_on, spell.registered_on) if day)


def fitting(proposals: Iterable[ProposedExit], day: dt.date) -> tuple[list[ProposedExit], list[ProposedExit]]:
    """Those who can leave on that day, and those listed or registered later than it."""
    possible: list[ProposedExit] = []
    too_early: list[ProposedExit] = []
    for proposal in proposals:
        (possible if earliest_end(proposal) <= day else too_early).append(proposal)
    return possible, too_early


@transaction.atomic
def decide(
    *, agency: Agency, leaving: Mapping[int, Leaving], staying: set[int], by: object
) -> dict[str, int]:
    """End the open spells of those who leave (proposal id -> Leaving) and close the other proposals.

    Who has moved to another agency is handed to whoever decides between the two, and stays until then.
    Proposals that were decided meanwhile are passed over. Returns `ended`, `stayed`, `handed`.
    ValidationError, and nothing is decided, when an end lies in the future or before the day of listing or
    registration: somebody was registered meanwhile. A death is refused, too: `end_enrolment` takes it with
    its claim, and settles the proposal.
    """
    if any(decision.is_death for decision in leaving.values()):
        raise ValidationError(ONE_BY_ONE, code="death")
    lock_rosters([agency.pk])
    open_proposals = {
        p.pk: p for p in ProposedExit.objects.select_for_update().filter(agency=agency, decided_at=None)
    }
    named = [p for pk, p in open_proposals.items() if pk in leaving]
    handed = [p for p in named if leaving[p.pk].is_for_others]
    gone = [p for p in named if not leaving[p.pk].is_for_others]
    kept = [p for pk, p in open_proposals.items() if pk in staying]
    _hand_over(agency, {p.worker_id: leaving[p.pk] for p in handed}, by)
    with many_rows(), history(by, "exits"):
        _end_spells(agency, {p.worker_id: leaving[p.pk] for p in gone})
        refresh([agency.pk], niks=[], by=by)
        figures.recount([agency.pk])
    _close(gone, kept, leaving, by)
    return {"ended": len(gone), "stayed": len(kept), "handed": len(handed)}


def _close(
    gone: list[ProposedExit], kept: list[ProposedExit], leaving: Mapping[int, Leaving], by: object
) -> None:
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


def _hand_over(agency: Agency, decisions: Mapping[int, Leaving], by: object) -> None:
    """One statement for each agency and day that people are said to have moved to."""
    spells = Enrolment.objects.for_agency(agency).open().filter(worker__in=decisions)
    groups: dict[tuple[Agency, dt.date], list[int]] = defaultdict(list)
    for spell in spells:
        decision = decisions[spell.worker_id]
        check_end(spell, decision.ended_on)
        assert decision.moved_to is not None
        groups[decision.moved_to, decision.ended_on].append(spell.worker_id)
    for (target, day), workers in groups.items():
        say_moved(agency=agency, workers=workers, target=target, on=day, by=by)


def _end_spells(agency: Agency, decisions: Mapping[int, Leaving]) -> None:
    spells = list(Enrolment.objects.for_agency(agency).open().filter(worker__in=decisions))
    for spell in spells:
        decision = decisions[spell.worker_id]
        check_end(spell, decision.ended_on)
        spell.state = EnrolmentState.ENDED
        spell.ended_on, spell.end_reason = decision.ended_on, decision.reason
    Enrolment.objects.bulk_update(spells, ["state", "ended_on", "end_reason"], batch_size=500)


@transaction.atomic
def take_back(*, proposal: ProposedExit, by: object) -> ProposedExit:
    """Let a decided proposal wait again: an end that it made is taken back, a stated move withdrawn.

    ValidationError when that is no longer possible: the person came back, the move was decided, or a newer
    list proposes the same.
    """
    lock_rosters([proposal.agency_id])
    found = ProposedExit.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    newer = ProposedExit.objects.filter(worker=found.worker_id, decided_at=None)
    if found.decided_at is None or newer.exists():
        raise ValidationError(_("This decision cannot be taken back any more."), code="newer")
    if found.stays is False:
        _reopen_spell(found, by)
    elif found.stays is None and not withdraw_moved(found):
        raise ValidationError(
            _("Whoever decides between the agencies has this case now, or has decided it."), code="decided"
        )
    found.decided_at = found.decided_by_id = found.reason = found.ended_on = None
    found.stays = found.moved_to_id = None
    found.save()
    return found


def _reopen_spell(proposal: ProposedExit, by: object) -> None:
    spells = Enrolment.objects.filter(worker=proposal.worker_id, agency=proposal.agency_id)
    spell = spells.order_by("-pk").first()
    if spell is None or spell.ended_on != proposal.ended_on:
        raise ValidationError(_("This end cannot be taken back any more."), code="not_last")
    reopen_enrolment(enrolment=spell, by=by)
