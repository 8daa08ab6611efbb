"""What makes a payment that is being entered look like a slip: said before it is saved, never forbidden."""

import datetime as dt
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import ContributionGroup
from agencies.pages import figures
from contributions.models import Bill, BillState, Payment
from enrolment.workers.wording import month_name


def doubts_of(group: ContributionGroup, code: str, paid_on: dt.date, amount: Decimal) -> list[str]:
    """A kode iuran that is another group's, or of a payment that is here already; a payment of the same day
    and amount. Of what the user may see only. Two queries."""
    return [*_elsewhere(group, code), *_known(group, code, paid_on, amount)]


def _elsewhere(group: ContributionGroup, code: str) -> list[str]:
    bills = Bill.objects.filter(code=code).exclude(state=BillState.VOID).exclude(group=group)
    said = _("This kode iuran is on BPJS's bill of %(month)s for %(whom)s, not for this contribution group.")
    return [
        said % {"month": month_name(bill.month), "whom": group_words(bill.group)}
        for bill in (bills.select_related("group__agency") if code else ())
    ]


def _known(group: ContributionGroup, code: str, paid_on: dt.date, amount: Decimal) -> list[str]:
    same = Q(group=group, paid_on=paid_on, amount=amount)
    same |= Q(code=code) if code else Q(pk=None)
    known = Payment.objects.standing().filter(same, moved_from=None).select_related("group__agency")
    return [_of(payment, code) for payment in known.order_by("paid_on")[:5]]


def _of(payment: Payment, code: str) -> str:
    words = {"amount": figures.rupiah(payment.amount), "day": figures.day(payment.paid_on)}
    if code and payment.code == code:
        whom = group_words(payment.group) if payment.group else _("nobody knows yet whom")
        said = _("With this kode iuran %(amount)s of %(day)s are entered already, for %(whom)s.")
        return said % (words | {"whom": whom})
    return _("A payment of %(amount)s on %(day)s is entered already.") % words


def group_words(group: ContributionGroup) -> str:
    """A group by its agency; by its own name, too, where it is not the default one."""
    agency = group.agency.short_name or group.agency.name
    return agency if group.is_default else f"{agency}, {group.name}"
