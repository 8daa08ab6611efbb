"""Where a month stands, and what a group or agency owes on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from agencies.models import Agency
from contributions.models import Allocation, Assessment, AssessmentState, Payment

ZERO = Decimal("0.00")
MONEY = DecimalField(max_digits=18, decimal_places=2)


class Standing(StrEnum):
    """A month in one word; the first that holds."""

    MISSING = "missing"  # nobody computed it, BPJS has not billed it
    NOT_OWED = "not_owed"
    PAID = "paid"
    IN_ARREARS = "in_arrears"  # due, and not paid in full
    PARTLY_PAID = "partly_paid"
    BILLED = "billed"
    FINAL = "final"
    DRAFT = "draft"


def standing_of(one: Assessment, day: dt.date) -> Standing:
    """Where one month of a group stands on a day, by what is known now. A month not yet due is no debt."""
    if one.state == AssessmentState.MISSING and one.billed is None:
        return Standing.MISSING
    if one.owed == 0:
        return Standing.NOT_OWED
    if one.paid >= one.owed:
        return Standing.PAID
    if one.due_on <= day:
        return Standing.IN_ARREARS
    if one.paid:
        return Standing.PARTLY_PAID
    if one.billed is not None:
        return Standing.BILLED
    return Standing.FINAL if one.state == AssessmentState.FINAL else Standing.DRAFT


AGES = ((1, 3), (4, 6), (7, 9), (10, None))
"""Arrears by age, in months that were due since."""


def age_of(month: dt.date, last_due: dt.date) -> int:
    """How many due months old a debt is: the newest month that is due is one month old."""
    return (last_due.year - month.year) * 12 + last_due.month - month.month + 1


def age_class(age: int) -> int:
    """The index in AGES; a debt not due yet is in none (ValueError)."""
    return next(at for at, (low, high) in enumerate(AGES) if low <= age and (high is None or age <= high))


@dataclass
class Account:
    """What some groups owe on a day, rupiah. `owed` of months known by then, `paid` to them, `credit` what no
    month has used; `arrears` of due months, by age in `ages`; `open_months` how many those are."""

    owed: Decimal = ZERO
    paid: Decimal = ZERO
    credit: Decimal = ZERO
    arrears: Decimal = ZERO
    ages: list[Decimal] = field(default_factory=lambda: [ZERO] * len(AGES))
    open_months: int = 0

    @property
    def balance(self) -> Decimal:
        """Of all months, due or not."""
        return self.owed - self.paid


def paid_by(day: dt.date) -> Coalesce:
    """What payments up to a day gave to a month, as an annotation of assessments."""
    given = Allocation.objects.filter(assessment=OuterRef("pk"), payment__paid_on__lte=day).order_by()
    summed = given.values("assessment").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(summed), Value(ZERO), output_field=MONEY)


def accounts(where: Q, day: dt.date, last_due: dt.date) -> dict[int, Account]:
    """The account of each agency on a day, by its id, of the groups that it owns. Two queries.

    `where` chooses among assessments and payments alike (by `agency…`). Months after the day's own are left
    out: what is owed for them is not known on that day.
    """
    found: dict[int, Account] = {}
    months = Assessment.objects.filter(where, month__lte=day).annotate(given=paid_by(day)).order_by()
    for agency, month, due_on, owed, given in months.values_list(
        "agency", "month", "due_on", "owed", "given"
    ):
        account = found.setdefault(agency, Account())
        account.owed += owed
        account.paid += given
        if due_on <= day and given < owed:
            account.arrears += owed - given
            account.ages[age_class(max(1, age_of(month, last_due)))] += owed - given
            account.open_months += 1
    for agency, credit in credits(where, day):
        found.setdefault(agency, Account()).credit = credit
    return found


def credits(where: Q, day: dt.date) -> QuerySet:
    """(agency id, rupiah that no month known by the day has used) of payments up to it."""
    used = Allocation.objects.filter(payment=OuterRef("pk"), month__lte=day).order_by().values("payment")
    spent = Coalesce(
        Subquery(used.annotate(sum=Sum("amount")).values("sum")), Value(ZERO), output_field=MONEY
    )
    payments = Payment.objects.standing().filter(where, paid_on__lte=day).order_by().annotate(spent=spent)
    left = Sum(F("amount") - F("moved_out") - F("spent"))
    return payments.values("agency").annotate(credit=left).values_list("agency", "credit")


def owned_by(agencies: Iterable[Agency]) -> Q:
    """The assessments and payments of groups that these agencies own."""
    return Q(agency__in=[agency.pk for agency in agencies])
