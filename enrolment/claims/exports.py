"""Claims as workbooks: with people, without a word of health; and the figures by agency."""

from collections.abc import Iterable
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from enrolment.claims.queries import ClaimFigures
from enrolment.models import BenefitClaim
from enrolment.models.claims import ClaimQuerySet


def people(claims: ClaimQuerySet, place: str) -> FileResponse:
    """A list of people, cut to the user's scope already."""
    head = [
        _("Agency"), _("Name"), _("NIK"), _("KPJ"), _("What happened"), _("Day"), _("Where it happened"),
        _("Known to the agency since"), _("BPJS was told on"), _("State"), _("Filed with BPJS on"),
        _("BPJS's number of the claim"), _("Paid on"), _("Amount (Rp)"), _("Paid to"), _("Handed over by"),
        _("Closed on"), _("Reason"), _("Note"),
    ]  # fmt: skip
    rows = map(_line, claims.select_related("worker", "agency"))
    name = file_name(_("claims"), place, timezone.localdate().isoformat())
    return workbook_response({_("Claims"): (head, rows)}, name)


def _line(claim: BenefitClaim) -> list[Any]:
    worker = claim.worker
    return [
        str(claim.agency), worker.name, worker.nik, worker.kpj or "", claim.get_kind_display(),
        claim.happened_on, claim.place, claim.known_on, claim.told_on, claim.get_state_display(),
        claim.filed_on, claim.filed_number, claim.paid_on, claim.amount, claim.paid_to, claim.handed_over_by,
        claim.closed_on, claim.get_closing_reason_display(), claim.note,
    ]  # fmt: skip


def figures(rows: Iterable[ClaimFigures], place: str) -> FileResponse:
    head = [
        _("Agency"), _("Accidents"), _("Deaths"), _("To be filed"), _("Overdue"), _("Filed"),
        _("Paid (cases)"), _("Closed"), _("Paid (Rp)"),
    ]  # fmt: skip
    lines = (
        [r.name, r.accidents, r.deaths, r.to_file, r.overdue, r.filed, r.settled, r.closed, r.paid]
        for r in rows
    )
    name = file_name(_("claims by agency"), place, timezone.localdate().isoformat())
    return workbook_response({_("Cases by agency"): (head, lines)}, name)
