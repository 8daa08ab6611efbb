"""What agencies owed on a day for months that were due: by the days of the payments, not by what is known
of them now being paid."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from agencies.models import Agency
from contributions.billing.standing import MONEY, ZERO
from contributions.models import Allocation, Assessment


@dataclass(frozen=True)
class Debt:
    """Rupiah, of how many months, the oldest of them."""

    amount: Decimal = ZERO
    months: int = 0
    since: dt.date | None = None


NO_DEBT = Debt()


def debts_of(agencies: QuerySet[Agency], day: dt.date) -> dict[int, Debt]:
    """By agency id, of those whose own groups owe anything on the day. One statement."""
    return {
        agency: Debt(sum(months.values(), ZERO), len(months), min(months))
        for agency, months in debts_by_month(agencies, day).items()
    }


def debts_by_month(agencies: QuerySet[Agency], day: dt.date) -> dict[int, dict[dt.date, Decimal]]:
    """By agency id: what its own groups owe for each month, the oldest first. One statement."""
    rows = (
        Assessment.objects.filter(agency__in=agencies, due_on__lte=day)
        .annotate(paid_by_then=_paid_by(day))
        .filter(owed__gt=F("paid_by_then"))
        .order_by("month")
        .values_list("agency_id", "month", "owed", "paid_by_then")
    )
    found: dict[int, dict[dt.date, Decimal]] = {}
    for agency, month, owed, paid_by_then in rows:
        months = found.setdefault(agency, {})
        months[month] = months.get(month, ZERO) + owed - paid_by_then
    return found


def _paid_by(day: dt.date) -> Combinable:
    """What was paid by then for a month. No payment lies later than today, so that today's sum is the kept
    one."""
    if day >= timezone.localdate():
        return F("paid")
    paid = (
        Allocation.objects.filter(assessment=OuterRef("pk"), payment__paid_on__lte=day)
        .order_by()
        .values("assessment")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    return Coalesce(Subquery(paid), ZERO, output_field=MONEY)
