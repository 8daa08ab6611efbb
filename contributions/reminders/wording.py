"""The words of reminders: what stands about an agency, and how a letter begins before anybody edits it."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from agencies.pages.figures import day, number, rate, rupiah, short_day
from contributions.models import ReminderKind
from contributions.reminders.facts import Facts
from enrolment.workers.wording import month_name

K = ReminderKind
# Subject and words as a letter begins, by what it is about; in the language of the letter.
DEFAULTS: dict[str, tuple[str, str]] = {
    K.NO_ROSTER: (
        gettext_noop("Handing in the list of non-civil-servant workers"),
        gettext_noop(
            "To protect workers against accidents at work and death, every agency hands in the list of its"
            " workers who are not civil servants. Until there is a list, nobody in your office can be"
            " registered with BPJS Ketenagakerjaan.\n\n"
            "Please upload the list to Lindungi in whatever Excel form you already have. If there are no such"
            " workers in your office, please declare that there are none."
        ),
    ),
    K.OLD_ROSTER: (
        gettext_noop("Renewing the list of workers"),
        gettext_noop(
            "The list of workers that we have of your office is older than this month. People who have"
            " started since are not protected, and contributions are paid for those who have left.\n\n"
            "Please upload the newest list to Lindungi, or state nihil if nothing has changed."
        ),
    ),
    K.WAITING_ROWS: (
        gettext_noop("Correcting rows in the list of workers"),
        gettext_noop(
            "Some rows of the list that you handed in could not be saved, for instance because an identity"
            " number is damaged or missing. These people are on no list and cannot be registered.\n\n"
            "Please correct these rows in Lindungi; each is shown with what is wrong and what to do."
        ),
    ),
    K.UNCOVERED: (
        gettext_noop("Registering workers with BPJS Ketenagakerjaan"),
        gettext_noop(
            "Some of the workers on your list are not registered with BPJS Ketenagakerjaan yet. An accident"
            " at work or a death among them would not be covered.\n\n"
            "Please register them with the branch office of BPJS Ketenagakerjaan. The files for its portal"
            " can be made in Lindungi."
        ),
    ),
    K.UNPAID: (
        gettext_noop("Paying contributions that are due"),
        gettext_noop(
            "Contributions for your workers are unpaid although they are due. While months are unpaid,"
            " benefits may be delayed.\n\n"
            "Please pay them, or tell us the reason and the day on which they will be paid. If they have been"
            " paid, please enter the payment in Lindungi."
        ),
    ),
    K.DEMAND: (
        gettext_noop("Carrying out what the document asks"),
        gettext_noop(
            "Your office has not yet reported that it carried out what this document asks.\n\n"
            "Please carry it out and answer in Lindungi, with evidence."
        ),
    ),
    K.OTHER: ("", ""),
}
ASKED = gettext_noop("What it asks: %(demand)s")
ASKED_BY = gettext_noop("What it asks, by %(day)s at the latest: %(demand)s")


def default_words(kind: str, demand: str = "", due: dt.date | None = None) -> tuple[str, str]:
    """Subject and words in the language in force; `demand` is what the document asks, word for word, and
    `due` by when."""
    subject, body = DEFAULTS[kind]
    body = _(body) if body else ""
    if demand:
        asked = _(ASKED_BY) % {"demand": demand, "day": day(due)} if due else _(ASKED) % {"demand": demand}
        body = f"{asked}\n\n{body}"
    return (_(subject) if subject else "", body)


def in_short(kind: str, facts: Facts) -> str:
    """The figures that the reminder is about, in one clause."""
    if kind == K.OLD_ROSTER and facts.has_list:
        words = {"day": short_day(facts.roster_date), "count": number(facts.listed)}
        return _("list of %(day)s, %(count)s people") % words
    if kind == K.WAITING_ROWS and facts.waiting:
        words = ngettext(
            "%(count)s row waits to be corrected", "%(count)s rows wait to be corrected", facts.waiting
        )
        return words % {"count": number(facts.waiting)}
    if kind == K.UNPAID:
        return owed_in_words(facts)
    if not facts.has_list:
        if facts.declared is None:
            return _("no list yet, no declared headcount")
        return _("no list yet, %(count)s declared") % {"count": number(facts.declared)}
    parts = {"part": number(facts.uncovered), "whole": number(facts.listed)}
    return _("%(part)s of %(whole)s listed are not registered yet") % parts


def owed_in_words(facts: Facts) -> str:
    """Nothing unpaid is said only where contributions are kept; else that nobody knows."""
    if not facts.owed:
        if not facts.registered:
            return _("nobody is registered yet, so nothing is owed")
        if facts.active is None:
            return _("no data: contributions are not kept here")
        return _("nothing due is unpaid")
    words = {
        "sum": rupiah(facts.owed),
        "count": number(facts.owed_months),
        "month": month_name(facts.owed_since),
    }
    if facts.owed_months > 1:
        return _("%(sum)s unpaid: %(count)s months since %(month)s") % words
    return _("%(sum)s unpaid since %(month)s") % words


def fact_lines(kind: str, facts: Facts) -> list[tuple[str, str]]:
    """Label and value of the figures that a letter of this kind states."""
    wanted = [_declared(facts), _listed(facts)]
    if kind in (K.OLD_ROSTER, K.WAITING_ROWS):
        wanted = [_listed(facts), (_("Day of the newest list"), day(facts.roster_date))]
        if kind == K.WAITING_ROWS:
            wanted.append((_("Rows that wait to be corrected"), number(facts.waiting)))
    if kind in (K.UNCOVERED, K.UNPAID, K.DEMAND, K.OTHER):
        wanted += _registered(facts)
    if kind in (K.UNPAID, K.DEMAND, K.OTHER):
        wanted.append((_("Contributions due and unpaid"), owed_in_words(facts)))
    return wanted


def _declared(facts: Facts) -> tuple[str, str]:
    known = number(facts.declared) if facts.declared is not None else _("not declared")
    return _("Workers as declared by the agency"), known


def _listed(facts: Facts) -> tuple[str, str]:
    return _("Workers on the list"), number(facts.listed) if facts.has_list else _("no list yet")


def _registered(facts: Facts) -> list[tuple[str, str]]:
    """A rate always with its parts; none without a list."""
    if not facts.has_list:
        return [(_("Registered with BPJS Ketenagakerjaan"), _("no data: there is no list yet"))]
    share = rate(facts.registered, facts.listed)
    text = f"{share.share} – {share.parts}" if share.share else share.parts
    return [
        (_("Registered with BPJS Ketenagakerjaan"), _("%(rate)s on the list") % {"rate": text}),
        (_("Not registered yet"), number(facts.uncovered)),
    ]
