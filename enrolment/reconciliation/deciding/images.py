"""What undoing a decision needs: for each difference the fields that became other ones, old and new.

Taken when everything is done, the comparison that follows a decision included: it may confirm a
registration, and that goes back too.
"""

from collections.abc import Iterable
from typing import Any

from enrolment.models import Enrolment, Worker
from enrolment.reconciliation.deciding import writing
from enrolment.reconciliation.deciding.planning import Change

Before = dict[str, dict[int, dict[str, Any]]]


def before_of(changes: Iterable[Change]) -> Before:
    """The workers and spells that a decision touches, as they are now. A pair that becomes the same person
    may be registered by the comparison: its spell is held, too."""
    found: Before = {"workers": {}, "spells": {}}
    for change in changes:
        if change.worker and change.target:
            found["workers"][change.target.pk] = writing.image(change.target, writing.WORKER)
        if change.stretch and (change.worker or change.spell or change.pair):
            found["spells"][change.stretch.pk] = writing.image(change.stretch, writing.SPELL)
    return found


def keep(changes: list[Change], before: Before) -> None:
    """Store with each difference what became of its worker, spell and pair."""
    agencies = {change.difference.agency_id for change in changes}
    made = [change.person.pk for change in changes if change.person]
    workers = Worker.objects.filter(agency__in=agencies).in_bulk([*before["workers"], *made])
    spells = Enrolment.objects.filter(agency__in=agencies).in_bulk(
        [*before["spells"], *(change.enrolment.pk for change in changes if change.enrolment)]
    )
    rows = [
        {"id": change.difference.pk, "before": _kept(change, before, workers, spells)} for change in changes
    ]
    writing.run(writing.KEEP_BEFORE, rows, agencies)


def _kept(
    change: Change, before: Before, workers: dict[int, Worker], spells: dict[int, Enrolment]
) -> dict[str, Any]:
    difference = change.difference
    found: dict[str, Any] = {
        "state": difference.state,
        "decision": difference.decision,
        "carried_from": difference.carried_from_id,
    }
    if change.person and change.enrolment:
        made, spell = workers[change.person.pk], spells[change.enrolment.pk]
        found["made"] = {"worker": made.pk, "spell": spell.pk, "left_at": [made.revision, spell.revision]}
    if change.worker and change.target:
        old, new = before["workers"][change.target.pk], workers[change.target.pk]
        found["worker"] = [change.target.pk, _moved(old, new, change.worker)]
    if change.stretch and change.stretch.pk in before["spells"]:
        moved = _moved(before["spells"][change.stretch.pk], spells[change.stretch.pk], writing.SPELL)
        if moved:
            found["spell"] = [change.stretch.pk, moved]
    if change.proposals:
        found["proposals"] = change.proposals
    if change.match and change.pair is not None:
        found["match"] = [change.match.pk, change.pair]
    return found


def _moved(old: dict[str, Any], new: Any, names: Iterable[str]) -> dict[str, list[Any]]:
    """Field -> [old, new], of those that differ."""
    now = writing.image(new, names)
    return {name: [old[name], now[name]] for name in now if old[name] != now[name]}
