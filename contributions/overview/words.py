"""A month of a city or branch in words: notes beside figures, and the summary to send."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.figures import day, number, rupiah, short_day
from contributions.billing.standing import Standing
from contributions.billing.wording import due_words
from contributions.overview.line import Line
from contributions.overview.sums import Age, Sums
from enrolment.workers.wording import month_name

SETTLED = (Standing.PAID, Standing.NOT_OWED)


def delay_words(line: Line) -> Iterator[str]:
    """When a month that is not settled is due, why it is late and for when it is promised."""
    if line.standing in SETTLED or not line.months:
        return
    yield _("due %(day)s") % {"day": short_day(line.due_on)}
    if line.reason:
        yield line.reason
    if line.promised_on:
        words = _("was promised for %(day)s") if line.is_promise_over else _("promised for %(day)s")
        yield words % {"day": short_day(line.promised_on)}


def difference_words(difference: Decimal | None) -> str:
    if difference is None:
        return ""
    if not difference:
        return _("as computed")
    words = _("%(amount)s more than ours") if difference > 0 else _("%(amount)s less than ours")
    return words % {"amount": rupiah(abs(difference))}


def summary(
    place: str, month: dt.date, due_on: dt.date, sums: Sums, ages: Sequence[Age], today: dt.date
) -> str:
    """A few lines to copy or to send. Figures only."""
    return "\n".join(_lines(place, month, due_on, sums, ages, today))


def _lines(
    place: str, month: dt.date, due_on: dt.date, sums: Sums, ages: Sequence[Age], today: dt.date
) -> Iterator[str]:
    yield _("Contributions of %(place)s, %(month)s") % {"place": place, "month": month_name(month)}
    yield due_words(month, due_on)
    if sums.computed:
        yield _("Computed for %(computed)s agencies, %(workers)s workers: %(total)s") % {
            "computed": number(sums.computed),
            "workers": number(sums.workers),
            "total": rupiah(sums.total),
        }
    if sums.billed is not None:
        billed = {"amount": rupiah(sums.billed), "count": number(sums.billed_agencies)}
        yield _("Billed by BPJS: %(amount)s (%(count)s agencies)") % billed
    if sums.known:
        yield _("Paid: %(paid)s; still to pay: %(balance)s (%(count)s agencies)") % {
            "paid": rupiah(sums.paid),
            "balance": rupiah(sums.balance),
            "count": number(sums.unpaid_agencies),
        }
    if sums.waiting:
        yield _("Not computed yet: %(count)s agencies") % {"count": number(sums.waiting)}
    if sums.arrears:
        yield _("Arrears of all months on %(day)s: %(amount)s") % {
            "day": day(today),
            "amount": rupiah(sums.arrears),
        }
        for age in ages:
            if age.amount:
                yield f"  {age.words}: {rupiah(age.amount)} ({agencies_words(age.agencies)})"
    if sums.credit:
        yield _("Paid too much: %(amount)s") % {"amount": rupiah(sums.credit)}


def agencies_words(count: int) -> str:
    return ngettext("%(count)s agency", "%(count)s agencies", count) % {"count": number(count)}
