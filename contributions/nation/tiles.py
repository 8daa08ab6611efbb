"""The headline figures of a province or the nation: each with denominator, change and the list behind it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agencies.pages.figures import number, percent
from contributions.coverage import worded
from contributions.nation.places import Whole
from contributions.nation.wording import changed


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    text: str
    note: str
    change: str
    tone: str
    url: str


def tiles_of(whole: Whole, table: str) -> list[Tile]:
    """`table`: the address of the table on the same day, which each tile opens in its own
    order, or cut to its places."""
    place, change = whole.sums, whole.change
    staff = place.staff
    registered = staff.registered if staff.known else None
    arrears = staff.arrears if staff.active is not None else None
    late = "bad" if arrears else "none"

    def tile(label: str, text: str, note: str, more: int | None, tone: str, rows: str) -> Tile:
        return Tile(label, text, note, changed(more, change) if staff.known else "", tone, f"{table}{rows}")

    return [
        tile(
            _("Listed"), number(staff.listed), worded.listed_note(place), change.listed, "listed",
            "sort=-listed",
        ),
        tile(
            _("Registered"), number(registered), worded.registered_note(place), change.registered,
            "registered", "sort=-registered",
        ),
        tile(
            _("Active"), number(staff.active), worded.active_note(staff), _known(change.active, staff.active),
            "active", "sort=-active",
        ),
        tile(
            _("In arrears"), number(arrears), arrears_note(whole), _known(change.arrears, arrears), late,
            "show=arrears",
        ),
        tile(
            _("Not protected yet"), worded.span_in_words(place.gaps), worded.gap_note(place), change.gap,
            "waiting", "sort=-gap",
        ),
    ]  # fmt: skip


def _known(change: int | None, value: int | None) -> int | None:
    return None if value is None else change


def arrears_note(whole: Whole) -> str:
    """Of how many of the registered: those whose contributions are kept."""
    staff = whole.sums.staff
    if staff.active is None:
        return worded.active_note(staff)
    if not staff.told:
        return ""
    return _("%(share)s of the %(told)s whose contributions are kept") % {
        "share": percent(staff.arrears, staff.told),
        "told": number(staff.told),
    }
