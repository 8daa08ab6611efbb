"""Sentences of a report, in the language in force."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import day, number, percent, rupiah, short_day
from contributions.billing.due import month_of
from contributions.reports.content import AgencyLine, Claims, Content, StatedRate
from enrolment.workers.wording import month_name


def rate_of(content: Content) -> StatedRate | None:
    """What the place is measured by: the chosen total, else the newest stated. One below the number of the
    listed is outrun and measures nothing."""
    fitting = [one for one in content.rates if one.total >= max(1, content.counts.listed or 0)]
    return next((one for one in fitting if one.is_chosen), fitting[0] if fitting else None)


def span(values: Sequence[int]) -> str:
    """`2.400–2.500`, one number where both are the same, a dash where nothing is known."""
    return "–".join(dict.fromkeys(number(value) for value in (min(values), max(values)))) if values else "–"


def money_span(values: Sequence[Decimal], times: int = 1) -> str:
    """In whole rupiah, as on the desk: part of it is reckoned at an average."""
    if not values:
        return "–"
    ends = (min(values), max(values))
    return "–".join(dict.fromkeys(rupiah((value * times).quantize(Decimal(1))) for value in ends))


def money(value: Decimal | int | None) -> str:
    """Rupiah without the sign, with sen only where there are some."""
    return "–" if value is None else number(value, 0 if value == int(value) else 2)


def workers(count: int) -> str:
    return ngettext("%(count)s worker", "%(count)s workers", count) % {"count": number(count)}


def agencies(count: int) -> str:
    return ngettext("%(count)s agency", "%(count)s agencies", count) % {"count": number(count)}


def months(count: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": number(count)}


def position(content: Content) -> str:
    return _("Position as of %(day)s") % {"day": day(content.as_of)}


def headline(content: Content) -> str:
    """The whole matter in one sentence."""
    if content.counts.listed is None:
        return _("Nobody in %(place)s has handed in a list of workers yet: who is covered is not known.") % {
            "place": content.region
        }
    return " ".join(filter(None, (_covered(content), _unseen(content))))


def _covered(content: Content) -> str:
    counts = content.counts
    words = {"covered": workers(counts.registered), "gap": span(content.gaps)}
    words |= {"count": number(counts.listed), "active": number(counts.active)}
    if content.gap == 0 and counts.active in (None, counts.registered):
        form = _("All %(count)s known workers are registered with BPJS Ketenagakerjaan or covered by Taspen.")
        return form % words
    if content.gap == 0:
        form = _(
            "All %(count)s known workers are registered with BPJS Ketenagakerjaan or covered by Taspen, "
            "of whom %(active)s are active."
        )
        return form % words
    if counts.active is None:
        form = _("%(covered)s are registered with BPJS Ketenagakerjaan; %(gap)s are not covered yet.")
        return form % words
    form = _(
        "%(covered)s are registered with BPJS Ketenagakerjaan, of whom %(active)s are active; "
        "%(gap)s are not covered yet."
    )
    return form % words


def unknown_agencies(content: Content) -> int:
    """How many nobody knows the workers of, neither from themselves nor within a stated total."""
    return 0 if rate_of(content) else sum(one.known is None for one in content.lines)


def _unseen(content: Content) -> str:
    count = unknown_agencies(content)
    form = _("The workers of %(agencies)s are not known yet.")
    return form % {"agencies": agencies(count)} if count else ""


def standing(content: Content) -> str:
    """How the registered stand with the contribution of the last due month; empty where nobody keeps it."""
    counts = content.counts
    if counts.active is None:
        return ""
    form = _("Active, contribution of %(month)s paid: %(active)s; in arrears: %(arrears)s")
    month = month_name(content.last_due)
    words = {"month": month, "active": number(counts.active), "arrears": number(counts.arrears)}
    return form % words


def change(content: Content) -> str:
    """The registered against the newest month's end frozen before this month; empty where there is none."""
    before = next((one for one in reversed(content.trend) if one.month < month_of(content.as_of)), None)
    if before is None or content.counts.listed is None:
        return ""
    more = content.counts.registered - before.registered
    words = {"month": month_name(before.month), "change": ("+" if more > 0 else "") + number(more)}
    if not more:
        return _("Unchanged since the end of %(month)s") % words
    return _("%(change)s since the end of %(month)s") % words


def rate_in_words(rate: StatedRate) -> str:
    """`22 % — 1.101 dari 5.000`."""
    parts = _("%(part)s of %(whole)s") % {"part": number(rate.registered), "whole": number(rate.total)}
    return f"{percent(rate.registered, rate.total)} — {parts}"


def origin_of(rate: StatedRate) -> str:
    """Words, speaker, source and day of a total."""
    return ", ".join(filter(None, (rate.words, rate.origin, short_day(rate.as_of) if rate.as_of else "")))


def of_lists(content: Content) -> str:
    """What stands for the whole where nobody has stated a total."""
    count = content.counts.listed
    return _("of %(count)s on the agencies' lists") % {"count": number(count)} if count is not None else ""


def gap_in_words(content: Content) -> str:
    """Who they are: on a list and not registered, or on no list yet; that nobody knows how many where neither
    a total nor the agencies tell."""
    counts, unknown = content.counts, unknown_agencies(content)
    listed = (counts.listed or 0) - counts.registered - counts.taspen
    beyond = [gap - listed for gap in content.gaps]
    words = {"listed": number(max(0, listed)), "beyond": span(beyond), "agencies": agencies(unknown)}
    if not unknown:
        form = _("%(listed)s listed and not registered; %(beyond)s on no list yet")
    elif max(beyond, default=0) > 0:
        form = _(
            "%(listed)s listed and not registered; %(beyond)s on no list yet; "
            "the workers of %(agencies)s are not known yet"
        )
    else:
        form = _("%(listed)s listed and not registered; the workers of %(agencies)s are not known yet")
    return form % words


