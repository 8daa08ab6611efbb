"""The trial's contributions: terms, every month up to the last, bills and payments, one agency late."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pghistory
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from agencies import access
from agencies.models import ContributionGroup, User
from contributions.billing.assessing import assess
from contributions.billing.books import settle
from contributions.billing.due import after, last_due_month, month_of, months_between, next_working_day
from contributions.demo import data
from contributions.models import (
    Assessment,
    AssessmentState,
    BaseKind,
    Bill,
    BillState,
    Channel,
    GroupTerms,
    Payment,
)

PAID_ON = 8  # of the following month
TOO_MUCH = Decimal(500_000)
MONTHS_LATE = 2


def load_money(say: Callable[[str], None]) -> None:
    """Terms, assessments, bills and payments of Kota Serang and Palembang. To be run once, as the system."""
    plans = data.read("contributions")
    today = timezone.localdate()
    for code, place, fill in (("36.73", "Kota Serang", _serang), ("16.71", "Palembang", _palembang)):
        say(f"contributions of {place}")
        manager = User.objects.get(memberships__region__code=code, memberships__role="city_manager")
        with pghistory.context(user=manager.pk, action="trial"):
            fill(plans[code], today)


def _serang(plan: dict[str, Any], today: dt.date) -> None:
    groups = _groups("36.73", plan["agencies"])
    for slug, group in groups.items():
        starts = [each["since"] for each in plan["terms"]]
        for each, until in zip(plan["terms"], [*starts[1:], None], strict=True):
            _agree(
                group,
                DateRange(each["since"], until),
                each,
                from_deduction=plan["from_deduction"],
                treasurer=plan["treasurer"][slug],
            )
    ids = [group.pk for group in groups.values()]
    last = after(month_of(today), -1)
    for month in months_between(plan["since"], last):
        assess(groups=ids, month=month, by=access.SYSTEM)
        # One month after the other: a relief asks whether earlier ones were paid.
        _bill_and_pay(ids, month, plan, groups, last_due_month(today))
    _finish(ids)


def _palembang(plan: dict[str, Any], today: dt.date) -> None:
    groups = _groups("16.71")
    last = after(month_of(today), -1)
    first = after(last, 1 - plan["months"])
    for group in groups.values():
        _agree(group, DateRange(first, None), plan, from_apbd=plan["from_apbd"])
    ids = [group.pk for group in groups.values()]
    for month in months_between(first, last):
        assess(groups=ids, month=month, by=access.SYSTEM)
        _bill_and_pay(ids, month, {}, groups, last_due_month(today))
    _finish(ids)


def _groups(region: str, slugs: Iterable[str] = ()) -> dict[str, ContributionGroup]:
    """The default group of each agency that has anybody, by slug."""
    found = ContributionGroup.objects.filter(agency__region__code=region, is_default=True)
    with_people = found.filter(workers__isnull=False).distinct().select_related("agency")
    known = {group.agency.slug: group for group in with_people.order_by("agency__code")}
    return {slug: known[slug] for slug in slugs} if slugs else known


def _agree(group: ContributionGroup, period: DateRange, plan: dict[str, Any], **more: Any) -> None:
    words = {"amount": plan["amount"], "document_text": plan["document_text"]}
    GroupTerms.objects.create(
        group=group, agency_id=group.agency_id, period=period, base_kind=BaseKind.AGREED, **words, **more
    )


def _bill_and_pay(
    ids: list[int],
    month: dt.date,
    plan: dict[str, Any],
    groups: dict[str, ContributionGroup],
    last_due: dt.date,
) -> None:
    """Every month was billed by a kode iuran, save where a Formulir 2a is in force, and paid in time, save
    those of who is late; nobody has paid a month that is not due."""
    due = Assessment.objects.filter(group__in=ids, month=month, owed__gt=0)
    bills, payments = [], []
    late = groups[plan["late"]].pk if plan else None
    overpays = groups[plan["overpays"]].pk if plan else None
    for one in due.order_by("group"):
        code = f"{month:%y%m}{one.group_id:08d}"
        if one.billed is None and month <= last_due:
            bills.append(_bill(one, code))
        if month > last_due or (one.group_id == late and month > after(last_due, -MONTHS_LATE)):
            continue
        more = TOO_MUCH if one.group_id == overpays and month == last_due else 0
        payments.append(_payment(one, code, one.owed + more))
    Bill.objects.bulk_create(bills)
    Payment.objects.bulk_create(payments)
    settle(ids)


def _bill(one: Assessment, code: str) -> Bill:
    whose = {"group_id": one.group_id, "agency_id": one.agency_id, "month": one.month}
    return Bill(**whose, code=code, amount=one.total, issued_on=after(one.month), state=BillState.ISSUED)


def _payment(one: Assessment, code: str, amount: Decimal) -> Payment:
    day = next_working_day(after(one.month).replace(day=PAID_ON))
    whose = {"group_id": one.group_id, "agency_id": one.agency_id}
    return Payment(**whose, code=code, paid_on=day, amount=amount, channel=Channel.BJB)


def _finish(ids: list[int]) -> None:
    """All months but the newest are final."""
    newest = (
        Assessment.objects.filter(group__in=ids).order_by("-month").values_list("month", flat=True).first()
    )
    drafts = Assessment.objects.filter(group__in=ids, state=AssessmentState.DRAFT, month__lt=newest)
    drafts.update(state=AssessmentState.FINAL, final_at=timezone.now())
