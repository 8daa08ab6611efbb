"""Which differences of a batch can be taken back, and putting back what they changed.

A field is put back when it still holds what the decision left in it: what somebody edited since stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from enrolment.models import (
    Difference,
    Enrolment,
    ListingCase,
    ParticipantMatch,
    ProposedExit,
    Worker,
    WorkerTerm,
)
from enrolment.reconciliation.deciding import writing

# What goes away along with a worker whom a decision added; anything else that names them keeps them.
_GO_ALONG = (Enrolment, ParticipantMatch, Difference, WorkerTerm, ListingCase, ProposedExit)


@dataclass
class SortedOut:
    """The differences that go back, those that stay as they are, and the rows as they stand now."""

    back: list[Difference]
    kept: list[Difference]
    workers: dict[int, Worker]
    spells: dict[int, Enrolment]


def sort_out(differences: list[Difference]) -> SortedOut:
    """A handful of queries, however many differences."""
    images = [difference.before or {} for difference in differences]
    made = {found["made"]["worker"] for found in images if "made" in found}
    ids = {found["worker"][0] for found in images if "worker" in found}
    spell_ids = {found["spell"][0] for found in images if "spell" in found}
    spell_ids |= {found["made"]["spell"] for found in images if "made" in found}
    sorted_out = SortedOut([], [], Worker.objects.in_bulk(ids | made), Enrolment.objects.in_bulk(spell_ids))
    used = _named_elsewhere(made)
    newest = _newest_spells(spell.worker_id for spell in sorted_out.spells.values())
    taken = _taken(differences)
    for difference, found in zip(differences, images, strict=True):
        if _is_untouched(difference, found, sorted_out, used, newest, taken):
            sorted_out.back.append(difference)
        else:
            sorted_out.kept.append(difference)
    return sorted_out


def _named_elsewhere(workers: set[int]) -> set[int]:
    """Of these workers, whom something that was recorded since names: a sheet, a card, a claim."""
    found: set[int] = set()
    for relation in Worker._meta.related_objects if workers else ():
        model = relation.related_model
        if not isinstance(model, str) and model not in _GO_ALONG and relation.field.name != "pgh_obj":
            rows = model._default_manager.filter(**{f"{relation.field.name}__in": workers})
            found |= set(rows.values_list(relation.field.attname, flat=True))
    return found


def _newest_spells(workers: Iterable[int]) -> dict[int, int]:
    rows = Enrolment.objects.filter(worker__in=set(workers)).order_by("worker", "listed_on", "pk")
    return dict(rows.values_list("worker_id", "pk"))


def _taken(differences: list[Difference]) -> dict[tuple[int, str], int]:
    """(agency, NIK) -> worker, of the NIKs that would be given back."""
    old = {
        found["worker"][1]["nik"][0]
        for found in (d.before or {} for d in differences)
        if "nik" in found.get("worker", (0, {}))[1]
    }
    rows = Worker.objects.filter(agency__in={d.agency_id for d in differences}, nik__in=old)
    return {(agency, nik): pk for agency, nik, pk in rows.values_list("agency_id", "nik", "pk")}


def _is_untouched(
    difference: Difference,
    found: dict[str, Any],
    now: SortedOut,
    used: set[int],
    newest: dict[int, int],
    taken: dict[tuple[int, str], int],
) -> bool:
    if made := found.get("made"):
        worker, spell = now.workers.get(made["worker"]), now.spells.get(made["spell"])
        standing = worker and spell and [worker.revision, spell.revision] == made["left_at"]
        return bool(standing) and made["worker"] not in used and newest.get(made["worker"]) == made["spell"]
    if "worker" in found:
        pk, moved = found["worker"]
        if pk not in now.workers or not _stands(now.workers[pk], moved):
            return False
        if "nik" in moved and taken.get((difference.agency_id, moved["nik"][0]), pk) != pk:
            return False
    if "spell" in found:
        pk, moved = found["spell"]
        spell = now.spells.get(pk)
        return spell is not None and _stands(spell, moved) and newest.get(spell.worker_id) == pk
    return True


def _stands(row: Any, moved: dict[str, list[Any]]) -> bool:
    return writing.image(row, moved) == {name: pair[1] for name, pair in moved.items()}


def put_back(agency: int, sorted_out: SortedOut) -> set[str]:
    """Write the old values; returns the NIKs whose cases are to be looked at."""
    workers: dict[int, dict[str, Any]] = {}
    spells: dict[int, dict[str, Any]] = {}
    niks: set[str] = set()
    for found in (difference.before or {} for difference in sorted_out.back):
        if "worker" in found:
            niks |= _old(workers, sorted_out.workers, found["worker"], writing.WORKER)
        if "spell" in found:
            _old(spells, sorted_out.spells, found["spell"], writing.SPELL)
    ended = {sorted_out.spells[pk].worker_id for pk in spells}
    niks |= set(Worker.objects.filter(agency=agency, pk__in=ended).values_list("nik", flat=True))
    writing.put_workers(workers, [agency])
    writing.put_spells(spells, [agency])
    _forget_numbers(agency, sorted_out.back)
    _take_off([found["made"]["worker"] for d in sorted_out.back if "made" in (found := d.before or {})])
    reopened = [pk for d in sorted_out.back for pk in (d.before or {}).get("proposals", ())]
    newer = ProposedExit.objects.filter(agency=agency, decided_at=None).values("worker")
    again = ProposedExit.objects.filter(pk__in=reopened).exclude(worker__in=newer)
    again.update(decided_at=None, decided_by=None, stays=None)
    _unsettle(agency, [found["match"] for d in sorted_out.back if "match" in (found := d.before or {})])
    writing.run(writing.TAKE_BACK, [_row(difference) for difference in sorted_out.back], [agency])
    return niks


def _old(
    written: dict[int, dict[str, Any]], rows: dict[int, Any], found: list[Any], names: tuple[str, ...]
) -> set[str]:
    """Note a row's old values; returns its NIKs, old and new, where the NIK is one of them."""
    pk, moved = found
    values = written.setdefault(pk, writing.image(rows[pk], names))
    values.update({name: pair[0] for name, pair in moved.items()})
    return set(moved.get("nik", ()))


