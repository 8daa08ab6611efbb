"""Sentences and notes on coverage pages. Pure: figures in, words in the reader's language out."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import number, percent, short_day
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage
from enrolment.workers.wording import month_name


def age_in_words(day: dt.date, as_of: dt.date) -> str:
    """How old a list is on the day looked at: in days, then months (from 60 days), then years (from two)."""
    days = (as_of - day).days
    if days <= 0:
        return _("of the day itself")
    if days < 60:
        return ngettext("%(count)s day old", "%(count)s days old", days) % {"count": number(days)}
    if days >= 730:
        years = days * 100 // 36525
        return ngettext("%(count)s year old", "%(count)s years old", years) % {"count": number(years)}
    months = days // 30
    return ngettext("%(count)s month old", "%(count)s months old", months) % {"count": number(months)}


def listed_note(place: PlaceCoverage) -> str:
    if not place.staff.known:
        return _("no agency has a list yet")
    return _("on the lists of %(with)s of %(total)s agencies") % {
        "with": number(place.with_roster),
        "total": number(place.agency_count),
    }


def registered_note(place: PlaceCoverage) -> str:
    """Their share of all who are to be protected, and how many BPJS has confirmed."""
    if not place.staff.known:
        return _("no data yet")
    confirmed = _("%(count)s confirmed by BPJS") % {"count": number(place.staff.confirmed)}
    return " · ".join(filter(None, (registered_share(place), confirmed)))


def registered_share(place: PlaceCoverage) -> str:
    """By what the gap is measured by too. By the lists only where no total is stated: a city that has listed
    a few and registered all of these has not come far."""
    wholes = [whole for whole in place.wholes if whole]
    if not wholes:
        return ""
    words = _("%(share)s of %(whole)s listed")
    if place.totals:
        words = _("%(share)s of a potential of %(whole)s")
    elif place.added_wholes:
        words = _("%(share)s of %(whole)s to be protected")
    shares = dict.fromkeys(percent(place.staff.registered, whole) for whole in reversed(wholes))
    return words % {"share": "–".join(shares), "whole": span_in_words(wholes)}


def active_note(funnel: Funnel) -> str:
    """Which month's contribution makes them active, who is in arrears, and of how many it is known."""
    if funnel.active is None:
        return _("not known: contributions are not kept here yet") if funnel.known else _("no data yet")
    words = [_("contribution of %(month)s paid") % {"month": month_name(funnel.month)}]
    if funnel.arrears:
        words.append(_("%(count)s in arrears") % {"count": number(funnel.arrears)})
    if funnel.awaiting:
        words.append(_("%(count)s awaiting the first") % {"count": number(funnel.awaiting)})
    if funnel.unknown:
        words.append(told_note(funnel))
    return " · ".join(words)


def told_note(funnel: Funnel) -> str:
    return _("known of %(told)s of %(registered)s registered") % {
        "told": number(funnel.told),
        "registered": number(funnel.registered),
    }


def span_in_words(numbers: Sequence[int]) -> str:
    """One number, or from … to where sources differ; a dash where there is none."""
    return "–".join(number(one) for one in numbers) or "–"


def taspen_note(funnel: Funnel) -> str:
    """Those who are not uncovered although BPJS does not have them; empty where there are none."""
    return _("%(count)s covered by Taspen") % {"count": number(funnel.taspen)} if funnel.taspen else ""


def beside_taspen(note: str, funnel: Funnel) -> str:
    return " · ".join(filter(None, (note, taspen_note(funnel))))


def gap_note(place: PlaceCoverage) -> str:
    """To which denominator the gap reaches, and who is counted out of it."""
    return beside_taspen(whole_note(place), place.staff)


