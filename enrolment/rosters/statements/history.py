"""What happened to a statement and its scan: who and when, from the history of its row."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from enrolment.models import RosterStatement
from enrolment.workers.timeline import names_of, user_of


@dataclass(frozen=True)
class Step:
    at: dt.datetime
    by: str  # empty where the system did it
    what: str


def steps_of(statement: RosterStatement) -> list[Step]:
    """The steps, newest first. Two queries."""
    model = RosterStatement.pgh_event_model  # type: ignore[attr-defined]  # pghistory.track sets it
    events = list(model.objects.filter(pgh_obj=statement.pk).select_related("pgh_context").order_by("pgh_id"))
    names = names_of(events)
    told = [(event, _step(old, event)) for old, event in pairwise([None, *events])]
    steps = [Step(event.pgh_created_at, names.get(user_of(event), ""), what) for event, what in told if what]
    return steps[::-1]


def _step(old: Any, new: Any) -> str:
    if old is None:
        return _("Statement made")
    if old.scan_stored_name == new.scan_stored_name:
        return ""
    if not new.scan_stored_name:
        return _("Scan deleted: %(name)s") % {"name": old.scan_name}
    word = _("Scan replaced: %(name)s") if old.scan_stored_name else _("Scan received: %(name)s")
    return word % {"name": new.scan_name}
