"""Files from the shell to a comparison in one step: all of them are used, or none."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from enrolment.models import AgencyMonth, ListState, ParticipantList
from enrolment.reconciliation.comparing import reconcile
from enrolment.reconciliation.lists import force, reading, receiving
from enrolment.reconciliation.lists.houses import House, served_by
from enrolment.reconciliation.lists.wording import HINDRANCES, told
from enrolment.rosters import storage

_CHUNK = 1 << 20


class Unusable(Exception):
    """A file that cannot be used: which one, why and what to do."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")
        self.what, self.why = what, why


def reconcile_files(
    *, house: House, paths: Sequence[Path], month: dt.date, by: Any, again: bool = False
) -> dict[str, Any]:
    """Take in BPJS's lists of a month, put them in force and compare the agencies that they are about.

    Returns the counts of `comparing.reconcile`. Raises Unusable for the first file that cannot be used; then
    nothing is kept of any, not even its bytes. `again`: a file that is in force already is no error.
    """
    stored: list[str] = []
    try:
        with transaction.atomic():
            found = _received(house, paths, month, by)
            stored += found.exclude(stored_name="").values_list("stored_name", flat=True)
            known = [_read(one, by, again) for one in found]
            return _in_force(found, [one for one in known if one], month, by)
    except BaseException:
        for name in stored:
            storage.drop_named(name)
        raise


def _received(house: House, paths: Sequence[Path], month: dt.date, by: Any) -> QuerySet[ParticipantList]:
    files = []
    for path in paths:
        try:
            files.append((path.name, iter([path.read_bytes()])))
        except OSError as error:
            raise Unusable(str(path), f"{error.strerror}. Check the path and the permissions.") from error
    batch = receiving.receive(house=house, files=files, month=month, by=by)
    # Not through the house: a list whose group is not known yet is the batch's all the same.
    return ParticipantList.objects.filter(batch=batch).order_by("file_name", "inside", "pk")


def _read(found: ParticipantList, by: Any, again: bool) -> ParticipantList | None:
    """Read one; the list that is in force for its month with the same content instead of it, where that is
    wanted."""
    if found.state == ListState.RECEIVED:
        reading.read(found=found, by=by)
    if found.state == ListState.READY:
        return None
    refusal = found.refusal or {"code": "reading_failed"}
    known = ParticipantList.objects.filter(
        pk=refusal.get("params", {}).get("list"), state=ListState.IN_FORCE, month=found.month
    )
    if again and refusal["code"] in ("same_file", "same_rows") and (same := known.first()):
        found.delete()
        return same
    words = told(refusal)
    raise Unusable(str(found), " ".join(part for part in (words.what, words.todo) if part))


def _in_force(
    found: QuerySet[ParticipantList], known: Sequence[ParticipantList], month: dt.date, by: Any
) -> dict[str, Any]:
    ready = found.filter(state=ListState.READY)
    groups = {one.group_id for one in (*ready, *known) if one.group_id}
    for line in force.plan(ready, by).held:
        raise Unusable(str(line.list), f"{HINDRANCES[line.hindrance]}.")
    done = force.put_in_force(lists=ready, by=by)
    if not known:
        return done["counts"][month.isoformat()]
    agencies = set().union(*served_by(groups, by).values())
    if AgencyMonth.objects.filter(agency__in=agencies, month=month, closed_at__isnull=False).exists():
        raise Unusable(str(found.first() or known[0]), f"{HINDRANCES[force.CLOSED]}.")
    return reconcile(agencies=agencies, month=month, by=by)
