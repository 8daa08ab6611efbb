"""What a worker's timeline tells beside the history of the worker's own rows.

Another package adds itself here with a function of the worker: it gives entries, or (moment, who, words).
"""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from enrolment.cards import telling as cards
from enrolment.claims import telling as claims
from enrolment.identity import telling as identity
from enrolment.models import Difference, DifferenceState, ParticipantMatch, Pass, SheetRow, SheetState, Worker
from enrolment.workers.timeline import Source
from enrolment.workers.wording import month_name

Told = tuple[dt.datetime, str, str]


def sheets(worker: Worker) -> Iterator[Told]:
    """The official sheets a worker stood in, and what the portal said. One query."""
    rows = SheetRow.objects.filter(worker=worker, agency=worker.agency_id)
    for row in rows.select_related("sheet__made_by", "sheet__answered_by").defer("values"):
        sheet = row.sheet
        words = {"kind": sheet.get_kind_display().lower(), "file": sheet.file_name}
        made = _("In the sheet of %(kind)s (%(file)s)") % words
        if sheet.state == SheetState.WITHDRAWN:
            made += f", {sheet.get_state_display().lower()}"
        yield sheet.made_at, str(sheet.made_by or ""), made
        if sheet.answered_at and row.valid is not None:
            said = _("The portal took the row of %(file)s") % words
            if not row.valid:
                words["reason"] = row.reason or _("no reason given")
                said = _("The portal refused the row of %(file)s: %(reason)s") % words
            yield sheet.answered_at, str(sheet.answered_by or ""), said


def decisions(worker: Worker) -> Iterator[Told]:
    """What was decided about the worker's differences from BPJS's lists. One query."""
    decided = Difference.objects.filter(
        worker=worker, agency=worker.agency_id, state=DifferenceState.DECIDED, batch__isnull=False
    )
    for one in decided.select_related("month", "batch__made_by"):
        words = _("%(what)s (%(month)s): %(decision)s") % {
            "what": one.get_kind_display(),
            "month": month_name(one.month.month),
            "decision": one.get_decision_display(),
        }
        if one.batch.reason:
            words += f", {one.batch.reason}"
        yield one.batch.made_at, str(one.batch.made_by or ""), words


def pairs(worker: Worker) -> Iterator[Told]:
    """Who of BPJS's list the worker was decided to be, or not to be. One query."""
    decided = ParticipantMatch.objects.filter(
        found_by=Pass.NAME, worker=worker, agency=worker.agency_id, decided_at__isnull=False
    )
    for pair in decided.select_related("month", "row", "decided_by"):
        said = {"name": pair.row.name, "month": month_name(pair.month.month)}
        words = _("Is %(name)s of BPJS's list of %(month)s") % said
        if pair.is_refused:
            words = _("Is not %(name)s of BPJS's list of %(month)s") % said
        yield pair.decided_at, str(pair.decided_by or ""), words


SOURCES: list[Source] = [sheets, decisions, pairs, identity.told, cards.told, claims.entries]
