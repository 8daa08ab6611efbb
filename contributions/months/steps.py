"""What an agency is to do next about its contributions, the most pressing first. Figures only."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, ContributionGroup
from agencies.pages.figures import day as in_words
from agencies.pages.figures import number, rupiah
from agencies.pages.navigation import address
from contributions.billing.standing import ZERO, Account, Standing, standing_of
from contributions.billing.wording import due_words
from contributions.models import Assessment, AssessmentState
from contributions.months.waiting import Wait
from enrolment.workers.wording import month_name


@dataclass(frozen=True)
class Step:
    """A sentence, and where it is done (none: nothing to press)."""

    text: str
    action: str = ""
    url: str = ""
    icon: str = "flag"


@dataclass(frozen=True)
class Books:
    """What the steps are told from, of the groups that the agency owns."""

    agency: Agency
    groups: list[ContributionGroup]
    without_terms: list[ContributionGroup]
    months: list[Assessment]  # oldest first
    waiting: list[Wait]
    account: Account
    day: dt.date
    may_assess: bool = False


def next_steps(books: Books) -> list[Step]:
    """At most one of each kind: terms, unpaid months, a promise that has passed, what to pay next, drafts to
    be made final, months to be computed, an unused credit."""
    found = (_terms, _arrears, _promises, _to_pay, _to_make_final, _to_compute, _credit)
    return [step for make in found for step in make(books)]


def _terms(books: Books) -> Iterator[Step]:
    if books.without_terms:
        several = len(books.groups) > 1
        names = ", ".join(group.name for group in books.without_terms) if several else ""
        text = _("Nobody has said yet from which base the contribution is paid, and who pays it.")
        url = address("agency_terms", books.agency.code)
        yield Step(f"{text} {names}".strip(), _("Give the terms"), url, "file-text")


def _arrears(books: Books) -> Iterator[Step]:
    late = _late(books)
    if not late:
        return
    text = ngettext(
        "%(n)s month is due and not paid in full: %(sum)s, since %(month)s.",
        "%(n)s months are due and not paid in full: %(sum)s, since %(month)s.",
        len({one.month for one in late}),
    ) % {
        "n": number(len({one.month for one in late})),
        "sum": rupiah(sum((one.owed - one.paid for one in late), ZERO)),
        "month": month_name(late[0].month),
    }
    yield Step(text, _("Open the oldest"), _page(books.agency, late[0].month), "alert-circle")


def _promises(books: Books) -> Iterator[Step]:
    for one in _late(books):
        if one.promised_on and one.promised_on < books.day:
            text = _("%(month)s was promised for %(day)s and is not paid.")
            words = {"month": month_name(one.month), "day": in_words(one.promised_on)}
            yield Step(text % words, _("Open"), _page(books.agency, one.month), "clock")
            return


def _to_pay(books: Books) -> Iterator[Step]:
    """The oldest month that is not due yet and that BPJS has billed: only its sum is what is to be paid."""
    for one in books.months:
        if one.due_on > books.day and one.billed is not None and one.paid < one.owed:
            text = _("%(due)s: %(sum)s as BPJS bills it.")
            words = {"due": due_words(one.month, one.due_on), "sum": rupiah(one.owed - one.paid)}
            yield Step(text % words, _("Open"), _page(books.agency, one.month), "calendar")
            return


def _to_make_final(books: Books) -> Iterator[Step]:
    """Months that are over: the present one still changes."""
    this_month = books.day.replace(day=1)
    over = [
        m for m in books.months if m.state == AssessmentState.DRAFT and m.month < this_month and m.workers
    ]
    if over:
        count = len({one.month for one in over})
        text = ngettext(
            "%(n)s month that is over is a draft still.",
            "%(n)s months that are over are drafts still.",
            count,
        )
        many = reverse("agency_contributions_final", args=[books.agency.code])
        url = many if count > 1 and books.may_assess else _page(books.agency, over[0].month)
        yield Step(text % {"n": number(count)}, _("Check and make final"), url, "lock")


def _to_compute(books: Books) -> Iterator[Step]:
    months = sorted({wait.month for wait in books.waiting})
    if months:
        text = ngettext(
            "%(n)s month is not computed yet: %(first)s.",
            "%(n)s months are not computed yet, from %(first)s on.",
            len(months),
        )
        words = {"n": number(len(months)), "first": month_name(months[0])}
        yield Step(text % words, icon="refresh")


def _credit(books: Books) -> Iterator[Step]:
    if books.account.credit > 0:
        text = _("%(sum)s of what was paid is not used yet: it counts for the next months.")
        url = address("agency_payments", books.agency.code)
        yield Step(text % {"sum": rupiah(books.account.credit)}, _("See the payments"), url, "info-circle")


def _late(books: Books) -> list[Assessment]:
    return [one for one in books.months if standing_of(one, books.day) == Standing.IN_ARREARS]


def _page(agency: Agency, month: dt.date) -> str:
    return reverse("agency_contribution_month", args=[agency.code, month])


def months_of(waiting: Iterable[Wait]) -> list[dt.date]:
    """The months that wait, each once, oldest first."""
    return sorted({wait.month for wait in waiting})
