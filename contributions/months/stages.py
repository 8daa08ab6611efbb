"""How far a month is, in SIPP's words: draft, finalisasi, kode iuran, paid (in part), posting."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from agencies.pages.figures import rupiah, short_day
from contributions.billing.standing import ZERO
from contributions.models import BillState
from contributions.months.reading import GroupMonth, MonthOfAgency

DONE, PARTLY, OPEN = "done", "partly", "open"


@dataclass(frozen=True)
class Stage:
    """`state` is DONE, PARTLY (some groups, or in part) or OPEN; `note` says since when, or how much."""

    label: str
    state: str
    note: str = ""

    @property
    def icon(self) -> str:
        return {DONE: "circle-check", PARTLY: "circle-half-2", OPEN: "circle-dashed"}[self.state]


def stages_of(found: MonthOfAgency) -> list[Stage]:
    """Five steps; the fourth is told by the payments alone, never by a date."""
    return [
        Stage(_("Computed"), _of_all(found, lambda one: one.is_computed), _computed(found)),
        Stage(_("Made final (finalisasi)"), _of_all(found, lambda one: one.is_final), _final(found)),
        Stage(_("Kode iuran issued"), _of_all(found, _has_code), _codes(found)),
        _payment(found),
        Stage(_("Posted by BPJS (posting)"), _of_all(found, _is_posted), _posted(found)),
    ]


def _of_all(found: MonthOfAgency, holds: Callable[[GroupMonth], bool]) -> str:
    count = sum(holds(one) for one in found.owned)
    return OPEN if not count else DONE if count == len(found.owned) else PARTLY


def _computed(found: MonthOfAgency) -> str:
    days = [
        one.assessment.computed_at for one in found.owned if one.assessment and one.assessment.computed_at
    ]
    return short_day(localdate(max(days))) if days else ""


def _final(found: MonthOfAgency) -> str:
    days = [one.assessment.final_at for one in found.owned if one.assessment and one.assessment.final_at]
    return short_day(localdate(max(days))) if days else ""


def _has_code(one: GroupMonth) -> bool:
    return any(bill.state in (BillState.ISSUED, BillState.POSTED) for bill in one.bills)


def _is_posted(one: GroupMonth) -> bool:
    return bool(one.bills) and all(bill.state == BillState.POSTED for bill in one.bills)


def _codes(found: MonthOfAgency) -> str:
    codes = [bill.code for one in found.owned for bill in one.bills if bill.code]
    return ", ".join(codes)


def _posted(found: MonthOfAgency) -> str:
    days = [bill.posted_on for one in found.owned for bill in one.bills if bill.posted_on]
    return short_day(max(days)) if days else ""


def _payment(found: MonthOfAgency) -> Stage:
    owed = sum((one.owed for one in found.assessments), ZERO)
    paid = sum((one.paid for one in found.assessments), ZERO)
    if owed and paid >= owed:
        days = [one.settled_on for one in found.assessments if one.settled_on]
        return Stage(_("Paid"), DONE, short_day(max(days)) if days else "")
    if paid:
        return Stage(_("Partly paid"), PARTLY, rupiah(paid))
    return Stage(_("Paid"), OPEN)
