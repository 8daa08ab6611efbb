"""An agency's funnel as its page draws it: a row a step, each with its bar, its number, the list behind it
and how it changed since the end of an earlier month. No queries."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages import bars, figures, navigation
from contributions.coverage import worded
from contributions.coverage.funnel import AgencyCoverage, Funnel
from contributions.coverage.last_month import Frozen


@dataclass(frozen=True)
class Step:
    """`value` None is no data. `bar` is the class of its bar and `length` how far it reaches, of
    `bars.LENGTH`; `since` the value when it was frozen, None where there was none. `deeper`: of which."""

    label: str | Promise
    value: int | None
    bar: str
    note: str = ""
    url: str = ""
    since: int | None = None
    deeper: bool = False
    sign: str = ""
    length: int = 0

    @property
    def change(self) -> str:
        """`+12`, `−3`, `0`; empty where one of the two is not known."""
        if self.value is None or self.since is None:
            return ""
        less = self.value - self.since
        return f"+{figures.number(less)}" if less > 0 else figures.number(less)


@dataclass(frozen=True)
class Behind:
    """Where the lists behind the figures are: the people of today or of a past day, for those who may see
    people; the months of contributions, for everybody."""

    people: str = ""
    past: str = ""
    declared: str = ""
    months: str = ""
    code: str = ""

    def with_status(self, status: str) -> str:
        """Today's people in a state; of a past day the list, which shows each one's state then."""
        return f"{self.people}?status={status}" if self.people else self.past

    def month(self, month: dt.date | None) -> str:
        page = navigation.address("agency_contribution_month", self.code, f"{month:%Y-%m}") if month else ""
        return page if self.months else ""


def behind(one: AgencyCoverage, *, as_of: dt.date, is_today: bool, people: bool, declared: bool) -> Behind:
    code = one.office.code
    said = navigation.address("declared_figure", code, str(one.stated.pk)) if one.stated else ""
    past = f"{navigation.address('agency_roster_as_of', code)}?as_of={as_of}"
    return Behind(
        people=navigation.address("agency_workers", code) if people and is_today else "",
        past=past if people and not is_today else "",
        declared=said or (navigation.address("agency_declared", code) if declared else ""),
        months=navigation.address("agency_contributions", code) if is_today else "",
        code=code,
    )


def steps_of(one: AgencyCoverage, lists: Behind, frozen: Frozen | None) -> list[Step]:
    """Declared → listed → submitted → registered (of which confirmed; active, awaiting, in arrears), then who
    is Taspen's and who is not protected yet."""
    then = frozen.staff if frozen and frozen.staff.known else None
    found = [*_reached(one, lists, then), *_states(one.staff, lists, then), *_beside(one, lists, then)]
    whole = max((step.value or 0 for step in found), default=0)
    return [_drawn(step, whole) for step in found]


def unchanged(steps: list[Step]) -> bool:
    """Whether every figure that can be compared is what it was."""
    changes = {step.change for step in steps} - {""}
    return changes == {"0"}


def _reached(one: AgencyCoverage, lists: Behind, then: Funnel | None) -> Iterator[Step]:
    staff, known = one.staff, one.staff.known

    def now(value: int) -> int | None:
        return value if known else None

    yield Step(
        _("Declared by the agency"), one.declared, "declared", worded.declared_note(one), lists.declared
    )
    yield Step(
        _("Listed"), staff.listed, "listed", worded.list_note(one), lists.people or lists.past,
        then and then.listed,
    )  # fmt: skip
    yield Step(
        _("Submitted to BPJS"), now(staff.submitted), "submitted", gettext("or registered already"),
        lists.with_status("handed"), then and then.submitted,
    )  # fmt: skip
    yield Step(
        _("Registered"), now(staff.registered), "registered", worded.change_note(one),
        lists.with_status("registered"), then and then.registered,
    )  # fmt: skip
    yield Step(
        _("of which confirmed by BPJS"), now(staff.confirmed), "registered", "",
        lists.with_status("confirmed"), then and then.confirmed, deeper=True,
    )  # fmt: skip


def _states(staff: Funnel, lists: Behind, then: Funnel | None) -> Iterator[Step]:
    """How the registered stand with their contributions; of nobody where nobody keeps them."""
    if staff.active is None:
        if staff.registered:
            yield Step(_("of which active"), None, "active", worded.active_note(staff), deeper=True)
        return
    month = gettext("contribution of %(month)s paid") % {"month": worded.month_name(staff.month)}
    yield Step(
        _("of which active"), staff.active, "active", month, lists.month(staff.month),
        then and then.active, deeper=True,
    )  # fmt: skip
    if staff.awaiting or (then and then.awaiting):
        since = then and then.awaiting
        yield Step(
            _("awaiting first contribution"), staff.awaiting, "waiting", "", lists.months, since, deeper=True
        )
    if staff.arrears or (then and then.arrears):
        yield Step(
            _("in arrears"), staff.arrears, "arrears", gettext("a month that is due is unpaid"),
            lists.months, then and then.arrears, deeper=True, sign="in_arrears" if staff.arrears else "",
        )  # fmt: skip
    if staff.unknown:
        yield Step(_("not known"), staff.unknown, "declared", worded.told_note(staff), deeper=True)


def _beside(one: AgencyCoverage, lists: Behind, then: Funnel | None) -> Iterator[Step]:
    if one.staff.taspen:
        note = gettext("not registered with BPJS and not uncovered")
        url = lists.with_status("taspen")
        yield Step(
            _("Covered by Taspen"), one.staff.taspen, "declared", note, url, then and then.taspen
        )  # fmt: skip
    note = worded.gap_of_agency_note(one)
    # People who are declared and on no list are on no page either.
    listed = one.known == one.staff.listed
    yield Step(_("Not protected yet"), one.gap, "gap", note, lists.with_status("uncovered") if listed else "")


def _drawn(step: Step, whole: int) -> Step:
    length = (step.value or 0) * bars.LENGTH // whole if whole else 0
    return Step(**{**vars(step), "length": max(length, 4) if step.value else 0})
