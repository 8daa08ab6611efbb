"""A wrong payment put right: directed to a month, moved to another group, paid back; and its undoing.

Money is never made or lost by it: what leaves a payment (`moved_out`) is a payment of the other group, or
was paid back by BPJS; what is directed to a month (a pinned allocation) stays the payment's own.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import ContributionGroup
from agencies.pages import figures
from contributions.billing.books import release
from contributions.models import Allocation, Assessment, MoveKind, Payment, PaymentMove
from contributions.payments.actions import NO_REASON, VOID
from contributions.payments.held import CLOSED, MEANWHILE, check_open, closed_months_of, held
from enrolment.models import AgencyMonth
from enrolment.workers.actions import history
from enrolment.workers.wording import month_name

SAME_GROUP = _("The payment is of this contribution group already.")
TOO_MUCH = _("Of this payment %(amount)s can be moved at most: the rest is directed or pays closed months.")
NOT_OWED = _("That month still takes %(amount)s at most.")
NO_MONTH = _("Nothing is known of that month yet: compute it or enter BPJS's bill first.")
UNDONE = _("This move is taken back already.")
MOVED_ON = _("The other side has moved it on. That move comes back first.")
CARRIED = (
    "paid_on", "code", "channel", "reference", "sp2d_number", "sp2d_on", "branch_id", "origin",
)  # fmt: skip
"""What the payment of the other group takes over from the one that it came of: it is the same money, paid on
the same day by the same SP2D."""


@transaction.atomic
def move_to_month(*, payment: Payment, month: dt.date, amount: Decimal, reason: str, by: Any) -> PaymentMove:
    """Direct so much of a payment to one month of its group, past the rule of the oldest month first.

    ValidationError where the month is closed or nothing is known of it, it owes less than that (what is not
    directed gives way), or the payment has no such amount free.
    """
    with held([payment.group_id]):
        locked = _locked(payment)
        assessment = Assessment.objects.filter(group=locked.group_id, month=month).first()
        if assessment is None:
            raise ValidationError(NO_MONTH, code="no_month")
        check_open(assessment.agency_id, month)
        _check(locked, amount, reason)
        if amount > takes(assessment):
            left = figures.rupiah(takes(assessment))
            raise ValidationError(NOT_OWED, code="not_owed", params={"amount": left})
        release([locked.pk])
        _pin(locked, assessment, amount)
        return _moved(locked, MoveKind.MONTH, amount, reason, by, to_month=month)


@transaction.atomic
def move_to_group(
    *, payment: Payment, group: ContributionGroup, amount: Decimal, reason: str, by: Any
) -> PaymentMove:
    """Give so much of a payment to another contribution group, where it is a payment of the same day and
    kode iuran. ValidationError where it is the same group, or the payment has no such amount free."""
    if group.pk == payment.group_id:
        raise ValidationError(SAME_GROUP, code="same")
    with held([payment.group_id, group.pk]):
        locked = _locked(payment)
        _check(locked, amount, reason)
        _take_out(locked, amount, by)
        result = _result(locked, group, amount, by)
        places = {"to_group": group, "to_agency_id": group.agency_id, "result": result}
        return _moved(locked, MoveKind.GROUP, amount, reason, by, **places)


@transaction.atomic
def refund(*, payment: Payment, amount: Decimal, reason: str, by: Any) -> PaymentMove:
    """BPJS paid so much of a payment back. ValidationError where the payment has no such amount free."""
    with held([payment.group_id]):
        locked = _locked(payment)
        _check(locked, amount, reason)
        _take_out(locked, amount, by)
        return _moved(locked, MoveKind.REFUND, amount, reason, by)


@transaction.atomic
def undo_move(*, move: PaymentMove, by: Any) -> PaymentMove:
    """Put a payment back as it was before the move. ValidationError where it is undone already, or the other
    group's payment that came of it was moved on or pays a closed month."""
    payment = Payment.objects.get(pk=move.payment_id)
    with held([payment.group_id, move.to_group_id]):
        locked = _locked(payment)
        standing = PaymentMove.objects.select_for_update(of=("self",)).get(pk=move.pk)
        if standing.undone_at:
            raise ValidationError(UNDONE, code="undone")
        if standing.kind == MoveKind.MONTH:
            _unpin(locked, standing)
        else:
            _give_back(locked, standing, by)
        standing.undone_at, standing.undone_by_id = timezone.now(), getattr(by, "pk", None)
        standing.save(update_fields=["undone_at", "undone_by"])
    return standing


