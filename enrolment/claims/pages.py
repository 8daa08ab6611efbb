"""The context of a claim's page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from agencies import access
from agencies.models import Agency
from enrolment.claims import deadlines
from enrolment.claims.benefits import SOURCE, benefits_of, total_of
from enrolment.claims.papers import Paper, papers_of
from enrolment.claims.telling import steps_of
from enrolment.models import BenefitClaim, ClaimHealth, ClaimPaper, ClaimState, Enrolment, Guarantor
from enrolment.models.claims import CLAIM_MOVES
from enrolment.workers.frame import allowed


@dataclass(frozen=True)
class Wanted:
    """One line of the checklist: the paper, and what was noted of it."""

    paper: Paper
    noted: ClaimPaper | None

    @property
    def is_here(self) -> bool:
        return bool(self.noted and self.noted.received_on)


def detail_context(request: HttpRequest, agency: Agency, claim: BenefitClaim) -> dict[str, Any]:
    """What anybody may see who sees the agency's people; of health only for those who may."""
    may_manage = access.may(request.user, access.P.MANAGE_CLAIMS, agency)
    return {
        "agency": agency,
        "claim": claim,
        "worker": claim.worker,
        "deadlines": _deadlines(claim),
        "papers": (papers := checklist(claim)),
        "papers_here": sum(wanted.is_here for wanted in papers),
        "benefits": (benefits := benefits_of(claim.kind, claim.worker.wage)),
        "benefits_total": total_of(claim.kind, benefits),
        "benefits_source": SOURCE,
        "steps": steps_of(claim),
        "next": steps_open(claim) if may_manage else (),
        "may_manage": may_manage,
        "today": timezone.localdate(),
        "warnings": _warnings(claim),
        **_health(request, agency, claim),
        **allowed(request, agency),
    }


def steps_open(claim: BenefitClaim) -> tuple[str, ...]:
    """The steps that may be taken now, by their names in addresses."""
    names = {ClaimState.FILED: "file", ClaimState.PAID: "pay", ClaimState.CLOSED: "close"}
    told = ("tell",) if claim.is_of_work and claim.state == ClaimState.REPORTED else ()
    return (*told, *(names[ClaimState(state)] for state in CLAIM_MOVES[claim.state]), "edit", "health")


def checklist(claim: BenefitClaim) -> list[Wanted]:
    """The papers of this kind of claim, and which are here."""
    noted = {paper.code: paper for paper in claim.papers.select_related("noted_by")}
    return [Wanted(paper, noted.get(paper.code)) for paper in papers_of(claim.kind)]


def _deadlines(claim: BenefitClaim) -> list[tuple[str, deadlines.Deadline]]:
    """`told` and `filed`, as far as they apply; of a closed claim none."""
    if claim.state == ClaimState.CLOSED:
        return []
    today = timezone.localdate()
    told = claim.told_on or claim.filed_on
    found = [("told", deadlines.telling(claim.known_on, told, today))] if claim.is_of_work else []
    return [*found, ("filed", deadlines.claiming(claim.happened_on, claim.filed_on, today))]


def _warnings(claim: BenefitClaim) -> list[str]:
    """Codes of what may stand in the way of the benefit: the template has the sentences."""
    spells = Enrolment.objects.filter(worker=claim.worker_id)
    there = spells.filter(registered_on__lte=claim.happened_on).exclude(ended_on__lt=claim.happened_on)
    found: list[str] = []
    if claim.state in (ClaimState.PAID, ClaimState.CLOSED):
        return found
    if claim.worker.guarantor == Guarantor.TASPEN:
        found.append("taspen")
    elif not there.exists():
        found.append("not_registered")
    if claim.is_death and spells.open().exists():
        found.append("on_the_list")
    if claim.is_death and claim.state == ClaimState.REPORTED:
        found.append("deactivate")
    return found


def _health(request: HttpRequest, agency: Agency, claim: BenefitClaim) -> dict[str, Any]:
    """Nothing is asked of the database for who may not read it; row-level security agrees."""
    if not access.may(request.user, access.P.SEE_HEALTH, agency):
        return {"may_see_health": False, "health": None}
    return {"may_see_health": True, "health": ClaimHealth.objects.filter(claim=claim).first()}
