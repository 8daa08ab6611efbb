"""What differs between two states of the same figures, in words. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures
from contributions.models import Snapshot
from contributions.snapshots.frozen import Frozen
from contributions.snapshots.told import OF_CONTRIBUTIONS, figure

# As the funnel goes. Months unpaid follow from the debt and are not told beside it.
LABELS = {
    "listed": _("Listed"),
    "submitted": _("Submitted to BPJS"),
    "registered": _("Registered"),
    "confirmed": _("of which confirmed by BPJS"),
    "active": _("Active"),
    "awaiting": _("Awaiting first contribution"),
    "arrears": _("In arrears"),
    "unknown": _("Contributions not kept here"),
    "taspen": _("Covered by Taspen"),
    "declared": _("Declared by the agency"),
    "roster_date": _("List as of"),
    "unpaid": _("Unpaid"),
}
PLACE = {
    "agencies": _("Agencies"),
    "with_roster": _("Agencies with a list"),
    "registered_agencies": _("Agencies registered"),
}
DAYS, MONEY = ("roster_date",), ("unpaid",)
# From not known to a number nothing has grown; a first list, in contrast, has.
UNKNOWN_BEFORE = (*OF_CONTRIBUTIONS, *MONEY)


@dataclass(frozen=True)
class Change:
    """One figure that is not what was frozen; both as text, and by how much where it is a number."""

    column: str
    label: str | Promise
    before: str
    after: str
    by: str = ""


def between(frozen: Frozen, now: Frozen, *, apart: bool = False) -> tuple[Change, ...]:
    """The columns in which an agency differs; `apart`: of its people who are counted apart."""
    found = []
    for column, label in LABELS.items():
        if getattr(frozen, column) != getattr(now, column):
            before, after = figure(frozen, column), figure(now, column)
            found.append(changed(column, _apart(label) if apart else label, before, after))
    return tuple(found)


def _apart(label: Any) -> str:
    return gettext("%(figure)s, counted apart") % {"figure": label}


def of_place(snapshot: Snapshot, now: Mapping[str, Any]) -> tuple[Change, ...]:
    """The sums in which a city differs."""
    labels = PLACE | LABELS | {"declared": _("Potential, as chosen")}
    return tuple(
        changed(column, label, getattr(snapshot, column), now[column])
        for column, label in labels.items()
        if column in now and getattr(snapshot, column) != now[column]
    )


def changed(column: str, label: Any, before: Any, after: Any) -> Change:
    if column in DAYS:
        return Change(column, label, figures.short_day(before), figures.short_day(after))
    written = figures.rupiah if column in MONEY else figures.number
    if column in UNKNOWN_BEFORE and None in (before, after):
        return Change(column, label, written(before), written(after))
    by = (after or 0) - (before or 0)
    return Change(column, label, written(before), written(after), signed(by, written))


def signed(value: Any, written: Callable[[Any], str] = figures.number) -> str:
    """A difference with its sign: `+12`, `−3`, `0`."""
    return f"+{written(value)}" if value > 0 else written(value)


def sums_between(first: Snapshot, last: Snapshot) -> list[Change]:
    """Every sum of a city in two months, those that are the same too."""
    labels = LABELS | PLACE | {"declared": _("Potential, as chosen")}
    labels.pop("roster_date")
    return [
        changed(column, label, figure(first, column), figure(last, column))
        for column, label in labels.items()
        if getattr(first, column) or getattr(last, column)
    ]
