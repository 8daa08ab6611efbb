"""The context of a statement's page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.tables import paged
from enrolment.models import RosterStatement
from enrolment.rosters.staging import version_of
from enrolment.rosters.statements.content import content_of, count_rows, digest_of, drift, sum_row, unpacked
from enrolment.rosters.statements.history import steps_of
from enrolment.rosters.statements.scans import SCANS
from enrolment.rosters.statements.tables import DriftTable, drift_rows


def detail_context(request: HttpRequest, agency: Agency, statement: RosterStatement) -> dict[str, Any]:
    """The list is compared when its version is another one than that of the statement, or on request."""
    context: dict[str, Any] = {
        "agency": agency,
        "statement": statement,
        "counts": [*count_rows(statement.counts), sum_row(statement.counts, _("Total"))],
        "may_state": access.may(request.user, access.P.STATE_ROSTER, agency),
        "steps": steps_of(statement),
        "moved": (version := version_of(agency.pk)) != statement.roster_version,
        "version": version,
    }
    if context["moved"] or "check" in request.GET:
        context |= _compared(request, agency, statement)
    return context


def _compared(request: HttpRequest, agency: Agency, statement: RosterStatement) -> dict[str, Any]:
    """What changed since, and each link of the chain: list now, rows kept, letter, scan."""
    then, now = unpacked(bytes(statement.rows)), content_of(agency)
    changed = drift(then, now.lines)
    return {
        "drift": changed,
        "drift_table": paged(request, DriftTable(drift_rows(changed))) if changed else None,
        "checked": "check" in request.GET,
        "rows_agree": digest_of(then) == statement.content_hash,
        "list_agrees": now.digest == statement.content_hash,
        "digest_now": now.digest[:12],
        "scan_agrees": SCANS.digest_of(statement.scan_stored_name) == statement.scan_sha256
        if statement.scan_stored_name
        else None,
    }
