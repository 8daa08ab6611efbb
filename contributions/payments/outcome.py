"""What a payment paid, in words; and what a change would do to the months, before it is made."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages import figures
from contributions.models import Assessment, Payment
from enrolment.workers.wording import month_name


def outcome_of(payment: Payment) -> str:
    """`Februari 2020 lunas; Rp 3.800 untuk Maret 2020; kelebihan Rp 0.` One query."""
    given = payment.allocations.select_related("assessment").order_by("month")
    said = [_share(one.month, one.amount, one.assessment) for one in given]
    if not said:
        said = [_("No month is owed: all of it is kept as a credit")]
    return "; ".join([*said, _("credit %(amount)s") % {"amount": figures.rupiah(payment.credit)}]) + "."


def _share(month: dt.date, amount: Decimal, assessment: Assessment) -> str:
    words = {"month": month_name(month), "amount": figures.rupiah(amount)}
    if assessment.paid >= assessment.owed:
        return _("%(month)s is paid in full") % words
    words["open"] = figures.rupiah(assessment.balance)
    return _("%(amount)s for %(month)s, of which %(open)s stay open") % words


@dataclass(frozen=True)
class Effect:
    """What a month of an agency has been paid, before and after, of what it owes."""

    agency: Agency
    month: dt.date
    owed: Decimal
    before: Decimal
    after: Decimal

    @property
    def words(self) -> str:
        """How the month stands afterwards."""
        if self.after >= self.owed:
            return _("paid in full")
        return _("%(amount)s open") % {"amount": figures.rupiah(self.owed - self.after)}


def rehearsed(act: Callable[[], object], groups: Iterable[int | None]) -> list[Effect]:
    """What an action would do to the months of these groups (ids): it is carried out and taken back, so that
    what is shown is what will happen. A refusal (ValidationError) comes through."""
    ids = [pk for pk in groups if pk is not None]
    before = {one.pk: one.paid for one in Assessment.objects.filter(group__in=ids)}
    with transaction.atomic():
        act()
        after = list(Assessment.objects.filter(group__in=ids).select_related("agency").order_by("month"))
        transaction.set_rollback(True)
    return [
        Effect(one.agency, one.month, one.owed, before.get(one.pk, Decimal()), one.paid)
        for one in sorted(after, key=lambda one: (one.agency.name, one.month))
        if before.get(one.pk, Decimal()) != one.paid
    ]