def unplaced_in_words(content: Content) -> str:
    """Why the agencies' gaps do not add up to that of the place; empty where they do."""
    known = sum(one.gap or 0 for one in content.lines)
    beyond = [gap - known for gap in content.gaps]
    if max(beyond, default=0) <= 0:
        return ""
    form = _("%(count)s people of the potential are on no list and in no declaration yet: no row has them.")
    return form % {"count": span(beyond)}


def silence(content: Content) -> str:
    """How many agencies nobody knows anything of; empty where all have handed in a list."""
    if not content.silent:
        return ""
    form = _("%(silent)s of %(all)s agencies have handed in no list.")
    return form % {"silent": number(content.silent), "all": number(len(content.lines))}


def months_owed(line: AgencyLine) -> str:
    """`3 (Jul 2026 – Sep 2026)`: the first and the last of them."""
    ends = (line.owed[0][0], line.owed[-1][0])
    first, last = (date_format(month, "M Y").replace(" ", "\N{NO-BREAK SPACE}") for month in ends)
    named = first if first == last else f"{first} – {last}"
    return f"{number(len(line.owed))} ({named})"


def is_kept(content: Content) -> bool:
    """Whether it is known of anybody registered how their contributions stand."""
    return content.counts.registered > content.counts.unknown


def arrears_in_words(content: Content) -> str:
    several = content.indebted
    if several:
        form = _("%(agencies)s in arrears, together %(sum)s, for months due by %(day)s.")
        words = {"agencies": agencies(len(several)), "sum": rupiah(content.debt), "day": day(content.as_of)}
        return form % words
    if is_kept(content):
        return _("No agency is in arrears: all months due by %(day)s are paid.") % {"day": day(content.as_of)}
    return _("Nobody keeps the contributions here: whether months are unpaid is not known.")


def claims_in_words(claims: Claims, known_on: dt.date) -> str:
    """Cases, never people."""
    if not claims.accidents + claims.deaths:
        return _("No accident at work and no death has been reported here by %(day)s.") % {
            "day": day(known_on)
        }
    form = _(
        "%(paid)s of %(cases)s reported cases paid (%(accidents)s accidents at work, %(deaths)s deaths), "
        "together %(sum)s; %(open)s still open. As known on %(day)s."
    )
    return form % {
        "paid": number(claims.paid_cases),
        "cases": number(claims.accidents + claims.deaths),
        "accidents": number(claims.accidents),
        "deaths": number(claims.deaths),
        "sum": rupiah(claims.paid),
        "open": number(claims.open),
        "day": day(known_on),
    }


def frozen_in_words(content: Content) -> str:
    """That the figures are frozen, since when, and what is known of that day today where it differs."""
    frozen = content.frozen
    if frozen is None:
        return _("Figures as known on %(day)s.") % {"day": day(content.made_on)}
    words = _("Figures of the month's end as frozen on %(day)s (version %(version)s).") % {
        "day": day(frozen.taken_on),
        "version": number(frozen.version),
    }
    if frozen.reason:
        words += " " + _("Taken again because: %(reason)s.") % {"reason": frozen.reason.rstrip(".")}
    if frozen.now:
        form = _(
            "By what was entered later it would be: listed %(listed)s, "
            "registered %(registered)s, active %(active)s."
        )
        now = {
            "listed": number(frozen.now.listed),
            "registered": number(frozen.now.registered),
            "active": number(frozen.now.active),
        }
        words += " " + form % now
    if frozen.unpaid is not None:
        form = _("Arrears are as known on %(day)s; when the month was frozen they were %(sum)s.")
        words += " " + form % {"day": day(content.made_on), "sum": rupiah(frozen.unpaid)}
    return words


def cost_in_words(content: Content) -> str:
    """What the cost is reckoned with, and whose nobody knows."""
    unknown = unknown_agencies(content)
    form = _("The cost of %(agencies)s without known workers is not in it.")
    unseen = form % {"agencies": agencies(unknown)} if unknown else ""
    return " ".join(filter(None, (_reckoned(content), unseen)))


def _reckoned(content: Content) -> str:
    cost = content.cost
    if cost.per_head is None and not (content.gap or cost.apart):
        return ""
    if cost.per_head is None:
        return _(
            "The cost cannot be reckoned: for no agency is it known from which base contributions are paid."
        )
    words = _("On average %(sum)s a person and month, by the terms and rates of %(month)s.") % {
        "sum": rupiah(cost.per_head),
        "month": month_name(content.as_of),
    }
    if cost.lacking:
        form = _("For %(count)s of them no agency's terms are known: they are reckoned at this average.")
        words += " " + form % {"count": number(cost.lacking)}
    if cost.apart:
        form = _("In this sum, and counted apart: %(count)s RT/RW, cadres and vulnerable workers on lists.")
        words += " " + form % {"count": number(cost.apart)}
    return words


def apart_in_words(content: Content) -> str:
    """Who is paid for and stands in no other figure of the report; empty where there is nobody."""
    if not content.cost.apart_registered:
        return ""
    form = _("Among those registered now: %(count)s RT/RW, cadres and vulnerable workers, counted apart.")
    return form % {"count": number(content.cost.apart_registered)}


def number_span(values: Sequence[Decimal], times: int = 1) -> str:
    """As `money_span`, where the head of the column says rupiah."""
    if not values:
        return "–"
    ends = (min(values), max(values))
    return "–".join(dict.fromkeys(number((value * times).quantize(Decimal(1))) for value in ends))


def number_of(count: int, content: Content) -> str:
    """A count, or a dash where nobody has handed in a list."""
    return number(count if content.counts.listed is not None else None)
