"""The leader's sheet: what page 1 says, as plain texts for the template, in the language in force."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import number, percent
from contributions.pictures import bars
from contributions.pictures.bars import shortened
from contributions.pictures.drawing import Picture
from contributions.reports import wording
from contributions.reports.content import AgencyLine, Content, StatedRate

SHOWN, RATES, WORDS = 5, 3, 160
"""At most so many agencies; other totals; letters of where a total comes from. The rest is in the workbook:
the sheet is read across a table."""


def sheet_of(content: Content, decision: str) -> dict[str, Any]:
    return {
        "government": _("Government of %(region)s") % {"region": content.region},
        "title": _("Leader's sheet"),
        "about": _("Coverage of non-civil-servant workers by BPJS Ketenagakerjaan"),
        "position": wording.position(content),
        "headline": wording.headline(content),
        "tiles": [_rate(content), _gap(content), _cost(content)],
        "bar": shown(place_bar(content)),
        "uncovered": _uncovered(content),
        "arrears": _arrears(content),
        "claims": {
            "caption": _("Cases paid by BPJS"),
            "text": wording.claims_in_words(content.claims, content.made_on),
        },
        "decision": {
            "caption": _("One decision is asked"),
            "text": decision,
            "answers": _answers(),
            "signed": _("Initials and date"),
        },
        "sources": _sources(content),
        "footer": footer(content),
    }


def footer(content: Content) -> str:
    return f"{content.region} · {wording.position(content)} · Lindungi"


def shown(picture: Picture) -> dict[str, str]:
    return {"title": picture.title, "svg": picture.svg, "text": picture.text}


def place_bar(content: Content) -> Picture:
    counts = content.counts
    covered = counts.registered + counts.taspen
    listed = max(0, (counts.listed or 0) - covered)
    beyond = max(0, (content.gap or 0) - listed)
    bar = bars.Bar(content.region, counts.registered, counts.active, counts.taspen, listed, beyond)
    return bars.place_bar(bar, _("Workers by state"))


def _tile(label: str, value: str, *lines: str) -> dict[str, Any]:
    return {"label": label, "value": value, "lines": [line for line in lines if line]}


def _rate(content: Content) -> dict[str, Any]:
    rate, label = wording.rate_of(content), _("Registered")
    if content.counts.listed is None:
        return _tile(label, "–", _("no data"))
    if rate is None:
        no_rate = _("Nobody has stated a total: no rate.")
        state = wording.of_lists(content), wording.standing(content), wording.change(content)
        return _tile(label, number(content.counts.registered), *state, no_rate)
    parts = _("%(part)s of %(whole)s") % {"part": number(rate.registered), "whole": number(rate.total)}
    others = sum(one is not rate for one in content.rates)
    more = _("Other totals are stated too: see the notes below.") if others else ""
    share, origin = percent(rate.registered, rate.total), shortened(wording.origin_of(rate), WORDS)
    return _tile(label, share, parts, wording.standing(content), wording.change(content), origin, more)


def _gap(content: Content) -> dict[str, Any]:
    label = _("People not covered")
    if not content.gaps:
        return _tile(label, "–", _("no data"), wording.silence(content))
    return _tile(label, wording.span(content.gaps), wording.gap_in_words(content), wording.silence(content))


def _cost(content: Content) -> dict[str, Any]:
    label = _("To close the gap, a month")
    if not content.cost.gap:
        return _tile(label, "–", wording.cost_in_words(content))
    year = _("%(sum)s in twelve months") % {"sum": wording.money_span(content.cost.gap, 12)}
    return _tile(label, wording.money_span(content.cost.gap), year, wording.cost_in_words(content))


def _uncovered(content: Content) -> dict[str, Any]:
    several = content.uncovered
    rest = several[SHOWN:]
    notes = [wording.unplaced_in_words(content)]
    if rest:
        form = _("%(agencies)s more with %(people)s not covered.")
        people = wording.workers(sum(one.gap or 0 for one in rest))
        notes.insert(0, form % {"agencies": wording.agencies(len(rest)), "people": people})
    if not several:
        notes.insert(0, _("No agency has anybody on its list who is not covered."))
    return {
        "caption": _("Agencies with most people not covered"),
        "head": [_("Agency"), _("Not covered"), _("of known"), _("Rp a month")],
        "rows": [_row(one) for one in several[:SHOWN]],
        "notes": [note for note in notes if note],
    }


def _row(one: AgencyLine) -> list[str]:
    return [one.short, number(one.gap), number(one.known), wording.money(one.cost)]


def _arrears(content: Content) -> dict[str, Any]:
    several = content.indebted
    return {
        "caption": _("Agencies in arrears"),
        "head": [_("Agency"), _("Months unpaid"), _("Amount (Rp)")],
        "rows": [[one.short, wording.months_owed(one), number(one.debt, 0)] for one in several[:SHOWN]],
        "notes": [wording.arrears_in_words(content)],
    }


def _answers() -> list[str]:
    return [_("Agreed"), _("Agreed, with changes"), _("To be discussed")]


def _sources(content: Content) -> list[str]:
    """Where the figures come from: the freezing, every stated total with its caution of another."""
    chosen = wording.rate_of(content)
    others = [one for one in content.rates if one is not chosen and one.total]
    found = [wording.frozen_in_words(content), *map(_stated, others[:RATES])]
    if rest := len(others[RATES:]):
        form = ngettext(
            "%(count)s more stated total is in the workbook.",
            "%(count)s more stated totals are in the workbook.",
            rest,
        )
        found.append(form % {"count": number(rest)})
    found.append(
        _(
            "Registered: of the agency's staff, as the agencies state or BPJS's lists confirm (%(confirmed)s "
            "confirmed). RT/RW, cadres and vulnerable workers are counted apart."
        )
        % {"confirmed": number(content.counts.confirmed)}
    )
    return found


def _stated(rate: StatedRate) -> str:
    origin = shortened(wording.origin_of(rate), WORDS)
    form = _("Rate by what was stated: %(rate)s (%(origin)s).")
    return form % {"rate": wording.rate_in_words(rate), "origin": origin}


def summary_text(content: Content, decision: str) -> str:
    """A few lines to copy or to send: no person, no agency's head."""
    rate = wording.rate_of(content)
    lines = [
        _("Coverage by BPJS Ketenagakerjaan: %(place)s") % {"place": content.region},
        wording.position(content),
        wording.headline(content),
    ]
    if rate:
        lines.append(f"{wording.rate_in_words(rate)} ({wording.origin_of(rate)})")
    if content.cost.gap:
        form = _("To close the gap: %(month)s a month, %(year)s a year.")
        cost = content.cost.gap
        lines.append(form % {"month": wording.money_span(cost), "year": wording.money_span(cost, 12)})
    lines += [wording.silence(content), wording.arrears_in_words(content)]
    lines.append(_("One decision is asked: %(decision)s") % {"decision": decision})
    return "\n".join(line for line in lines if line)