def movable(payment: Payment) -> Decimal:
    """What of a payment is neither moved, directed nor bound to a closed month, in rupiah. Two queries."""
    if payment.voided_at:
        return Decimal()
    return payment.amount - payment.moved_out - _bound(Allocation.objects.filter(payment=payment))


def takes(assessment: Assessment) -> Decimal:
    """What a month still takes of what is directed at it: what it owes less what was directed before."""
    pinned = Allocation.objects.filter(assessment=assessment, is_pinned=True).aggregate(sum=Sum("amount"))
    return max(assessment.owed - (pinned["sum"] or Decimal()), Decimal())


def _bound(allocations: Any) -> Decimal:
    closed = AgencyMonth.objects.filter(
        agency=OuterRef("agency"), month=OuterRef("month"), closed_at__isnull=False
    )
    bound = allocations.filter(Q(is_pinned=True) | Exists(closed))
    return bound.aggregate(sum=Sum("amount"))["sum"] or Decimal()


def _locked(payment: Payment) -> Payment:
    found = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if found.group_id is None or found.group_id != payment.group_id:
        raise ValidationError(MEANWHILE, code="moved")
    return found


def _check(payment: Payment, amount: Decimal, reason: str) -> None:
    if payment.voided_at:
        raise ValidationError(VOID, code="void")
    if not reason.strip():
        raise ValidationError(NO_REASON, code="reason")
    if amount <= 0:
        raise ValidationError(_("The amount must be above zero."), code="amount")
    if amount > movable(payment):
        raise ValidationError(TOO_MUCH, code="too_much", params={"amount": figures.rupiah(movable(payment))})


def _moved(payment: Payment, kind: str, amount: Decimal, reason: str, by: Any, **to: Any) -> PaymentMove:
    return PaymentMove.objects.create(
        payment=payment,
        agency_id=payment.agency_id,
        kind=kind,
        amount=amount,
        reason=reason.strip()[:300],
        made_by_id=getattr(by, "pk", None),
        **to,
    )


def _pin(payment: Payment, assessment: Assessment, amount: Decimal) -> None:
    directed, made = Allocation.objects.get_or_create(
        payment=payment,
        assessment=assessment,
        is_pinned=True,
        defaults={
            "group_id": assessment.group_id,
            "agency_id": assessment.agency_id,
            "month": assessment.month,
            "amount": amount,
        },
    )
    if not made:
        directed.amount += amount
        directed.save(update_fields=["amount"])


def _unpin(payment: Payment, move: PaymentMove) -> None:
    """Settling may have freed it already, where the month owes less by now: then nothing is left to do."""
    directed = Allocation.objects.filter(payment=payment, month=move.to_month, is_pinned=True).first()
    if directed is None:
        return
    check_open(directed.agency_id, directed.month)
    if directed.amount <= move.amount:
        directed.delete()
    else:
        directed.amount -= move.amount
        directed.save(update_fields=["amount"])


def _take_out(payment: Payment, amount: Decimal, by: Any) -> None:
    release([payment.pk])
    payment.moved_out += amount
    with history(by, "payment_move"):
        payment.save(update_fields=["moved_out"])


def _result(payment: Payment, group: ContributionGroup, amount: Decimal, by: Any) -> Payment:
    with history(by, "payment_move"):
        return Payment.objects.create(
            group=group,
            agency_id=group.agency_id,
            amount=amount,
            moved_from=payment,
            entered_by_id=getattr(by, "pk", None),
            **{name: getattr(payment, name) for name in CARRIED},
        )


def _give_back(payment: Payment, move: PaymentMove, by: Any) -> None:
    if move.result_id:
        _void_result(Payment.objects.select_for_update(of=("self",)).get(pk=move.result_id), by)
    payment.moved_out -= move.amount
    with history(by, "payment_move_undo"):
        payment.save(update_fields=["moved_out"])


def _void_result(result: Payment, by: Any) -> None:
    if PaymentMove.objects.filter(payment=result, undone_at=None).exists():
        raise ValidationError(MOVED_ON, code="moved_on")
    for months in closed_months_of([result.pk]).values():
        raise ValidationError(CLOSED, code="closed", params={"month": month_name(months[0])})
    release([result.pk], pinned=True)
    result.voided_at, result.voided_by_id = timezone.now(), getattr(by, "pk", None)
    result.void_reason = _("The move was taken back.")
    with history(by, "payment_move_undo"):
        result.save(update_fields=["voided_at", "voided_by", "void_reason"])
