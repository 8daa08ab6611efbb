"""What a payment paid, in words; and what a change would do to the months, before it is made."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from agencies.models import Agency, ContributionGroup
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
    """What a month of an agency has been paid, before and after, of what it owes. Without a month: the credit
    of its group, which owes nothing."""

    agency: Agency
    month: dt.date | None
    owed: Decimal | None
    before: Decimal
    after: Decimal

    @property
    def words(self) -> str:
        """How the month stands afterwards."""
        if self.owed is None:
            return ""
        if self.after >= self.owed:
            return _("paid in full")
        return _("%(amount)s open") % {"amount": figures.rupiah(self.owed - self.after)}


def rehearsed(act: Callable[[], object], groups: Iterable[int | None]) -> list[Effect]:
    """What an action would do to the months and credits of these groups (ids): it is carried out and taken
    back, so that what is shown is what will happen. A refusal (ValidationError) comes through."""
    ids = [pk for pk in groups if pk is not None]
    before = _books(ids)
    with transaction.atomic():
        act()
        after = _books(ids)
        transaction.set_rollback(True)
    names = {
        group.pk: group.agency
        for group in ContributionGroup.objects.filter(pk__in=ids).select_related("agency")
    }
    found = []
    for key in sorted(
        after.keys() | before.keys(), key=lambda key: (names[key[0]].name, key[1] or dt.date.max)
    ):
        was, (owed, now) = before.get(key, (None, Decimal()))[1], after.get(key, (None, Decimal()))
        if was != now:
            found.append(Effect(names[key[0]], key[1], owed, was, now))
    return found


def _books(groups: list[int]) -> dict[tuple[int, dt.date | None], tuple[Decimal | None, Decimal]]:
    """(owed, paid) of each month of the groups; under no month, the credit of each. Two queries."""
    months = Assessment.objects.filter(group__in=groups).values_list("group", "month", "owed", "paid")
    found: dict[Any, Any] = {(group, month): (owed, paid) for group, month, owed, paid in months}
    left = Sum(F("amount") - F("moved_out") - F("allocated"))
    standing = Payment.objects.standing().filter(group__in=groups).order_by()  # type: ignore[attr-defined]
    for group, credit in standing.values("group").annotate(left=left).values_list("group", "left"):
        found[group, None] = (None, credit)
    return found
