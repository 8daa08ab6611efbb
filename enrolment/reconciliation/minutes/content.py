"""The words and figures of the minutes (berita acara rekonsiliasi), in Indonesian whoever prints them: one
text for the PDF and for Word."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.models import Agency, Branch
from agencies.pages import figures
from enrolment.letters.signers import spaced_nip
from enrolment.models import AgencyMonth, Decision, Difference, DifferenceKind
from enrolment.reconciliation.closing import parts
from enrolment.reconciliation.deciding.proof import proof_of
from enrolment.workers.wording import month_name

DOTS = "." * 30


@dataclass(frozen=True)
class Signer:
    """Who signs for one of the two; empty fields become dots."""

    name: str = ""
    title: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Table:
    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Minutes:
    """The document from top to bottom. `signers`: (party, title, name, number under it)."""

    title: str
    about: str
    number: str
    opening: str
    parties: list[tuple[str, str]]
    agreed: str
    tables: list[Table]
    remarks: list[str]
    closing: str
    place_and_day: str
    signers: list[list[str]]
    footer: str


def minutes_of(
    month: AgencyMonth, place: str, day: dt.date, agency_signer: Signer, branch_signer: Signer
) -> Minutes:
    """The minutes of an agency's month."""
    with translation.override("id"):
        return _minutes_of(month, place, day, agency_signer, branch_signer)


def _minutes_of(
    month: AgencyMonth, place: str, day: dt.date, agency_signer: Signer, branch_signer: Signer
) -> Minutes:
    agency = month.agency
    branch = Branch.objects.filter(regions=agency.region_id).order_by("name").first()
    words: dict[str, Any] = {"month": month_name(month.month), "agency": agency.name}
    return Minutes(
        title=_("Minutes of reconciliation"),
        about=_("Data of participants of BPJS Ketenagakerjaan, %(month)s") % words,
        number=_("Number: %(dots)s") % {"dots": "." * 40},
        opening=_("On %(day)s the two parties laid BPJS's list beside the worker list of %(agency)s:")
        % (words | {"day": figures.day(day)}),
        parties=_parties(agency, branch, agency_signer, branch_signer),
        agreed=_("and found for %(month)s:") % words,
        tables=[_sides(month), _kinds(month), *_parts(month)],
        remarks=_remarks(month),
        closing=_("These minutes are made in truth, to be used where they are needed."),
        place_and_day=f"{place or DOTS}, {figures.day(day)}",
        signers=[
            _signer(str(branch or _("BPJS Ketenagakerjaan")), branch_signer),
            _signer(agency.name, agency_signer),
        ],
        footer=_("Reconciliation of %(agency)s · %(month)s · Lindungi") % words,
    )


def _parties(agency: Agency, branch: Branch | None, first: Signer, second: Signer) -> list[tuple[str, str]]:
    return [
        (_("First party"), _party(str(branch or _("BPJS Ketenagakerjaan")), second)),
        (_("Second party"), _party(f"{agency.name}, {agency.region.name}", first)),
    ]


def _party(place: str, signer: Signer) -> str:
    return ", ".join(filter(None, (signer.name, signer.title, place)))


def _signer(party: str, signer: Signer) -> list[str]:
    nip = _("NIP %(nip)s") % {"nip": spaced_nip(signer.nip)} if signer.nip else ""
    return [party, signer.title, signer.name or DOTS, nip]


def _sides(month: AgencyMonth) -> Table:
    """Both sides with their parts and sums."""
    rows = []
    for side in proof_of(month):
        rows.append([side.label, figures.number(side.whole)])
        rows += [[f"– {label}", figures.number(number)] for label, number, _kind in side.parts]
    return Table(_("Both sides"), [_("Figure"), _("Total")], rows)


def _parts(month: AgencyMonth) -> list[Table]:
    """What else the month was closed with, or would be now."""
    kept = month.totals if month.closed_at else parts.totals(month.agency, month.month)
    head = [_("Figure"), _("Total"), _("Rupiah")]
    return [
        Table(
            title,
            head,
            [[one.label, figures.number(one.number), figures.rupiah(one.amount)] for one in lines],
        )
        for title, lines in parts.told(kept)
    ]


def _kinds(month: AgencyMonth) -> Table:
    """A row per kind: how many, how they were decided, how many wait."""
    rows = Difference.objects.filter(month=month).order_by().values_list("kind", "decision")
    counts: dict[tuple[str, str | None], int] = {}
    for kind, decision, number in rows.annotate(n=Count("pk")):
        counts[kind, decision] = number
    decisions = [*Decision.values, None]
    lines = []
    for kind in DifferenceKind:
        found = [counts.get((kind, decision), 0) for decision in decisions]
        if sum(found):
            lines.append([str(kind.label), *map(figures.number, (sum(found), *found))])
    total = [sum(n for (_k, d), n in counts.items() if d == decision) for decision in decisions]
    lines.append([_("Together"), *map(figures.number, (sum(total), *total))])
    head = [_("Difference"), _("Found"), *(str(Decision(d).label) for d in Decision.values), _("Open")]
    return Table(_("Differences and decisions"), head, lines)


def _remarks(month: AgencyMonth) -> list[str]:
    found = []
    if month.closed_at:
        found.append(_("The month is closed."))
    if month.totals.get("reason"):
        found.append(_("Closed with open differences because: %(why)s") % {"why": month.totals["reason"]})
    if month.reopen_reason and not month.closed_at:
        found.append(_("The month was opened again because: %(why)s") % {"why": month.reopen_reason})
    return found
