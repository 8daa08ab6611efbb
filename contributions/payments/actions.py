"""Payments entered, taken back and brought back, placed, and described; moving them is `moving`."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Branch, ContributionGroup
from contributions.billing.books import release
from contributions.billing.due import FIRST_MONTH
from contributions.models import Channel, Origin, Payment, PaymentList, PaymentMove
from contributions.payments.held import CLOSED, MEANWHILE, closed_months_of, held
from enrolment.workers.actions import history
from enrolment.workers.wording import month_name

LARGEST = Decimal(10) ** 13
DESCRIBED = ("code", "channel", "reference", "sp2d_number", "sp2d_on", "note")
"""What may be put right about a payment without its money: `describe_payment`."""

MOVED = _("Some of it was moved. Take that back first.")
CAME_OF_A_MOVE = _("This came of a move. Take the move back where it was made.")
VOID = _("This payment is taken back already.")
NOT_VOID = _("This payment is not taken back.")
NO_REASON = _("Give a reason.")
ENTERED_ANEW = _("This payment was entered anew meanwhile: it would count twice.")
PLACED = _("This payment has its contribution group already.")


@dataclass(frozen=True)
class NewPayment:
    """What is told of a payment: `amount` in rupiah. Without a `group` nobody knows whose it is, and the
    `branch` that told of it keeps it until somebody places it."""

    paid_on: dt.date
    amount: Decimal
    group: ContributionGroup | None = None
    code: str = ""
    channel: str = Channel.OTHER
    reference: str = ""
    sp2d_number: str = ""
    sp2d_on: dt.date | None = None
    note: str = ""
    origin: str = Origin.HAND
    branch: Branch | None = None
    list: PaymentList | None = None


def enter_payment(*, payment: NewPayment, by: Any) -> Payment:
    """One payment, as it stands after it was laid over the months. ValidationError as `enter_payments`."""
    (made,) = enter_payments(payments=[payment], by=by)
    made.refresh_from_db()
    return made


@transaction.atomic
def enter_payments(*, payments: Sequence[NewPayment], by: Any) -> list[Payment]:
    """Enter any number of payments at once, in the order given, and lay them over the months, oldest first.
    Their sums are not read back. ValidationError for an amount or a day that cannot be."""
    for one in payments:
        check_money(one.paid_on, one.amount)
    made = [_made(one, by) for one in payments]
    with held(payment.group_id for payment in made), history(by, "payment"):
        return Payment.objects.bulk_create(made)


def _made(one: NewPayment, by: Any) -> Payment:
    return Payment(
        agency_id=one.group.agency_id if one.group else None,
        entered_by_id=getattr(by, "pk", None),
        **{name: getattr(one, name) for name in NewPayment.__dataclass_fields__},
    )


def check_money(paid_on: dt.date, amount: Decimal) -> None:
    """ValidationError unless the amount is above zero and the day lies between 2014 and today."""
    if not 0 < amount < LARGEST:
        raise ValidationError(_("The amount must be above zero."), code="amount")
    if paid_on > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")
    if paid_on < FIRST_MONTH:
        raise ValidationError(_("BPJS Ketenagakerjaan began in January 2014."), code="too_early")


@transaction.atomic
def describe_payment(*, payment: Payment, values: Mapping[str, Any], by: Any) -> Payment:
    """Put right what is said about a payment (DESCRIBED). Amount, day and group are not among it: a payment
    with a wrong one is taken back and entered anew, or moved."""
    locked = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    names = [name for name in DESCRIBED if name in values]
    for name in names:
        setattr(locked, name, values[name])
    with history(by, "payment"):
        locked.save(update_fields=names)
    return locked


def void_hindrances(payments: Iterable[UUID]) -> dict[UUID, ValidationError]:
    """Why these payments (ids) cannot be taken back, by payment; others are left out. Five queries."""
    ids = list(payments)
    gone = set(Payment.objects.filter(pk__in=ids, voided_at__isnull=False).values_list("pk", flat=True))
    standing = PaymentMove.objects.filter(undone_at=None)
    moved = set(standing.filter(payment__in=ids).values_list("payment", flat=True))
    came = set(standing.filter(result__in=ids).values_list("result", flat=True))
    found = {pk: _closed(months) for pk, months in closed_months_of(ids).items()}
    found |= {pk: ValidationError(MOVED, code="moved") for pk in moved}
    found |= {pk: ValidationError(CAME_OF_A_MOVE, code="came_of_a_move") for pk in came}
    return found | {pk: ValidationError(VOID, code="void") for pk in gone}


def _closed(months: list[dt.date]) -> ValidationError:
    named = ", ".join(month_name(month) for month in dict.fromkeys(months))
    return ValidationError(CLOSED, code="closed", params={"month": named})


def void_payment(*, payment: Payment, reason: str, by: Any) -> Payment:
    """One payment taken back; as `void_payments`."""
    void_payments(payments=[payment.pk], reason=reason, by=by)
    payment.refresh_from_db()
    return payment


@transaction.atomic
def void_payments(*, payments: Iterable[UUID], reason: str, by: Any) -> None:
    """Take payments (ids) back: they pay nothing any more, and stay to be seen with the reason.

    ValidationError, and nothing happens, without a reason or where one of them is hindered
    (`void_hindrances`): it pays a closed month, was moved, came of a move, or is taken back already.
    """
    said = _said(reason)
    found = Payment.objects.filter(pk__in=list(payments))
    groups = set(found.values_list("group_id", flat=True))
    with held(groups):
        ids = [one.pk for one in _locked(found, groups)]
        for refused in void_hindrances(ids).values():
            raise refused
        release(ids, pinned=True)
        with history(by, "payment_void"):
            found.update(voided_at=timezone.now(), voided_by_id=getattr(by, "pk", None), void_reason=said)


@transaction.atomic
def restore_payment(*, payment: Payment, by: Any) -> Payment:
    """Bring a payment back that was taken back: it pays again. ValidationError where it is not taken back,
    came of a move that was (its money is with the other group), or was entered anew meanwhile."""
    with held([payment.group_id]):
        (locked,) = _locked(Payment.objects.filter(pk=payment.pk), {payment.group_id})
        if locked.voided_at is None:
            raise ValidationError(NOT_VOID, code="not_void")
        if PaymentMove.objects.filter(result=locked).exists():
            raise ValidationError(CAME_OF_A_MOVE, code="came_of_a_move")
        if _is_entered_anew(locked):
            raise ValidationError(ENTERED_ANEW, code="entered_anew")
        locked.voided_at, locked.voided_by, locked.void_reason = None, None, ""
        with history(by, "payment_restore"):
            locked.save(update_fields=["voided_at", "voided_by", "void_reason"])
    payment.refresh_from_db()
    return payment


@transaction.atomic
def place_payment(*, payment: Payment, group: ContributionGroup, by: Any) -> Payment:
    """Say whose a payment is that nobody knew: it pays that group's months. ValidationError where it has a
    group, or is taken back."""
    with held([group.pk]):
        locked = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
        if locked.group_id is not None:
            raise ValidationError(PLACED, code="placed")
        if locked.voided_at:
            raise ValidationError(VOID, code="void")
        locked.group, locked.agency_id = group, group.agency_id
        with history(by, "payment_place"):
            locked.save(update_fields=["group", "agency"])
    locked.refresh_from_db()
    return locked


@transaction.atomic
def unplace_payment(*, payment: Payment, by: Any) -> Payment:
    """Undo `place_payment`: the payment is the branch's to place again. ValidationError where no branch told
    of it, it was moved or came of a move, is taken back, or pays a closed month."""
    with held([payment.group_id]):
        (locked,) = _locked(Payment.objects.filter(pk=payment.pk), {payment.group_id})
        if locked.group_id is None or locked.branch_id is None:
            raise ValidationError(MEANWHILE, code="moved")
        for refused in void_hindrances([locked.pk]).values():
            raise refused
        release([locked.pk], pinned=True)
        locked.group = locked.agency = None
        with history(by, "payment_unplace"):
            locked.save(update_fields=["group", "agency"])
    locked.refresh_from_db()
    return locked


def _is_entered_anew(payment: Payment) -> bool:
    """Whether another payment stands with its kode iuran (else its reference), day and amount."""
    if not payment.code and not payment.reference:
        return False
    told = {"code": payment.code} if payment.code else {"reference": payment.reference}
    same = Payment.objects.filter(amount=payment.amount, paid_on=payment.paid_on, moved_from=None, **told)
    return same.filter(voided_at=None).exclude(pk=payment.pk).exists()


def _locked(payments: Any, groups: set[int | None]) -> list[Payment]:
    """Locked by number. ValidationError where one of them went to a group meanwhile that is not held."""
    found = list(payments.order_by("pk").select_for_update(of=("self",)))
    if not {one.group_id for one in found} <= groups:
        raise ValidationError(MEANWHILE, code="moved")
    return found


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(NO_REASON, code="reason")
    return reason.strip()[:300]
