"""What a decision would change, for any number of differences at once: the preview and the deed ask the same.

A handful of queries, however many differences.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from enrolment.claims.opening import dead_among
from enrolment.models import (
    Basis,
    Decision,
    Difference,
    DifferenceKind,
    Enrolment,
    EnrolmentState,
    ListRow,
    ParticipantMatch,
    Pass,
    Worker,
)
from enrolment.reconciliation.deciding import fitting
from enrolment.workers.actions import state_by_days
from enrolment.workers.registering import last_day

K = DifferenceKind
# Why a decision cannot be carried out for a difference.
REFUSALS = {
    "does_not_fit": _("this decision does not fit the kind of difference"),
    "gone": _("the worker is no longer there"),
    "no_value": _("BPJS's list gives no value"),
    "nik_missing": _("BPJS's list gives no valid NIK"),
    "nik_taken": _("another worker of the agency has this NIK"),
    "name_missing": _("BPJS's list gives no name"),
    "reason_missing": _("say why the person leaves the list"),
    "left_already": _("the worker has left the list already"),
    "on_the_list": _("the worker is on the list again"),
    "died": _("a claim says that this person has died: the end is taken back on the worker's page"),
    "not_registered": _("there is no registration to take back"),
    "before_other_days": _("the day lies before the worker was listed, submitted or registered"),
    "in_the_future": _("the day lies in the future"),
}


@dataclass(frozen=True)
class Asked:
    """One decision as somebody made it. `reason`: a code of `fitting.REASONS` where the decision takes people
    off the list; `ended_on`: from which day on, by itself BPJS's own day or the first of the month."""

    decision: str
    reason: str = ""
    note: str = ""
    ended_on: dt.date | None = None


@dataclass
class Change:
    """What one difference changes. `worker`, `spell`: new values by field; `person`, `enrolment`: somebody to
    be added; `pair`: the match is settled as the same person (True) or as two (False)."""

    difference: Difference
    target: Worker | None = None
    stretch: Enrolment | None = None
    worker: dict[str, Any] = field(default_factory=dict)
    spell: dict[str, Any] = field(default_factory=dict)
    person: Worker | None = None
    enrolment: Enrolment | None = None
    match: ParticipantMatch | None = None
    pair: bool | None = None
    proposals: list[int] = field(default_factory=list)  # to leave, answered by it


@dataclass
class Plan:
    changes: list[Change]
    refused: list[tuple[Difference, str]]


class Refused(Exception):
    """This difference cannot be decided so; the code is one of REFUSALS."""


@dataclass
class Known:
    """The rows that the differences are about."""

    workers: dict[int, Worker]
    rows: dict[int, ListRow]
    matches: dict[tuple[int, int, int], ParticipantMatch]
    taken: set[tuple[int, str]]  # (agency, NIK)
    dead: set[int]  # workers about whose death there is a claim


def plan(differences: Sequence[Difference], asked: Asked) -> Plan:
    """What `asked` would change. Call it as the system: the rows of a list may be another agency's."""
    known = _known(differences)
    planned = Plan([], [])
    for difference in differences:
        try:
            planned.changes.append(_change(difference, asked, known))
        except Refused as refused:
            planned.refused.append((difference, str(refused)))
    return planned


def _known(differences: Sequence[Difference]) -> Known:
    agencies = {d.agency_id for d in differences}
    spells = Enrolment.objects.filter(agency__in=agencies).order_by("listed_on", "pk")
    workers = Worker.objects.filter(pk__in={d.worker_id for d in differences if d.worker_id})
    people = workers.filter(agency__in=agencies).prefetch_related(Prefetch("enrolments", spells))
    rows = ListRow.objects.filter(pk__in={d.row_id for d in differences if d.row_id}).select_related("list")
    matches = ParticipantMatch.objects.filter(
        month__in={d.month_id for d in differences},
        row__in={d.row_id for d in differences if d.row_id},
        is_refused=False,
    )
    niks = {d.theirs.get("nik") for d in differences} | {r.nik for r in rows}
    taken = Worker.objects.filter(agency__in=agencies, nik__in=niks - {None})
    return Known(
        {worker.pk: worker for worker in people},
        {row.pk: row for row in rows},
        {(m.month_id, m.row_id, m.worker_id): m for m in matches},
        set(taken.values_list("agency_id", "nik")),
        dead_among({d.worker_id for d in differences if d.kind == K.ENDED_BUT_ACTIVE and d.worker_id}),
    )


def _change(difference: Difference, asked: Asked, known: Known) -> Change:
    change = Change(difference)
    change.match = known.matches.get((difference.month_id, difference.row_id or 0, difference.worker_id or 0))
    if target := known.workers.get(difference.worker_id or 0):
        change.target = target
        change.stretch = max(target.enrolments.all(), key=lambda e: (e.listed_on, e.pk), default=None)
    found_by = change.match.found_by if change.match else None
    if asked.decision not in fitting.decisions_for(difference.kind, found_by):
        raise Refused("does_not_fit")
    if change.match and difference.kind in fitting.FIELDS:
        proposed = found_by == Pass.NAME and change.match.decided_at is None
        if asked.decision == Decision.OTHER_PERSON:
            change.pair = False
        elif proposed and asked.decision in (Decision.TAKE_THEIRS, Decision.KEEP_OURS):
            change.pair = True
    if asked.decision == Decision.TAKE_THEIRS:
        _take_theirs(change, asked, known)
    return change


