"""What the figures say about an agency, beside what it answers; never written as an answer.

Figures are kept further downstream, so whoever keeps them says here what they are (`facts_from`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from agencies.models import Agency, Measure, Region
from agencies.pages.figures import number, rupiah, short_day


@dataclass(frozen=True)
class Facts:
    """An agency's figures on a day, with those it answers for. `known`: the people known to be there, as
    declared or listed; `told`: the registered whose contributions are kept;
    `owed`: rupiah of due months, the oldest of them `owed_since`."""

    has_list: bool = False
    list_date: dt.date | None = None
    known: int | None = None
    registered: int = 0
    taspen: int = 0
    told: int = 0
    owed: Decimal = Decimal(0)
    owed_since: dt.date | None = None


# Of a region's agencies, or of one of them alone, by agency id.
FactsSource = Callable[[Region, dt.date, Agency | None], dict[int, Facts]]


def _no_facts(region: Region, day: dt.date, agency: Agency | None) -> dict[int, Facts]:
    return {}


_source: FactsSource = _no_facts


def facts_from(source: FactsSource) -> None:
    """Name the function that gives the figures of a region's agencies on a day."""
    global _source
    _source = source


def facts_of(region: Region, day: dt.date, agency: Agency | None = None) -> dict[int, Facts]:
    """By agency id; an agency of which nothing is kept is absent."""
    return _source(region, day, agency)


@dataclass(frozen=True)
class Reading:
    """What the figures say to a demand: met, not met, or (None) nothing; `moot`: there is nothing to meet."""

    met: bool | None
    text: str
    moot: bool = False


def reading_of(measure: str, facts: Facts | None) -> Reading | None:
    """The figures in words; None where the demand is one that only an answer can meet."""
    if measure == Measure.ANSWER:
        return None
    if facts is None:
        return Reading(None, _("no data"))
    return _READERS[measure](facts)


def _of_roster(facts: Facts) -> Reading:
    if facts.has_list:
        day = short_day(facts.list_date)
        text = _("List of %(day)s") % {"day": day} if facts.list_date else _("There is a list")
        return Reading(True, text)
    if facts.known == 0:
        return Reading(True, _("Declares that there is nobody to list"))
    return Reading(False, _("No list yet"))


def _of_registered(facts: Facts) -> Reading:
    if facts.known is None:
        return Reading(None, _("no data"))
    if facts.known == 0:
        return Reading(None, _("Nobody to register"), moot=True)
    words = {"part": number(facts.registered), "whole": number(facts.known)}
    text = _("%(part)s of %(whole)s registered") % words
    if facts.taspen:
        text = _("%(text)s, %(count)s covered by Taspen") % {"text": text, "count": number(facts.taspen)}
    return Reading(facts.registered + facts.taspen >= facts.known, text)


def _of_paid(facts: Facts) -> Reading:
    if facts.owed:
        words = {"sum": rupiah(facts.owed), "month": month_name(facts.owed_since)}
        return Reading(False, _("%(sum)s unpaid, since the contribution of %(month)s") % words)
    if facts.told:
        return Reading(True, _("No due month is unpaid"))
    if not facts.registered:
        return Reading(None, _("Nobody is registered yet, so nothing is owed"), moot=True)
    return Reading(None, _("No data: contributions are not kept here"))


def month_name(month: dt.date | None) -> str:
    return formats.date_format(month, "F Y") if month else "–"


_READERS: dict[str, Callable[[Facts], Reading]] = {
    Measure.ROSTER: _of_roster,
    Measure.REGISTERED: _of_registered,
    Measure.PAID: _of_paid,
}
