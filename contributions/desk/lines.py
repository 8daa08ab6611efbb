"""What needs attention as the desk shows it: a number, the list of exactly these agencies, the next step."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P, may
from agencies.models import Branch, Region
from agencies.pages.figures import number, rupiah
from agencies.pages.navigation import address
from contributions.desk.attention import Attention, AttentionKind
from contributions.models import ReminderKind

# Who is reminded of what. Nobody can be reminded where nobody acts for the agency: it is invited.
REMINDED = {
    AttentionKind.NO_ROSTER: ReminderKind.NO_ROSTER,
    AttentionKind.OLD_ROSTER: ReminderKind.OLD_ROSTER,
    AttentionKind.WAITING_ROWS: ReminderKind.WAITING_ROWS,
    AttentionKind.UNPAID: ReminderKind.UNPAID,
}
INVITED = {AttentionKind.NOT_INVITED: "not_invited", AttentionKind.NOT_SIGNED_IN: "invited"}


@dataclass(frozen=True)
class Line:
    """One reason. `count` is None where nobody can tell. `url` leads to its agencies, `more` to what stands
    behind the detail, `step` to what can be done ("" where one may only look)."""

    kind: str
    label: str | Promise
    count: int | None
    detail: str
    url: str
    action: str = ""
    step: str = ""
    more: str = ""


def attention_lines(
    found: Iterable[Attention],
    user: object,
    place: Region | Branch,
    month: dt.date | None,
    link: Callable[[str], str],
    *,
    today: bool,
) -> list[Line]:
    """`link` gives the address of the agencies of a reason; `month` is the last due one, whose page tells the
    arrears in rupiah. Nobody is reminded of how a day of the past stood: others may be behind by now."""
    steps = next_steps(user, place) if today else {}
    arrears = arrears_page(place, month)
    return [
        Line(
            one.kind, one.kind.label, one.count if one.told else None, detail_of(one), link(one.kind),
            *(steps.get(one.kind, ("", "")) if one.count else ("", "")),
            more=arrears if one.kind == AttentionKind.UNPAID and one.count else "",
        )
        for one in found
    ]  # fmt: skip


def arrears_page(place: Region | Branch, month: dt.date | None) -> str:
    name = "region_contribution_month" if isinstance(place, Region) else "branch_contribution_month"
    page = address(name, place.code, f"{month:%Y-%m}") if month else ""
    return f"{page}?show=arrears#agencies" if page else ""


def detail_of(one: Attention) -> str:
    """How much there is of it."""
    if not one.told:
        return _("no data")
    if not one.count:
        return ""
    if one.kind == AttentionKind.WAITING_ROWS:
        return ngettext("%(count)s row", "%(count)s rows", one.size) % {"count": number(one.size)}
    if one.kind == AttentionKind.UNPAID:
        months = ngettext("%(count)s month", "%(count)s months", one.size) % {"count": number(one.size)}
        return f"{months} · {rupiah(one.amount)}"
    return ""


def next_steps(user: object, place: Region | Branch) -> dict[str, tuple[str, str]]:
    """The word on the button and where it leads, by reason; nothing for who may only look."""
    found: dict[str, tuple[str, str]] = {}
    if isinstance(place, Branch):
        return found
    remind = address("region_reminder_new", place.code) if may(user, P.REMIND, place) else ""
    if remind:
        found |= {kind: (_("Remind"), f"{remind}?about={about}") for kind, about in REMINDED.items()}
    units = address("member_units", place.code) if may(user, P.MANAGE_MEMBERS, place) else ""
    if units:
        found |= {kind: (_("Invite"), f"{units}?step={step}") for kind, step in INVITED.items()}
    return found


def reminder_of_uncovered(user: object, region: Region) -> str:
    """Where the agencies whose workers are not registered are reminded; "" for who may not."""
    page = address("region_reminder_new", region.code) if may(user, P.REMIND, region) else ""
    return f"{page}?about={ReminderKind.UNCOVERED}" if page else ""
