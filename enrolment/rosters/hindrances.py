"""Why a worker stays as it is when an upload is undone, or that is taken back: the reason, who and when."""

import datetime as dt
from typing import Any

import pghistory.models
from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from enrolment.rosters import undo_sql


class Hindrance(TextChoices):
    """What happened since. Those of `KEPT` are somebody's own edits, which count more than undoing; with the
    others, what was done cannot be taken back by undoing a list."""

    EDITED = "edited", _("edited since")
    SUBMITTED = "submitted", _("submitted to BPJS since")
    REGISTERED = "registered", _("registered after the upload")
    CONFIRMED = "confirmed", _("confirmed by BPJS since")
    ENDED = "ended", _("has left the list since")
    RETURNED = "returned", _("left the list and came back since")
    CLAIMED = "claimed", _("an accident or a death was reported since")
    CARDED = "carded", _("holds a card or a certificate")
    ASSESSED = "assessed", _("counts in a contribution that is final")
    IN_SHEET = "in_sheet", _("stands in an official sheet")
    LISTED_AGAIN = "listed_again", _("put on the list again since")
    GONE = "gone", _("no longer on the list")


KEPT = frozenset({Hindrance.EDITED})

# The spell as the upload left it tells whether it was only edited, or moved on.
_REFINE = """
update roster_undo u
set hindrance = case when e.state = l.state then 'confirmed' else e.state end
from enrolment_enrolment e, enrolment_enrolmentevent l
where u.hindrance = 'edited' and e.id = u.enrolment_id and e.agency_id = %(agency)s
  and l.pgh_obj_id = any(%(spells)s) and l.pgh_obj_id = e.id and l.revision = u.enrolment_revision
  and e.revision <> u.enrolment_revision
  and (e.state in ('submitted', 'registered') and e.state <> l.state
       or e.basis = 'confirmed' and l.basis = 'stated')
"""
# The last entry about each worker, about one of its spells, or about a claim.
_LAST = """
select distinct on (worker) worker, at, context from (
    select pgh_obj_id as worker, pgh_created_at as at, pgh_context_id as context, 1 as of_person, pgh_id
    from enrolment_workerevent where pgh_obj_id = any(%(workers)s) and agency_id = %(agency)s
    union all
    select worker_id, pgh_created_at, pgh_context_id, 0, pgh_id
    from enrolment_enrolmentevent where pgh_obj_id = any(%(spells)s) and agency_id = %(agency)s
    union all
    select worker_id, pgh_created_at, pgh_context_id, 0, pgh_id
    from enrolment_benefitclaimevent where worker_id = any(%(workers)s) and agency_id = %(agency)s
) entry order by worker, at desc, of_person desc, pgh_id desc
"""
_SPELLS = """
select id from enrolment_enrolment where agency_id = %(agency)s and worker_id = any(%(workers)s)
"""


def held(agency: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Who stays as they are, of `roster_undo`: (kept, failed), by name, each
    `{"worker": id, "name", "reason": Hindrance, "who": name or "", "when": ISO time or None}`.

    The numbers go as lists written into the statements, so that history is always read by its index.
    """
    with connection.cursor() as cursor:
        cursor.execute(undo_sql.HELD)
        rows = cursor.fetchall()
        if not rows:
            return [], []
        keys: dict[str, Any] = {"agency": agency, "workers": [row[0] for row in rows]}
        cursor.execute(_SPELLS, keys)
        keys["spells"] = sorted({pk for (pk,) in cursor.fetchall()} | {row[1] for row in rows if row[1]})
        cursor.execute(_REFINE, keys)
        cursor.execute(undo_sql.HELD)
        rows = cursor.fetchall()
        cursor.execute(_LAST, keys)
        last = {worker: (at, context) for worker, at, context in cursor.fetchall()}
    people = _names({context for _at, context in last.values() if context})
    entries = [_entry(row, *last.get(row[0], (None, None)), people) for row in rows]
    kept = [entry for entry in entries if entry["reason"] in KEPT]
    return kept, [entry for entry in entries if entry["reason"] not in KEPT]


def _entry(row: tuple, at: dt.datetime | None, context: Any, people: dict[Any, str]) -> dict[str, Any]:
    worker, _spell, name, reason, *_rest = row
    when = at.isoformat() if at else None
    return {"worker": worker, "name": name, "reason": reason, "who": people.get(context, ""), "when": when}


def _names(contexts: set[Any]) -> dict[Any, str]:
    """Who acted, by the context of an entry."""
    found = pghistory.models.Context.objects.filter(pk__in=contexts).values_list("pk", "metadata")
    users = {pk: metadata.get("user") for pk, metadata in found}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=set(users.values()) - {None})}
    return {pk: names.get(user, "") for pk, user in users.items()}
