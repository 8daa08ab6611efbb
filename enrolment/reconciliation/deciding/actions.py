"""Deciding differences, one or thousands at once, and taking a decision back."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from enrolment import figures
from enrolment.cases.opening import refresh
from enrolment.models import (
    DecisionBatch,
    Difference,
    DifferenceState,
    Enrolment,
    ParticipantMatch,
    ProposedExit,
    Worker,
)
from enrolment.reconciliation import comparing, months
from enrolment.reconciliation.deciding import images, undoing, writing
from enrolment.reconciliation.deciding.planning import Asked, Change, plan
from enrolment.reconciliation.scope import scope_of
from enrolment.seen import check, mark
from enrolment.workers.actions import history
from enrolment.workers.sql import lock_rosters, many_rows


def decide(
    *,
    differences: QuerySet[Difference],
    decision: str,
    reason: str = "",
    note: str = "",
    ended_on: dt.date | None = None,
    by: Any,
    seen: str | None = None,
) -> list[DecisionBatch]:
    """Decide these differences, already cut to what `by` may decide, and carry out what that changes.

    `reason`: a code of `fitting.REASONS` where people leave the list by it; `ended_on`: from which day on (by
    itself BPJS's day or the first of the month). Differences for which it cannot be done stay as they are
    (`planning.plan` names them). One batch per agency, all with the same `together`; `undo` takes one back.
    Raises ValidationError when nothing can be decided so, ShownAnew when others than those `seen`
    (`seen_of`) would be decided, months.MonthClosed.
    """
    asked = Asked(decision, reason, note, ended_on)
    ids = list(differences.order_by("pk").values_list("pk", flat=True))
    # A list's rows may be another agency's: one group may serve many.
    with transaction.atomic(), access.acting(access.SYSTEM):
        found = _locked(ids)
        check(seen, lines_of(found))
        planned = plan(found, asked)
        if not planned.changes:
            raise ValidationError(_("None of these can be decided so."), code="nobody")
        batches = _record(planned.changes, asked, by)
        before = images.before_of(planned.changes)
        niks = _carry_out(planned.changes, by)
        _follow_up(found, niks, by)
        images.keep(planned.changes, before)
    return batches


def seen_of(differences: Iterable[Difference]) -> str:
    """The mark of what a page showed: which differences, as they stood."""
    return mark(lines_of(sorted(differences, key=lambda d: d.pk)))


def lines_of(differences: Iterable[Difference]) -> list[tuple[Any, ...]]:
    """What of each difference a mark holds."""
    return [(d.pk, d.fingerprint, str(d.state)) for d in differences]


def _locked(ids: list[int]) -> list[Difference]:
    """Rosters first, as every action does; then the differences, as they are by now."""
    rows = Difference.objects.filter(pk__in=ids)
    lock_compared(rows.order_by().values_list("agency_id", "month__month").distinct())
    locked = rows.select_for_update(of=("self",)).select_related("month").order_by("pk")
    found = [row for row in locked if row.state != DifferenceState.DECIDED]
    check_open(found)
    return found


def lock_compared(agencies: Iterable[tuple[int, dt.date]]) -> None:
    """Hold the rosters of these agencies, each with its month, and of all that share a group with them: what
    follows a decision compares them anew, together."""
    by_month: dict[dt.date, set[int]] = defaultdict(set)
    for agency, month in agencies:
        by_month[month].add(agency)
    lock_rosters(pk for month, those in by_month.items() for pk in scope_of(those, month).everybody)


def check_open(differences: Iterable[Difference]) -> None:
    """MonthClosed where one of the months is."""
    by_month: dict[dt.date, set[int]] = defaultdict(set)
    for difference in differences:
        by_month[difference.month.month].add(difference.agency_id)
    for month, agencies in by_month.items():
        months.check_open(agencies, month)


def _record(changes: list[Change], asked: Asked, by: Any) -> list[DecisionBatch]:
    """A batch per agency and month; the differences are decided."""
    counts = Counter((change.difference.month_id, change.difference.agency_id) for change in changes)
    together = uuid.uuid4()
    batches = DecisionBatch.objects.bulk_create(
        DecisionBatch(
            month_id=month,
            agency_id=agency,
            together=together,
            decision=asked.decision,
            reason=asked.reason,
            note=asked.note,
            count=count,
            made_by_id=getattr(by, "pk", None),
        )
        for (month, agency), count in sorted(counts.items())
    )
    by_month = {batch.month_id: str(batch.pk) for batch in batches}
    rows = [{"id": c.difference.pk, "batch": by_month[c.difference.month_id]} for c in changes]
    agencies = {agency for _month, agency in counts}
    writing.run(writing.DECIDE, rows, agencies, decision=asked.decision)
    return batches


def _carry_out(changes: list[Change], by: Any) -> set[str]:
    """Change workers, spells and pairs; returns the NIKs that came onto a list."""
    agencies = {change.difference.agency_id for change in changes}
    workers: dict[int, dict[str, Any]] = {}
    spells: dict[int, dict[str, Any]] = {}
    niks: set[str] = set()
    for change in changes:
        if change.worker and change.target:
            new = workers.setdefault(change.target.pk, writing.image(change.target, writing.WORKER))
            new.update(writing.plain(change.worker))
            niks |= {change.target.nik, new["nik"]} if "nik" in change.worker else set()
        if change.spell and change.stretch and change.target:
            new = spells.setdefault(change.stretch.pk, writing.image(change.stretch, writing.SPELL))
            new.update(writing.plain(change.spell))
            niks.add(change.target.nik)
    with many_rows(), history(by, "reconcile"):
        writing.put_workers(workers, agencies)
        writing.put_spells(spells, agencies)
        niks |= _add(changes)
    _answer_proposals(changes, by)
    _settle_pairs(changes, by)
    return niks


def _answer_proposals(changes: list[Change], by: Any) -> None:
    """Who leaves the list by a decision is proposed to leave no longer."""
    leaving = {c.target.pk: c for c in changes if c.target and c.spell.get("ended_on")}
    waiting = ProposedExit.objects.filter(worker__in=leaving, decided_at=None)
    for pk, worker in waiting.values_list("pk", "worker_id"):
        leaving[worker].proposals.append(pk)
    waiting.update(decided_at=timezone.now(), decided_by=getattr(by, "pk", None), stays=False)


def _add(changes: list[Change]) -> set[str]:
    """People of BPJS's list who come onto the roster."""
    new = [(c.person, c.enrolment) for c in changes if c.person and c.enrolment]
    Worker.objects.bulk_create(person for person, _spell in new)
    for person, spell in new:
        spell.worker = person
    Enrolment.objects.bulk_create(spell for _person, spell in new)
    return {person.nik for person, _spell in new}


def _settle_pairs(changes: list[Change], by: Any) -> None:
    """Proposals become the same person or two; who said so is kept."""
    said = {"decided_at": timezone.now(), "decided_by": getattr(by, "pk", None)}
    for same in (True, False):
        matches = {c.match.pk: c.match for c in changes if c.match and c.pair is same}
        ParticipantMatch.objects.filter(pk__in=matches).update(is_refused=not same, **said)
        for match in matches.values():
            match.decided_at = said["decided_at"]


def _follow_up(differences: Iterable[Difference], niks: Iterable[str], by: Any) -> None:
    """Cases and figures of the lists that changed; then the months are compared anew."""
    agencies = {difference.agency_id for difference in differences}
    refresh(agencies, niks=niks, by=by)
    figures.recount(agencies)
    by_month: dict[dt.date, set[int]] = defaultdict(set)
    for difference in differences:
        by_month[difference.month.month].add(difference.agency_id)
    for month, those in by_month.items():
        comparing.reconcile(agencies=those, month=month, by=by)


def undo(*, batch: DecisionBatch, by: Any) -> dict[str, Any]:
    """Take a decision back: workers, spells and pairs become what they were, the differences wait again.

    What somebody changed since stays, and its differences stay decided. Returns `reversed` (how many) and
    `kept` (the differences that stay). ValidationError when it was taken back already, or when nothing of it
    can be; months.MonthClosed.
    """
    with transaction.atomic(), access.acting(access.SYSTEM):
        lock_compared([(batch.agency_id, batch.month.month)])
        batch = DecisionBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.undone_at:
            raise ValidationError(_("This decision was taken back already."), code="undone")
        rows = batch.differences.select_for_update(of=("self",)).select_related("month").order_by("pk")
        found = list(rows)
        check_open(found)
        sorted_out = undoing.sort_out(found)
        if not sorted_out.back:
            raise ValidationError(_("Nothing of it can be taken back: it was changed since."), code="kept")
        with many_rows(), history(by, "reconcile_back"):
            niks = undoing.put_back(batch.agency_id, sorted_out)
        batch.undone_at, batch.undone_by_id = timezone.now(), getattr(by, "pk", None)
        batch.save(update_fields=["undone_at", "undone_by"])
        _follow_up(sorted_out.back, niks, by)
    return {"reversed": len(sorted_out.back), "kept": sorted_out.kept}
