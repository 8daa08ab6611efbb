"""Making a statement, and putting its signed scan beside it, replacing it or taking it away."""

import datetime as dt
import functools

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency
from enrolment.models import RosterStatement
from enrolment.rosters.staging import version_of
from enrolment.rosters.statements.content import content_of, packed
from enrolment.rosters.statements.scans import SCANS
from enrolment.workers.sql import lock_rosters


class NobodyListed(Exception):
    """There is no list to sign for."""


class ScanThere(Exception):
    """There is a signed scan already, and replacing it was not confirmed."""


@transaction.atomic
def make_statement(*, agency: Agency, as_of: dt.date, signer: dict[str, str], by: object) -> RosterStatement:
    """A statement about the agency's list in the version that it has now.

    `signer`: `signer_name`, `signer_nip`, `signer_title`, `place`. The list is held while it is read, so
    that rows and version agree. Raises NobodyListed.
    """
    lock_rosters([agency.pk])
    content = content_of(agency)
    if not content.lines:
        raise NobodyListed
    return RosterStatement.objects.create(
        agency=agency,
        roster_version=version_of(agency.pk),
        content_hash=content.digest,
        rows=packed(content.lines),
        counts=content.counts,
        as_of=as_of,
        made_by_id=getattr(by, "pk", None),
        **signer,
    )


@transaction.atomic
def add_scan(*, statement: RosterStatement, name: str, content: bytes, replace: bool, by: object) -> None:
    """Bind a signed scan to a statement. What it replaces is deleted; that it was there stays in the history.

    Raises ScanThere when there is one already and `replace` was not said.
    """
    statement = RosterStatement.objects.defer("rows").select_for_update().get(pk=statement.pk)
    if statement.scan_stored_name and not replace:
        raise ScanThere
    former = statement.scan_stored_name
    statement.scan_name = name[:255]
    kept = SCANS.store([content])
    statement.scan_stored_name, statement.scan_sha256, statement.scan_size = kept
    statement.scanned_by_id, statement.scanned_at = getattr(by, "pk", None), timezone.now()
    statement.save()
    transaction.on_commit(functools.partial(SCANS.drop, former))


@transaction.atomic
def delete_scan(*, statement: RosterStatement) -> None:
    """Take the signed scan away; the statement and its history stay."""
    statement = RosterStatement.objects.defer("rows").select_for_update().get(pk=statement.pk)
    former = statement.scan_stored_name
    statement.scan_name = statement.scan_stored_name = statement.scan_sha256 = ""
    statement.scan_size = statement.scanned_by_id = statement.scanned_at = None
    statement.save()
    transaction.on_commit(functools.partial(SCANS.drop, former))