def whole_note(place: PlaceCoverage) -> str:
    """To which denominator the gap reaches: the chosen total, the stated ones, the cities', the lists."""
    if not place.wholes:
        return _("no list yet, so it is not known")
    if place.totals and place.declared:
        return _("of a potential of %(whole)s · %(source)s, %(day)s") % {
            "whole": number(place.declared_count),
            "source": place.declared.origin,
            "day": short_day(place.declared.as_of),
        }
    words = {"whole": span_in_words(place.wholes), "listed": number(place.staff.listed)}
    if len(place.totals) == 1 and (stated := place.stated_total):
        words |= {"source": stated.origin, "day": short_day(stated.as_of)}
        return _("of %(whole)s · %(source)s, %(day)s; not chosen as the total yet") % words
    if place.totals:
        return _("of %(whole)s as the sources state; no total has been chosen") % words
    if place.added_wholes:
        return _("of %(whole)s, the totals and lists of its regencies and cities added up") % words
    if place.outrun:
        return _("of %(listed)s listed, more than any stated total") % words
    return _("of %(listed)s listed; no total is stated") % words


def gap_of_agency_note(one: AgencyCoverage) -> str:
    if one.gap is None:
        return _("no list and no declared headcount yet")
    words = _("of %(whole)s listed")
    if one.declared is not None and one.declared == one.known:
        words = _("of %(whole)s declared by the agency")
    return beside_taspen(words % {"whole": number(one.known)}, one.staff)


def picture_in_words(place: PlaceCoverage) -> str:
    """What the funnel shows, as one sentence."""
    if not place.staff.known:
        return _(
            "No agency has handed in a list by this day, so there is nothing to show yet. This is not a zero."
        )
    words = _(
        "%(listed)s people are listed; %(submitted)s of them have been submitted to BPJS and %(registered)s "
        "are registered, %(confirmed)s of these confirmed by BPJS. Lists and registrations last changed on "
        "%(day)s."
    ) % {
        "listed": number(place.staff.listed),
        "submitted": number(place.staff.submitted),
        "registered": number(place.staff.registered),
        "confirmed": number(place.staff.confirmed),
        "day": short_day(place.staff.day),
    }
    words += " " + states_in_words(place.staff)
    if place.staff.taspen:
        words += " " + _("%(count)s others are covered by Taspen.") % {"count": number(place.staff.taspen)}
    return words


def states_in_words(funnel: Funnel) -> str:
    """How the registered stand with their contributions, as one sentence."""
    if funnel.active is None:
        return _("Who is active is not known: contributions are not kept here yet. This is not a zero.")
    words = _(
        "%(active)s are active (contribution of %(month)s paid), %(awaiting)s await their first "
        "contribution, %(arrears)s are in arrears."
    ) % {
        "active": number(funnel.active),
        "month": month_name(funnel.month),
        "awaiting": number(funnel.awaiting),
        "arrears": number(funnel.arrears),
    }
    if funnel.unknown:
        words += " " + _("Of %(count)s it is not known: their contributions are not kept here.") % {
            "count": number(funnel.unknown)
        }
    return words


def declared_note(one: AgencyCoverage) -> str:
    if one.stated is None:
        return _("added up from the units it answers for") if one.declared is not None else ""
    said = f"{one.stated.origin}, {short_day(one.stated.as_of)}"
    return " · ".join(filter(None, (said, outrun_note(one))))


def outrun_note(one: AgencyCoverage) -> str:
    """An agency's list that has more people than it declares: one of the two is out of date."""
    if one.declared is None or (one.staff.listed or 0) <= one.declared:
        return ""
    return _("declares %(declared)s, %(more)s fewer than are on its list") % {
        "declared": number(one.declared),
        "more": number((one.staff.listed or 0) - one.declared),
    }


def list_note(one: AgencyCoverage) -> str:
    if one.roster_date:
        return _("list as of %(day)s") % {"day": short_day(one.roster_date)}
    return (
        _("entered by hand, last on %(day)s") % {"day": short_day(one.staff.day)} if one.staff.known else ""
    )


def change_note(one: AgencyCoverage) -> str:
    """The figures of the funnel are kept by day; this is the newest one."""
    return _("last changed on %(day)s") % {"day": short_day(one.staff.day)} if one.staff.known else ""
