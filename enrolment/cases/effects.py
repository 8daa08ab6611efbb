"""What each decision on a case would change, in words, before it is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agencies.pages.figures import short_day
from enrolment.cases.queries import Side
from enrolment.models import CaseDecision, CaseKind, ListingCase, Worker
from enrolment.workers.wording import field_label, shown_value

COMPARED = (
    "name", "birth_place", "birth_date", "sex", "mother_name", "address", "phone", "position", "unit",
    "category", "start_date", "contract_until", "wage", "employee_no", "kpj",
)  # fmt: skip
SPELL = ("listed_on", "submitted_on", "registered_on", "kpj")


@dataclass(frozen=True)
class Row:
    """One field of both sides; `differs` where both say something and not the same."""

    label: str
    first: str
    second: str
    differs: bool


def compared(first: Side, second: Side) -> list[Row]:
    """The two rows field by field; fields that neither fills are left out."""
    rows = []
    for name in COMPARED:
        a, b = (getattr(side.worker, name) if side.worker else None for side in (first, second))
        if a in (None, "") and b in (None, ""):
            continue
        rows.append(Row(field_label(name), _shown(name, a), _shown(name, b), _differs(a, b)))
    return rows + _spell_rows(first, second)


def _spell_rows(first: Side, second: Side) -> list[Row]:
    rows = []
    for name in SPELL:
        a, b = (getattr(side.spell, name) if side.spell else None for side in (first, second))
        label = field_label(name) if name != "kpj" else _("KPJ of this enrolment")
        if a or b:
            rows.append(Row(label, _shown(name, a), _shown(name, b), False))
    states = [side.spell.get_state_display() if side.spell else "–" for side in (first, second)]
    return [Row(_("Status"), states[0], states[1], False), *rows]


def _shown(name: str, value: Any) -> str:
    return "–" if value in (None, "") else shown_value(name, value)


def _differs(a: Any, b: Any) -> bool:
    if a in (None, "") or b in (None, ""):
        return False
    return str(a).strip().casefold() != str(b).strip().casefold()


@dataclass(frozen=True)
class Choice:
    """A decision that may be made here, and what it will do."""

    value: str
    label: str
    effect: str


def choices_of(case: ListingCase, first: Side, second: Side) -> list[Choice]:
    """The decisions that fit the case: where one agency alone lists the person, two of them."""
    words = {"first": str(first.agency), "second": str(second.agency), "name": _name(first.worker)}
    return list(_moves(case, second, words)) + (list(_others(words)) if second.worker else [])


def _name(worker: Worker | None) -> str:
    return worker.name if worker else "–"


def _moves(case: ListingCase, second: Side, words: dict[str, str]) -> Iterator[Choice]:
    yield Choice(
        CaseDecision.TRANSFERRED,
        _("Has moved to %(second)s") % words,
        _(
            "Leaves the list of %(first)s on the day you give and counts at %(second)s from then on. Days of"
            " registration, BPJS's confirmation and the KPJ go along; the history of both stays."
        )
        % words,
    )
    stays = _("Comes off the list of %(second)s as listed by mistake. Nothing changes at %(first)s.")
    if case.kind == CaseKind.MOVED and second.worker is None:
        stays = _("Stays on the list of %(first)s. Nothing changes.")
    yield Choice(CaseDecision.STAYS, _("Stays with %(first)s") % words, stays % words)


def _others(words: dict[str, str]) -> Iterator[Choice]:
    yield Choice(
        CaseDecision.BOTH,
        _("Works for both"),
        _("Nothing changes on either list, and these two are not reported for this person again."),
    )
    yield Choice(
        CaseDecision.WRONG_NIK,
        _("Two different people: one of the NIKs is wrong"),
        _("Both stay. The agency you choose is asked to compare the NIK with the KTP and to correct it."),
    )


def outcome(case: ListingCase) -> str:
    """What was decided, in one sentence, for those who decide."""
    words = {"first": str(case.agency), "second": str(case.other_agency)}
    if case.decision == CaseDecision.TRANSFERRED:
        words["day"] = short_day(case.moved_on)
        return _("Moved from %(first)s to %(second)s on %(day)s") % words
    if case.decision == CaseDecision.STAYS:
        return _("Stays with %(first)s") % words
    if case.decision == CaseDecision.WRONG_NIK:
        return _("Two people: %(agency)s corrects its NIK") % {"agency": case.wrong_agency}
    return str(CaseDecision(case.decision).label) if case.decision else ""