def _forget_numbers(agency: int, differences: list[Difference]) -> None:
    """KPJs that the decision alone told of a NIK, else the next comparison would find the person by them."""
    told = [
        tuple(pair) for difference in differences for pair in (difference.before or {}).get("numbers", ())
    ]
    if told:
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from enrolment_participantnumber where agency_id = %s and (nik, kpj) in"
                " (select * from unnest(%s::varchar[], %s::varchar[]))",
                [agency, [nik for nik, _kpj in told], [kpj for _nik, kpj in told]],
            )


def _take_off(workers: list[int]) -> None:
    """People whom the decision had added: they, their spell and what the comparison said of them."""
    if not workers:
        return
    for model in (ParticipantMatch, WorkerTerm, ProposedExit):
        model._default_manager.filter(worker__in=workers).delete()
    rest = Difference.objects.filter(worker__in=workers)
    rest.filter(row__isnull=False).update(worker=None)
    rest.filter(worker__in=workers).delete()
    Enrolment.objects.filter(worker__in=workers).delete()
    gone = Worker.objects.filter(pk__in=workers)
    gone._raw_delete(gone.db)  # a case that names them is settled, not deleted


def _unsettle(agency: int, matches: list[list[Any]]) -> None:
    """Pairs are proposals again, with them what later comparisons took over from them (another list's row,
    another month's), else they would be found by it; closed months stay. A refused one is proposed anew."""
    same = {worker: at for _pk, was_same, worker, at in matches if was_same}
    taken = ParticipantMatch.objects.filter(agency=agency, worker__in=same, is_refused=False)
    taken = taken.filter(decided_at__in=set(same.values()), month__closed_at=None)
    taken.update(decided_at=None, decided_by=None)
    ParticipantMatch.objects.filter(pk__in=[pk for pk, was_same, *_ in matches if not was_same]).delete()


def _row(difference: Difference) -> dict[str, Any]:
    before = difference.before or {}
    return {"id": difference.pk, **{name: before.get(name) for name in ("decision", "carried_from")}} | {
        "state": before.get("state", "open")
    }
