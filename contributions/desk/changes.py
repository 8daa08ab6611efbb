"""How figures moved since the end of a month that was frozen."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from agencies.pages.figures import number
from contributions.coverage.figures import RegionCoverage
from contributions.coverage.funnel import PlaceCoverage
from contributions.models import Snapshot
from contributions.snapshots.taking import month_end


@dataclass(frozen=True)
class Before:
    """The figures of the end of a month, of one city or of several together, as they were frozen.

    None: there was no list then, nobody kept contributions, no total was chosen.
    """

    month: dt.date
    listed: int | None
    registered: int
    active: int | None
    arrears: int | None
    taspen: int
    declared: int | None

    @property
    def covered(self) -> int:
        return self.registered + self.taspen


def before_of(
    series: Mapping[int, Sequence[Snapshot]], day: dt.date, parts: Sequence[RegionCoverage]
) -> Before | None:
    """The newest month that ended before the day and was frozen for every city that has figures on the day;
    None where there is no such month."""
    known = [part.region.pk for part in parts if part.place.staff.known]
    found = [{one.month: one for one in series.get(pk, ()) if month_end(one.month) < day} for pk in known]
    common = set.intersection(*(set(months) for months in found)) if found else set()
    if not common:
        return None
    month = max(common)
    return _together(month, [months[month] for months in found])


def _together(month: dt.date, frozen: Sequence[Snapshot]) -> Before:
    listed = [one.listed for one in frozen if one.listed is not None]
    told = [one for one in frozen if one.registered > one.unknown]
    declared = frozen[0].declared if len(frozen) == 1 else None
    return Before(
        month,
        sum(listed) if listed else None,
        sum(one.registered for one in frozen),
        sum(one.active for one in told) if told else None,
        sum(one.arrears for one in told) if told else None,
        sum(one.taspen for one in frozen),
        declared,
    )


def change_in_words(now: int | None, then: int | None, month: dt.date) -> str:
    """`+12 since end of Sep 2026`; "" where either is not known."""
    if now is None or then is None:
        return ""
    change = "±0" if now == then else number(now - then)
    signed = f"+{change}" if now > then else change
    return _("%(change)s since end of %(month)s") % {"change": signed, "month": short_month(month)}


def short_month(month: dt.date) -> str:
    """`Okt 2026`."""
    return formats.date_format(month, "M Y")


def gap_before(before: Before, place: PlaceCoverage) -> tuple[int | None, int | None]:
    """The people not protected, now and then, by comparable wholes.

    Where the place has chosen a total, by the total chosen on either day. Where totals are stated and none is
    chosen, or those of several cities are added up, by the same total on both days: only who became covered
    moves it. Else by the lists.
    """
    if not place.gaps:
        return None, None
    now = place.gaps[0]
    if place.declared and place.totals:
        return now, None if before.declared is None else max(0, before.declared - before.covered)
    if place.totals or place.added_wholes:
        return now, place.wholes[0] - before.covered
    return now, None if before.listed is None else before.listed - before.covered
