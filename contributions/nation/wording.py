"""Sentences about provinces and cities side by side. Figures in, words in the reader's language out."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import number, percent, short_day
from contributions.billing.due import after
from contributions.coverage.denominators import WORKERS
from contributions.nation.months import MONTHS, Change, Trend, month_before
from contributions.nation.places import Place
from contributions.nation.reading import PlaceSums
from contributions.pictures.sparkline import Sparkline, sparkline
from enrolment.workers.wording import month_name


def rates_of(place: PlaceSums) -> list[tuple[str, str, str]]:
    """(share, parts, source of the denominator) by each of the wholes, the smallest first."""
    registered = place.staff.registered
    return [
        (
            percent(registered, whole),
            _("%(part)s of %(whole)s") % {"part": number(registered), "whole": number(whole)},
            whole_source(place, whole),
        )
        for whole in place.wholes
        if whole
    ]


def whole_source(place: PlaceSums, whole: int) -> str:
    """Who says how many there are to protect, and when; or whose totals and lists were added up."""
    if place.totals:
        stated = (
            [place.declared] if place.declared else [r.stated for r in place.rates if r.measure == WORKERS]
        )
        found = next(one for one in stated if one.count == whole)
        return f"{found.origin}, {short_day(found.as_of)}"
    if place.added_wholes:
        return _("totals and lists of its regencies and cities, added up")
    return _("listed; no total is stated")


def lists_of(place: PlaceSums) -> str:
    return _("%(with)s of %(total)s have a list") % {
        "with": number(place.with_roster),
        "total": number(place.agency_count),
    }


def registered_of(place: PlaceSums) -> str:
    """Agencies with anybody registered; their share of those kept here stands in the words before."""
    return _("%(count)s with anybody registered") % {"count": number(place.registered_agencies)}


def freshness(place: PlaceSums) -> str:
    """How old the lists are: how many bear a date of the day's month, and between which days all lie."""
    lists = place.lists
    if not lists.newest:
        return _("lists entered by hand") if place.with_roster else ""
    days = short_day(lists.newest)
    if lists.oldest != lists.newest:
        days = f"{short_day(lists.oldest)} – {days}"
    words = {"days": days, "count": number(lists.fresh), "month": month_name(place.as_of)}
    return _("%(count)s of %(month)s; lists as of %(days)s") % words


def using_of(place: Place) -> str:
    """Of a province: how many of its cities the figures are from."""
    if not place.cities:
        return ""
    return _("%(using)s of %(cities)s with figures") % {
        "using": number(place.using),
        "cities": number(place.cities),
    }


def changed(count: int | None, change: Change) -> str:
    """`+12 since the end of October 2026`; in how many cities, where not all of them were frozen then."""
    words = {"month": month_name(change.month)}
    if count is None:
        return _("the end of %(month)s was not frozen") % words if change.using else ""
    if not count:
        text = _("unchanged since the end of %(month)s") % words
    else:
        signed = number(count) if count < 0 else f"+{number(count)}"
        text = _("%(change)s since the end of %(month)s") % {"change": signed, **words}
    if change.cities == change.using:
        return text
    among = ngettext(
        "in %(cities)s of %(using)s place with figures", "in %(cities)s of %(using)s places with figures",
        change.using,
    )  # fmt: skip
    return f"{text}, {among % {'cities': number(change.cities), 'using': number(change.using)}}"


def trend_of(place: Place) -> Sparkline | None:
    """Registered people at the ends of twelve months and on the day, on what the place is measured by
    today."""
    if not place.known or not place.sums.wholes:
        return None
    day, whole = place.sums.as_of, place.sums.wholes[-1]
    months = [after(month_before(day), n - MONTHS + 1) for n in range(MONTHS)]
    values = [place.trend.get(month) for month in months] + [place.sums.staff.registered]
    return sparkline(values, whole, _told(place.trend, place.sums.staff.registered, whole, day))


def _told(trend: Trend, registered: int, whole: int, day: dt.date) -> str:
    """What the line shows, for who does not see it."""
    parts = {"count": number(registered), "whole": number(whole), "day": short_day(day)}
    if not trend:
        return _("Registered: %(count)s of %(whole)s on %(day)s; no month is frozen yet") % parts
    first, last = min(trend), max(trend)
    parts |= {
        "first": number(trend[first]),
        "first_month": month_name(first),
        "last": number(trend[last]),
        "last_month": month_name(last),
    }
    return (
        _(
            "Registered: %(first)s at the end of %(first_month)s, %(last)s at the end of %(last_month)s, "
            "%(count)s of %(whole)s on %(day)s"
        )
        % parts
    )


def since_first(place: Place) -> str:
    """What stands beneath a trend: how many more than at the end of its first month."""
    if not place.trend:
        return _("no month frozen yet") if place.known else ""
    first = min(place.trend)
    more = place.sums.staff.registered - place.trend[first]
    signed = f"+{number(more)}" if more > 0 else number(more)
    return _("%(change)s since %(month)s") % {"change": signed, "month": month_name(first)}
