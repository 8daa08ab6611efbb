"""The figures in words, for people at a terminal. Same figures as the pages and the JSON answer."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.figures import day, number, percent
from contributions.coverage.denominators import AGENCIES, Rate
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage
from contributions.coverage.items import Item
from enrolment.workers.wording import month_name


def report(name: str, place: PlaceCoverage) -> str:
    """A place on a day: its funnel, its rates with their sources, its agencies line by line."""
    return "\n".join(_lines(name, place))


def summary(name: str, place: PlaceCoverage) -> str:
    """A few lines to copy or to send: the funnel, the agencies, every rate with its source. No person."""
    return "\n".join(_head(name, place))


def todo_summary(agency: Agency, items: Iterable[Item], address: str) -> str:
    """What waits for an agency, to copy or to send: no person, no name of a file."""
    lines = [
        _("Waiting at %(agency)s on %(day)s:") % {"agency": agency.name, "day": day(timezone.localdate())}
    ]
    lines += [f"- {item.text}" for item in items if not item.named]
    return "\n".join([*lines, address]) if len(lines) > 1 else ""


def _lines(name: str, place: PlaceCoverage) -> Iterator[str]:
    yield from _head(name, place)
    for one in place.agencies:
        yield f"{one.office.code}  {one.office.name}: {standing(one)}"


def _head(name: str, place: PlaceCoverage) -> Iterator[str]:
    yield _("Coverage of %(place)s as of %(day)s") % {"place": name, "day": day(place.as_of)}
    yield "  " + counts(place.staff)
    if place.community.known:
        yield "  " + _("RT/RW, cadres and vulnerable workers, counted apart:") + " " + counts(place.community)
    yield "  " + _("Agencies: %(total)s, with a list %(listed)s, with anybody registered %(registered)s") % {
        "total": number(place.agency_count),
        "listed": number(place.with_roster),
        "registered": number(place.registered_agencies),
    }
    for rate in place.rates:
        yield "  " + in_words(rate)


def counts(funnel: Funnel) -> str:
    """The funnel in one line, or that there is no data."""
    if not funnel.known:
        return _("no data")
    words = _(
        "listed %(listed)s, submitted to BPJS %(submitted)s, registered %(registered)s, "
        "of which confirmed %(confirmed)s"
    ) % {
        "listed": number(funnel.listed),
        "submitted": number(funnel.submitted),
        "registered": number(funnel.registered),
        "confirmed": number(funnel.confirmed),
    }
    if funnel.active is not None:
        words += _(
            "; active with the contribution of %(month)s %(active)s, awaiting the first %(awaiting)s, "
            "in arrears %(arrears)s, not known %(unknown)s"
        ) % {
            "month": month_name(funnel.month),
            "active": number(funnel.active),
            "awaiting": number(funnel.awaiting),
            "arrears": number(funnel.arrears),
            "unknown": number(funnel.unknown),
        }
    if funnel.taspen:
        words += _(", covered by Taspen %(count)s") % {"count": number(funnel.taspen)}
    return words


def standing(one: AgencyCoverage) -> str:
    """An agency's line: no data, a declared zero and a list of nobody are three different things."""
    if one.staff.known:
        return counts(one.staff)
    if one.declared == 0:
        return _("declares that it has no such workers")
    if one.declared is not None:
        return _("no list yet, declares %(count)s workers") % {"count": number(one.declared)}
    return _("no data")


def in_words(rate: Rate) -> str:
    """A rate with its parts and where its denominator comes from."""
    share = percent(rate.numerator, rate.denominator) if rate.denominator else _("no rate")
    form = _("Agencies registered: %(share)s, %(part)s of %(whole)s (%(source)s)")
    if rate.measure != AGENCIES:
        form = _("Workers registered: %(share)s, %(part)s of %(whole)s (%(source)s)")
    parts = {"part": number(rate.numerator), "whole": number(rate.denominator)}
    return form % {"share": share, **parts, "source": rate.stated.source_text}
