"""Differences and decisions in words: both sides as people read them, and what each decision will do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from enrolment.models import (
    Decision,
    DecisionBatch,
    Difference,
    DifferenceKind,
    EnrolmentState,
    ParticipantMatch,
)
from enrolment.reconciliation.deciding import fitting
from enrolment.reconciliation.deciding.planning import value_of
from enrolment.reconciliation.likeness import same_name
from enrolment.workers.wording import field_label, shown_value

K, D = DifferenceKind, Decision
SIDE = ("nik", "name", "birth_date", "sex", "wage", "kpj", "state")


def words_of(name: str, value: Any, *, full: bool = False) -> str:
    """A value of one side as it stands on the page; a NIK masked unless `full`."""
    if value in (None, ""):
        return "–"
    if name == "state":
        known = dict(EnrolmentState.choices) | {
            "stated": _("registered, as the agency states"),
            "confirmed": _("registered, confirmed by BPJS"),
            "active": _("active with BPJS"),
        }
        return str(known.get(value, value))
    if name == "nik" and full:
        return str(value)
    return shown_value(name, value_of(name, value))


def short(difference: Difference, side: dict[str, Any]) -> str:
    """What a row of the list shows of one side: the value that differs, else who it is."""
    if not side:
        return "–"
    name = fitting.FIELDS.get(difference.kind)
    if name:
        return words_of(name, side.get(name))
    told = [words_of(n, side.get(n)) for n in ("name", "nik", "state") if side.get(n)]
    return " · ".join(told) or "–"


@dataclass(frozen=True)
class Row:
    """One field of both sides; `differs` where both say something and not the same."""

    label: str
    ours: str
    theirs: str
    differs: bool


def rows_of(difference: Difference, *, full: bool) -> list[Row]:
    """Both sides field by field; fields that neither fills are left out."""
    rows = []
    for name in SIDE:
        a, b = difference.ours.get(name), difference.theirs.get(name)
        if a in (None, "") and b in (None, ""):
            continue
        label = _("Status") if name == "state" else field_label(name)
        differs = fitting.FIELDS.get(difference.kind) == name or _differ(difference.kind, name, a, b)
        rows.append(Row(label, words_of(name, a, full=full), words_of(name, b, full=full), differs))
    return rows


def _differ(kind: str, name: str, a: Any, b: Any) -> bool:
    """As the comparison sees it: capitals and titles make no other name, and states are what it is about in
    the two kinds that are named after them."""
    if name == "state":
        return kind in (K.ENDED_BUT_ACTIVE, K.ACTIVE_BUT_ENDED)
    if not a or not b or a == b:
        return False
    return name != "name" or not same_name(a, b)


@dataclass(frozen=True)
class Choice:
    """A decision that may be made here, and what it will do."""

    value: str
    label: str
    effect: str


def choices_of(kinds: Iterable[str], found_by: str | None) -> list[Choice]:
    """The decisions that fit at least one of these kinds."""
    known = list(kinds)
    fits = {d for kind in known for d in fitting.decisions_for(kind, found_by)}
    alone = known[0] if len(known) == 1 else None
    return [
        Choice(decision, str(Decision(decision).label), effect(alone, decision))
        for decision in Decision.values
        if decision in fits
    ]


def effect(kind: str | None, decision: str) -> str:
    """What a decision does; `kind` None: in general."""
    if decision == D.TAKE_THEIRS:
        return _take_words(kind)
    return {
        D.KEEP_OURS: _("Nothing changes with us. It is not asked again unless one of the sides changes."),
        D.OTHER_PERSON: _(
            "The two are told apart: each counts by itself, and they are not proposed as one person again."
        ),
        D.NOTED: _noted_words(kind),
    }[Decision(decision)]


def _take_words(kind: str | None) -> str:
    if kind in fitting.FIELDS:
        label = field_label(fitting.FIELDS[kind])
        label = label if label.isupper() else label.lower()  # NIK and KPJ stay as they are
        return _("The worker's %(field)s becomes what BPJS's list says.") % {"field": label}
    words: dict[str | None, str] = {
        K.NOT_ON_ROSTER: _(
            "Comes onto the agency's list, registered and confirmed by BPJS, with KPJ and wage."
        ),
        K.NOT_ON_LIST: _("Leaves the list for the reason given, or is no longer counted as registered."),
        K.NOT_REGISTERED: _("Leaves the list for the reason given."),
        K.ENDED_BUT_ACTIVE: _("The end is taken back: the person is on the list as if they had never left."),
        K.ACTIVE_BUT_ENDED: _("Leaves the list for the reason given, on BPJS's day unless you give another."),
    }
    return words.get(
        kind,
        _("Values become BPJS's, people of BPJS's list come onto ours, who is not on it leaves ours."),
    )


def _noted_words(kind: str | None) -> str:
    words: dict[str | None, str] = {
        K.NOT_REGISTERED: _("Nothing changes yet: the person goes to BPJS with the next sheet."),
        K.ENDED_BUT_ACTIVE: _("Nothing changes here: BPJS is to be told with the sheet of those who left."),
        K.TWICE_ON_LIST: _("Nothing changes here: BPJS merges the two entries."),
        K.ON_TWO_ROSTERS: _("Nothing changes here: the city decides it among the people on two lists."),
    }
    return words.get(kind, _("Nothing changes here; it is settled elsewhere."))


def reasons_of(match: ParticipantMatch | None) -> list[str]:
    """Why the two were taken for one person."""
    if match is None:
        return []
    words = {
        "same_nik": _("the same NIK"),
        "same_kpj": _("the same KPJ"),
        "one_digit": _("one digit of the NIK differs"),
        "two_digits": _("two digits of the NIK differ or are swapped"),
        "other_nik": _("another NIK altogether"),
        "no_nik": _("BPJS's list gives no NIK"),
        "word_order": _("the same words of the name in another order"),
        "title": _("the name without titles is the same"),
        "spaces": _("the name is written together or apart"),
        "missing_word": _("a word of the name is missing"),
        "spelling": _("the name is spelt alike"),
        "initials": _("initials stand for words of the name"),
        "birth_date": _("the dates of birth differ"),
        "day_month": _("day and month of birth are swapped"),
        "date_digit": _("one digit of the date of birth differs"),
        "no_birth_date": _("one side gives no date of birth"),
        "sex": _("the sex differs"),
        "rival": _("somebody else is nearly as much alike"),
    }
    return [str(match.get_found_by_display()), *(words.get(code, str(code)) for code in match.reasons)]


def outcome(batch: DecisionBatch) -> str:
    """What was decided: the decision, with its reason where people left by it."""
    label, reason = str(Decision(batch.decision).label), reason_words(batch.reason)
    return f"{label}: {reason}" if reason else label


def reason_words(code: str) -> str:
    """Why somebody left the list by a decision."""
    return str(dict(fitting.REASONS).get(code, code))
