"""The headline figures of a month, each with the list behind it."""

import datetime as dt

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages.figures import number, rupiah, short_day
from contributions.coverage.pages import Tile
from contributions.overview.sums import Sums
from contributions.overview.words import agencies_words, difference_words


def tiles_of(sums: Sums, due_on: dt.date, today: dt.date, *, linked: bool) -> list[Tile]:
    """`linked`: the page has the table of agencies that the figures lead to."""

    def behind(show: str) -> str:
        return f"?show={show}#agencies" if linked else ""

    known = bool(sums.known)  # of a month that nobody knows anything of, nothing is said to be zero
    found = [
        Tile(_("Our computation"), rupiah(sums.ours), _computed(sums), "listed", behind("computed" if sums.computed else "")),
        Tile(_("BPJS's bill"), rupiah(sums.billed), _billed(sums), "listed", behind("" if sums.billed is None else "billed")),
        Tile(
            _("Paid"),
            rupiah(sums.paid if known else None),
            gettext("of %(owed)s") % {"owed": rupiah(sums.owed)} if known else gettext("not computed yet"),
            "active",
            behind("money" if sums.paid else ""),
        ),
        Tile(
            _("Still to pay"),
            rupiah(sums.balance if known else None),
            _unpaid(sums, due_on, today) if known else gettext("not computed yet"),
            _tone(sums, due_on, today),
            behind("unpaid"),
        ),
    ]
    if sums.waiting:
        note = gettext("people are registered, and the month is not computed")
        found.append(
            Tile(_("Not computed"), agencies_words(sums.waiting), note, "waiting", behind("missing"))
        )
    if sums.arrears:
        note = gettext("all months due by %(day)s, %(agencies)s") % {
            "agencies": agencies_words(sums.late_agencies),
            "day": short_day(today),
        }
        found.append(Tile(_("Arrears today"), rupiah(sums.arrears), note, "bad", behind("arrears")))
    if sums.credit:
        note = gettext("carried forward, %(agencies)s") % {"agencies": agencies_words(sums.credit_agencies)}
        found.append(Tile(_("Paid too much"), rupiah(sums.credit), note, "none", behind("credit")))
    return found


def _computed(sums: Sums) -> str:
    if not sums.computed:
        return gettext("%(count)s workers registered") % {"count": number(sums.registered)}
    return gettext("%(workers)s workers, base %(base)s") % {
        "workers": number(sums.workers),
        "base": rupiah(sums.base),
    }


def _billed(sums: Sums) -> str:
    if sums.billed is None:
        return gettext("no bill entered yet")
    words = gettext("for %(agencies)s") % {"agencies": agencies_words(sums.billed_agencies)}
    return f"{words} · {difference_words(sums.difference)}"


def _unpaid(sums: Sums, due_on: dt.date, today: dt.date) -> str:
    if not sums.balance:
        return gettext("nothing")
    words = {"agencies": agencies_words(sums.unpaid_agencies), "day": short_day(due_on)}
    if due_on <= today:
        return gettext("%(agencies)s, was due on %(day)s") % words
    return gettext("%(agencies)s, by %(day)s") % words


def _tone(sums: Sums, due_on: dt.date, today: dt.date) -> str:
    if not sums.balance:
        return "none"
    return "bad" if due_on <= today else "waiting"