def _take_theirs(change: Change, asked: Asked, known: Known) -> None:
    difference = change.difference
    row = known.rows.get(difference.row_id or 0)
    if difference.kind == K.NOT_ON_ROSTER:
        _add(change, row, known)
        return
    if change.target is None:
        raise Refused("gone")
    if difference.kind in fitting.FIELDS:
        _take_value(change, known)
    elif difference.kind == K.ENDED_BUT_ACTIVE:
        _reopen(change, known)
    else:
        _end(change, asked, row)


def _take_value(change: Change, known: Known) -> None:
    name = fitting.FIELDS[change.difference.kind]
    value = value_of(name, change.difference.theirs.get(name))
    if value is None or (name == "wage" and value < 0):
        raise Refused("no_value")
    assert change.target is not None
    if name == "nik":
        _claim_nik(known, change.target.agency_id, value)
    change.worker = {name: value}
    if name == "kpj" and change.stretch is not None and change.stretch.ended_on is None:
        change.spell = {"kpj": value}


def _claim_nik(known: Known, agency: int, nik: str | None) -> None:
    """Take a NIK for somebody of the agency, as long as nobody has it."""
    if not nik or len(nik) != 16 or not (nik.isascii() and nik.isdigit()):
        raise Refused("nik_missing")
    if (agency, nik) in known.taken:
        raise Refused("nik_taken")
    known.taken.add((agency, nik))


def value_of(name: str, value: Any) -> Any:
    """A value of a difference's JSON as the model has it; None for an empty one."""
    if value in (None, ""):
        return None
    if name == "wage":
        return Decimal(value)
    return parse_date(value) if name == "birth_date" else value


def _add(change: Change, row: ListRow | None, known: Known) -> None:
    """Somebody of BPJS's list comes onto the roster: registered since they are a participant, confirmed by
    the month's list."""
    difference = change.difference
    if row is None or row.list.group_id is None:
        raise Refused("gone")
    if not row.name:
        raise Refused("name_missing")
    _claim_nik(known, difference.agency_id, row.nik)
    month = difference.month.month
    since = row.participant_since or month
    if since > min(last_day(month), timezone.localdate()):
        since = month
    change.person = Worker(
        agency_id=difference.agency_id,
        contribution_group_id=row.list.group_id,
        nik=row.nik or "",
        wage=row.wage if row.wage and row.wage > 0 else None,
        **{n: getattr(row, n) for n in ("name", "birth_date", "sex", "kpj", "unit", "employee_no")},
    )
    change.enrolment = Enrolment(
        agency_id=difference.agency_id,
        state=EnrolmentState.REGISTERED,
        listed_on=since,
        registered_on=since,
        basis=Basis.CONFIRMED,
        confirmed_month=month,
        kpj=row.kpj,
    )


def _reopen(change: Change, known: Known) -> None:
    """The end is taken back: the spell goes on as if it had never ended. Not of who is said to have died:
    that closes a claim, one by one."""
    spell = change.stretch
    if spell is None or spell.ended_on is None:
        raise Refused("on_the_list")
    if spell.worker_id in known.dead:
        raise Refused("died")
    change.spell = {"state": state_by_days(spell), "ended_on": None, "end_reason": None}


def _end(change: Change, asked: Asked, row: ListRow | None) -> None:
    spell, month = change.stretch, change.difference.month.month
    if spell is None or spell.ended_on is not None:
        raise Refused("left_already")
    if asked.reason not in dict(fitting.REASONS):
        raise Refused("reason_missing")
    if asked.reason == fitting.NEVER_REGISTERED:
        _withdraw(change, spell)
        return
    latest = max(day for day in (spell.listed_on, spell.submitted_on, spell.registered_on) if day)
    day = asked.ended_on or (row.left_on if row else None) or month
    if asked.ended_on is None:
        day = max(day, latest)
    if day < latest:
        raise Refused("before_other_days")
    if day > timezone.localdate():
        raise Refused("in_the_future")
    change.spell = {"state": EnrolmentState.ENDED, "ended_on": day, "end_reason": asked.reason}


def _withdraw(change: Change, spell: Enrolment) -> None:
    if spell.registered_on is None:
        raise Refused("not_registered")
    state = EnrolmentState.SUBMITTED if spell.submitted_on else EnrolmentState.LISTED
    change.spell = {"state": state, "registered_on": None, "basis": None, "confirmed_month": None}


def tally(refused: Iterable[tuple[Difference, str]]) -> list[tuple[Any, int]]:
    """How many were refused for which reason, in words."""
    found: dict[str, int] = {}
    for _difference, code in refused:
        found[code] = found.get(code, 0) + 1
    return [(REFUSALS[code], count) for code, count in found.items()]
