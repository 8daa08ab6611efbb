"""What undoing a decision needs: for each difference the fields that became other ones, old and new.

Taken when everything is done, the comparison that follows a decision included: it may confirm a
registration, and that goes back too, with the KPJ that was learnt from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from enrolment.models import Enrolment, ParticipantNumber, Worker
from enrolment.reconciliation.deciding import writing
from enrolment.reconciliation.deciding.planning import Change

Numbers = dict[tuple[int, str], set[str]]  # agency and NIK -> KPJs known of it


@dataclass
class Standing:
    """How the rows of a decision stand at one time; a pair that becomes the same person may be registered by
    the comparison, so its spell is among them."""

    workers: dict[int, dict[str, Any]] = field(default_factory=dict)
    spells: dict[int, dict[str, Any]] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=dict)


def before_of(changes: Iterable[Change]) -> Standing:
    """The rows that a decision touches, before it does. One query."""
    found, niks = Standing(), set()
    for change in changes:
        if change.worker and change.target:
            found.workers[change.target.pk] = writing.image(change.target, writing.WORKER)
        if change.stretch and (change.worker or change.spell or change.pair):
            found.spells[change.stretch.pk] = writing.image(change.stretch, writing.SPELL)
        niks |= _niks(change)
    found.numbers = _numbers({change.difference.agency_id for change in changes}, niks)
    return found


def _niks(change: Change) -> set[str]:
    """Under which NIKs a decision may learn a KPJ."""
    people = (change.target and change.target.nik, change.worker.get("nik"))
    return {nik for nik in (*people, change.person and change.person.nik) if nik}


def _numbers(agencies: Iterable[int], niks: set[str]) -> Numbers:
    known = ParticipantNumber.objects.filter(agency__in=set(agencies), nik__in=niks)
    found: Numbers = {}
    for agency, nik, kpj in known.values_list("agency_id", "nik", "kpj"):
        found.setdefault((agency, nik), set()).add(kpj)
    return found


def keep(changes: list[Change], before: Standing) -> None:
    """Store with each difference what became of its worker, spell and pair. Four statements."""
    agencies = {change.difference.agency_id for change in changes}
    made = [change.person.pk for change in changes if change.person]
    begun = [change.enrolment.pk for change in changes if change.enrolment]
    workers = Worker.objects.filter(agency__in=agencies).in_bulk([*before.workers, *made])
    spells = Enrolment.objects.filter(agency__in=agencies).in_bulk([*before.spells, *begun])
    learnt = _numbers(agencies, {nik for change in changes for nik in _niks(change)})
    rows = []
    for change in changes:
        kept = _kept(change, before, workers, spells)
        if numbers := _learnt(change, before.numbers, learnt):
            kept["numbers"] = numbers
        rows.append({"id": change.difference.pk, "before": kept})
    writing.run(writing.KEEP_BEFORE, rows, agencies)


def _learnt(change: Change, before: Numbers, now: Numbers) -> list[list[str]]:
    """NIK and KPJ, of those that were not known together before."""
    agency = change.difference.agency_id
    return [
        [nik, kpj]
        for nik in sorted(_niks(change))
        for kpj in sorted(now.get((agency, nik), set()) - before.get((agency, nik), set()))
    ]


def _kept(
    change: Change, before: Standing, workers: dict[int, Worker], spells: dict[int, Enrolment]
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
        old, new = before.workers[change.target.pk], workers[change.target.pk]
        found["worker"] = [change.target.pk, _moved(old, new, change.worker)]
    if change.stretch and change.stretch.pk in before.spells:
        moved = _moved(before.spells[change.stretch.pk], spells[change.stretch.pk], writing.SPELL)
        if moved:
            found["spell"] = [change.stretch.pk, moved]
    if change.proposals:
        found["proposals"] = change.proposals
    if change.match and change.pair is not None:
        match, at = change.match, change.match.decided_at
        found["match"] = [match.pk, change.pair, match.worker_id, at and at.isoformat()]
    return found


def _moved(old: dict[str, Any], new: Any, names: Iterable[str]) -> dict[str, list[Any]]:
    """Field -> [old, new], of those that differ."""
    now = writing.image(new, names)
    return {name: [old[name], now[name]] for name in now if old[name] != now[name]}
