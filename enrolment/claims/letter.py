"""The words of the summary for handing a benefit over, in Indonesian whoever prints it. Nothing of health."""

from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.pages import figures
from enrolment.claims.pages import checklist
from enrolment.models import BenefitClaim, ClaimState, Enrolment


@dataclass(frozen=True)
class Summary:
    """From top to bottom; `facts` and `payment`: label and value; `papers`: label and day, or a dash."""

    government: str
    office: str
    title: str
    subtitle: str
    facts: list[tuple[str, str]]
    payment_title: str
    payment: list[tuple[str, str]]
    papers_title: str
    papers: list[tuple[str, str]]
    sentence: str
    signatures: list[tuple[str, str]]
    place_and_day: str
    footer: str


def summary_of(claim: BenefitClaim) -> Summary:
    with translation.override("id"):
        return _summary(claim)


def _summary(claim: BenefitClaim) -> Summary:
    agency = claim.agency
    paid = claim.state == ClaimState.PAID
    return Summary(
        government=_("Government of %(region)s") % {"region": agency.region.name},
        office=agency.name,
        title=_("Summary of a benefit claim"),
        subtitle=_("BPJS Ketenagakerjaan · %(kind)s") % {"kind": claim.get_kind_display()},
        facts=_facts(claim),
        payment_title=_("Benefit"),
        payment=_payment(claim),
        papers_title=_("Papers"),
        papers=[
            (str(wanted.paper.label), figures.day(wanted.noted.received_on if wanted.noted else None))
            for wanted in checklist(claim)
        ],
        sentence=_("The benefit named above was handed over and received.") if paid else "",
        signatures=_signatures(claim) if paid else [],
        place_and_day="…………………, …………………… 20……" if paid else "",
        footer=_("%(agency)s · printed on %(day)s · Lindungi")
        % {"agency": agency, "day": figures.day(timezone.localdate())},
    )


def _facts(claim: BenefitClaim) -> list[tuple[str, str]]:
    worker = claim.worker
    spell = Enrolment.objects.filter(worker=worker).order_by("-listed_on", "-pk").first()
    number = (spell and spell.kpj) or worker.kpj
    return [
        (_("Name"), worker.name),
        (_("NIK"), figures.masked_nik(worker.nik)),
        (_("KPJ"), number or "–"),
        (_("Position"), worker.position or "–"),
        (_("Agency"), claim.agency.name),
        (_("What happened"), str(claim.get_kind_display())),
        (_("Day"), figures.day(claim.happened_on)),
        (_("Where it happened"), claim.place or "–"),
        (_("BPJS was told on"), figures.day(claim.told_on)),
        (_("Filed with BPJS on"), figures.day(claim.filed_on)),
        (_("BPJS's number of the claim"), claim.filed_number or "–"),
        (_("State"), str(claim.get_state_display())),
    ]


def _payment(claim: BenefitClaim) -> list[tuple[str, str]]:
    if claim.state != ClaimState.PAID:
        return [(_("Not paid yet"), "–")]
    return [
        (_("Amount"), figures.rupiah(claim.amount)),
        (_("Paid on"), figures.day(claim.paid_on)),
        (_("Paid to"), claim.paid_to),
        (_("Handed over by"), claim.handed_over_by or "–"),
    ]


def _signatures(claim: BenefitClaim) -> list[tuple[str, str]]:
    """Role and name, beside each other."""
    dots = "." * 30
    return [
        (_("Received by"), claim.paid_to or dots),
        (_("Handed over by"), claim.handed_over_by or dots),
        (_("Known to: head of %(agency)s") % {"agency": claim.agency.name}, dots),
    ]
