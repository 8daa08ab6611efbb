"""Deciding a case: what each decision changes on the two lists, and taking it back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from agencies import access
from enrolment import figures
from enrolment.cases import transferring
from enrolment.cases.opening import refresh
from enrolment.cases.queries import Side, sides_of
from enrolment.cases.spells import Kept, end, restore
from enrolment.models import CaseDecision, EndReason, ListingCase, ProposedExit
from enrolment.workers.actions import history
from enrolment.workers.sql import lock_rosters


@dataclass(frozen=True)
class Decision:
    """What was decided. `moved_on`: first day at the new agency; `wrong_agency` (id) corrects its NIK."""

    decision: str
    moved_on: dt.date | None = None
    wrong_agency: int | None = None
    note: str = ""


def decide(*, case: ListingCase, made: Decision, seen: str, by: Any) -> ListingCase:
    """Carry a decision out on both lists, in one transaction; `by` was checked to be whose turn it is.

    `seen` are the revisions that the page showed (`seen_of`). ValidationError, and nothing changes, when the
    case was decided or one of the rows changed meanwhile, or the day does not fit.
    """
    # Both lists are written, and a branch may see the people of one alone.
    with transaction.atomic(), access.acting(access.SYSTEM):
        case, sides = _locked(case)
        if case.decided_at or seen != seen_of(sides):
            raise ValidationError(_("This case changed meanwhile. Look at it again."), code="moved")
        if any(side.spell and side.spell.ended_on for side in sides if side.worker):
            raise ValidationError(_("This person has left one of the lists by now."), code="gone")
        with history(by, "case"):
            before = _carry_out(case, made, sides, by)
        case.before = before | {"moved_on": case.moved_on and case.moved_on.isoformat()}
        case.decision, case.moved_on, case.note = made.decision, made.moved_on or case.moved_on, made.note
        case.wrong_agency_id = made.wrong_agency
        case.decided_at, case.decided_by_id = timezone.now(), getattr(by, "pk", None)
        case.save()
        _finish(case, by)
    return case


def seen_of(sides: tuple[Side, Side]) -> str:
    """What a decision is about: the rows of both sides as they are now."""
    return "/".join(side.seen for side in sides)


def _locked(case: ListingCase) -> tuple[ListingCase, tuple[Side, Side]]:
    """Rosters first, as every action does; then the case, as it is by now."""
    lock_rosters([case.agency_id, case.other_agency_id])
    cases = ListingCase.objects.select_for_update(of=("self",)).select_related("agency", "other_agency")
    locked = cases.get(pk=case.pk)
    return locked, sides_of(locked)


def _carry_out(case: ListingCase, made: Decision, sides: tuple[Side, Side], by: Any) -> dict:
    """Change the rows; returns what taking back needs."""
    first, second = sides
    if made.decision == CaseDecision.TRANSFERRED:
        if made.moved_on is None:
            raise ValidationError(_("Say since when the person works there."), code="day_missing")
        kept = transferring.transfer(case, first, second, made.moved_on)
        case.other_worker_id = kept["spells"][1]["worker"]
        return kept | {"proposals": _settle_proposals(case, made.moved_on, by)}
    if made.decision == CaseDecision.STAYS and second.spell is not None:
        return {"spells": [end(second.spell, None, EndReason.ERROR)]}
    if made.decision in (CaseDecision.BOTH, CaseDecision.WRONG_NIK) and second.spell is None:
        raise ValidationError(_("Only one agency lists this person."), code="one_side")
    if made.decision == CaseDecision.WRONG_NIK and made.wrong_agency not in (
        case.agency_id,
        case.other_agency_id,
    ):
        raise ValidationError(_("Say whose NIK is wrong."), code="side_missing")
    return {"spells": []}


def _settle_proposals(case: ListingCase, day: dt.date, by: Any) -> list[int]:
    """Close open proposals to leave about somebody who has moved; returns their ids."""
    waiting = ProposedExit.objects.filter(worker=case.worker_id, decided_at=None)
    ids = list(waiting.values_list("pk", flat=True))
    waiting.update(
        decided_at=timezone.now(),
        decided_by=getattr(by, "pk", None),
        reason=EndReason.MOVED,
        moved_to=case.other_agency_id,
        ended_on=day,
        stays=False,
    )
    return ids


def _finish(case: ListingCase, by: Any) -> None:
    """Other cases of these two may be settled by it; then the figures of both."""
    both = [case.agency_id, case.other_agency_id]
    refresh(both, niks=[case.nik], by=by)
    figures.recount(both)


def can_take_back(case: ListingCase) -> bool:
    """Whether a decision was made by somebody, and nobody changed the rows since."""
    if case.decided_at is None or case.before is None:
        return False
    with access.acting(access.SYSTEM):
        return all(Kept.of(found).is_untouched for found in case.before.get("spells", ()))


def take_back(*, case: ListingCase, by: Any) -> ListingCase:
    """Put both lists back as they were before the decision; the case is open again.

    ValidationError, and nothing changes, when somebody changed one of the rows since.
    """
    with transaction.atomic(), access.acting(access.SYSTEM):
        case, _sides = _locked(case)
        if not can_take_back(case):
            raise ValidationError(
                _("This decision cannot be taken back: somebody changed the rows since."), code="touched"
            )
        with history(by, "case_back"):
            for found in map(Kept.of, case.before.get("spells", ())):
                if found.made_worker:
                    case.other_worker = None
                restore(found)
        _reopen_proposals(case.before.get("proposals", ()))
        case.moved_on = parse_date(case.before.get("moved_on") or "")  # as it was stated, if it was
        case.decision = case.decided_at = case.decided_by_id = case.wrong_agency_id = case.before = None
        case.note = ""
        case.save()
        _finish(case, by)
    return case


def _reopen_proposals(ids: list[int]) -> None:
    """Proposals that the decision closed wait again, unless a newer one is waiting about the same worker."""
    for proposal in ProposedExit.objects.filter(pk__in=ids):
        if not ProposedExit.objects.filter(worker=proposal.worker_id, decided_at=None).exists():
            proposal.decided_at = proposal.decided_by_id = proposal.reason = proposal.stays = None
            proposal.ended_on = proposal.moved_to_id = None
            proposal.save()
