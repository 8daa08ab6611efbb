"""The funnel as a picture: how far each step reaches, with its figure and its share of the step before."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages.figures import number, percent, short_day
from contributions.coverage import worded
from contributions.coverage.funnel import PlaceCoverage
from enrolment.workers.wording import month_name

LENGTH = 1000
HEIGHT = 20
HATCH = "".join(f"M{x} {HEIGHT}l10-{HEIGHT}" for x in range(0, LENGTH, 20))


@dataclass(frozen=True)
class Step:
    """One bar: `width` of LENGTH, of which `inner` is drawn solid and the rest is hatched (None: all of it is
    plain); `value` None is no data. `share` is of the step before, whose figure stands right above it. `url`
    leads to the list behind the figure, "" where there is none."""

    name: str
    label: str | Promise
    value: int | None
    note: str
    share: str = ""
    width: int = 0
    inner: int | None = None
    url: str = ""

    @property
    def hatch(self) -> str:
        """Slanted lines over the part that is not solid, as the path of an SVG."""
        start = self.inner or 0
        return "".join(f"M{x} {HEIGHT}l10-{HEIGHT}" for x in range(start, self.width - 10, 12))


def funnel_steps(place: PlaceCoverage, link: Callable[[str], str] = lambda name: "") -> list[Step]:
    """Potential → listed → submitted → registered (of which confirmed) → active; `link` gives the address of
    what is behind a step."""
    staff, known = place.staff, place.staff.known
    potential = max(place.totals or place.added_wholes, default=None)
    rows: list[tuple[str, str | Promise, int | None, str, int | None]] = [
        ("declared", _("Potential"), potential, potential_note(place), None),
        ("listed", _("Listed"), staff.listed, "", None),
        ("submitted", _("Submitted to BPJS"), staff.submitted if known else None, "", None),
        (
            "registered",
            _("Registered"),
            staff.registered if known else None,
            gettext("solid: %(count)s confirmed by BPJS") % {"count": number(staff.confirmed)}
            if known
            else "",
            staff.confirmed,
        ),
        ("active", _("Active"), staff.active, active_note(place), None),
    ]
    whole = max((value for _n, _l, value, *_rest in rows if value), default=0)
    found: list[Step] = []
    before: int | None = None
    for name, label, value, note, inner in rows:
        share = share_of(value, before)
        solid = None if inner is None else reach(inner, whole)
        url = "" if value is None else link(name)
        found.append(Step(name, label, value, note, share, reach(value, whole), solid, url))
        before = value
    return found


def reach(value: int | None, whole: int) -> int:
    """How far a figure reaches; somebody is always seen."""
    return max(4, round(LENGTH * value / whole)) if value and whole else 0


def share_of(value: int | None, before: int | None) -> str:
    if value is None or not before:
        return ""
    return gettext("%(share)s of %(whole)s") % {"share": percent(value, before), "whole": number(before)}


def potential_note(place: PlaceCoverage) -> str:
    """Who says how many there are, and when; that sources differ."""
    if stated := place.stated_total:
        return f"{stated.origin}, {short_day(stated.as_of)}"
    if len(place.totals) > 1:
        words = gettext("sources state %(span)s; no total has been chosen")
        return words % {"span": worded.span_in_words(place.totals)}
    if place.added_wholes:
        return gettext("totals and lists of the regencies and cities added up")
    if place.outrun:
        return gettext("more are listed than any source states")
    return gettext("no total is stated")


def active_note(place: PlaceCoverage) -> str:
    staff = place.staff
    if staff.active is None:
        return gettext("contributions are not kept here yet") if staff.known else ""
    words = gettext("contribution of %(month)s paid") % {"month": month_name(staff.month)}
    return f"{words} · {worded.told_note(staff)}" if staff.unknown else words
