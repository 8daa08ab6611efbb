"""Terms in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.pages import figures
from contributions.billing.due import after
from contributions.models import BaseKind, GroupTerms, Source
from enrolment.workers.wording import month_name


def base_words(terms: GroupTerms) -> str:
    """`An agreed base for all: Rp 3.000.000`."""
    words = str(BaseKind(terms.base_kind).label)
    if terms.amount is None:
        return words
    if terms.base_kind == BaseKind.WAGE:
        return _("Each worker's wage, %(amount)s at least") % {"amount": figures.rupiah(terms.amount)}
    return f"{words}: {figures.rupiah(terms.amount)}"


def share_words(terms: GroupTerms) -> str:
    """`Cut from pay 60 %, Regional budget (APBD) 40 %`; of a single source only its name."""
    shares = terms.shares
    if len(shares) == 1:
        return str(Source(next(iter(shares))).label)
    return ", ".join(f"{Source(one).label} {percent_words(percent)}" for one, percent in shares.items())


def percent_words(percent: Decimal) -> str:
    whole = percent.to_integral_value()
    return f"{figures.number(whole if whole == percent else percent.normalize())} %"


def period_words(terms: GroupTerms) -> str:
    """`from February 2021 on`, `January 2020 to January 2021`."""
    first, end = terms.period.lower, terms.period.upper
    if end is None:
        return _("from %(month)s on") % {"month": month_name(first)}
    last = after(end, -1)
    if last == first:
        return month_name(first)
    return _("%(first)s to %(last)s") % {"first": month_name(first), "last": month_name(last)}
