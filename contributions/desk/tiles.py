"""The headline figures of a city or a branch: each with its denominator, its change, the list behind it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.pages.figures import number, percent, rupiah
from contributions.coverage import worded
from contributions.coverage.funnel import Funnel, PlaceCoverage
from contributions.coverage.pages import state_signs
from contributions.desk.attention import Attention, AttentionKind
from contributions.desk.changes import Before, change_in_words, gap_before
from enrolment.workers.wording import month_name

# What a link to another list of the page leaves behind.
NARROWING = ("q", "kind", "region", "page", "sort", "show")


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    text: str
    note: str
    change: str
    tone: str
    url: str
    more: str = ""


def behind(request: HttpRequest, **wanted: str) -> str:
    """The table of agencies on the same page and day, cut to what is wanted."""
    query = request.GET.copy()
    for name in NARROWING:
        query.pop(name, None)
    query.update(wanted)
    return f"?{query.urlencode()}#agencies"


def headline(
    place: PlaceCoverage,
    before: Before | None,
    attention: Iterable[Attention],
    request: HttpRequest,
    cost: str = "",
) -> list[Tile]:
    """Listed, registered, active with its month, in arrears, not covered and at what `cost` a month."""
    staff, month = place.staff, before.month if before else place.as_of
    registered = staff.registered if staff.known else None
    arrears = staff.arrears if staff.active is not None else None
    changes = [
        change_in_words(now, then, month)
        for now, then in (
            (staff.listed, before and before.listed),
            (registered, before and before.registered),
            (staff.active, before and before.active),
            (arrears, before and before.arrears),
            gap_before(before, place) if before else (None, None),
        )
    ]
    late = "bad" if arrears else "none"
    owed = next((one for one in attention if one.kind == AttentionKind.UNPAID), None)
    rows = (
        (_("Listed"), number(staff.listed), worded.listed_note(place), "listed", "listed"),
        (_("Registered"), number(registered), worded.registered_note(place), "registered", "registered"),
        (_("Active"), number(staff.active), active_note(staff), "active", "active"),
        (_("In arrears"), number(arrears), arrears_note(staff, owed), late, "arrears"),
        (_("Not protected yet"), worded.span_in_words(place.gaps), worded.gap_note(place), "waiting", "gap"),
    )  # fmt: skip
    return [
        Tile(label, text, note, change, tone, behind(request, show=show), cost if show == "gap" else "")
        for (label, text, note, tone, show), change in zip(rows, changes, strict=True)
    ]


def state_links(staff: Funnel, request: HttpRequest) -> list[tuple[str, str, str]]:
    """(sign, number, address) of each state that anybody is in."""
    shown = {"active": "active", "awaiting": "awaiting", "in_arrears": "arrears"}
    return [(sign, count, behind(request, show=shown[sign])) for sign, count in state_signs(staff)]


def active_note(staff: Funnel) -> str:
    """Which month makes them active, of how many it is known, who waits for the first month."""
    if staff.active is None:
        return worded.active_note(staff)
    words = [gettext("contribution of %(month)s paid") % {"month": month_name(staff.month)}]
    words.append(
        gettext("%(share)s of %(whole)s registered")
        % {"share": percent(staff.active, staff.told), "whole": number(staff.told)}
    )
    if staff.awaiting:
        words.append(gettext("%(count)s awaiting the first") % {"count": number(staff.awaiting)})
    if staff.unknown:
        words.append(gettext("of %(count)s not known") % {"count": number(staff.unknown)})
    return " · ".join(words)


def arrears_note(staff: Funnel, owed: Attention | None) -> str:
    """Of how many, at how many agencies, and the rupiah that are due."""
    if staff.active is None:
        return worded.active_note(staff)
    words = gettext("of %(whole)s registered") % {"whole": number(staff.told)}
    if owed is None or not owed.count:
        return words
    offices = ngettext("%(count)s agency owes %(sum)s", "%(count)s agencies owe %(sum)s", owed.count)
    return f"{words} · {offices % {'count': number(owed.count), 'sum': rupiah(owed.amount)}}"
