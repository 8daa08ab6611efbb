"""BPJS's bills: entered, corrected, brought forward in SIPP's states, withdrawn."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import ContributionGroup
from contributions.billing.due import FIRST_MONTH, after, month_of
from contributions.models import BILL_MOVES, Bill, BillState
from contributions.payments.actions import LARGEST, NO_REASON
from contributions.payments.held import MEANWHILE, check_open, held
from enrolment.workers.actions import history

CODED = (BillState.ISSUED, BillState.POSTED)
"""States in which a bill has its kode iuran."""
EDITED = ("code", "amount", "penalty", "issued_on", "valid_until", "note")
NEEDS_CODE = _("Give the kode iuran: 6 to 20 digits, as BPJS issued it.")


@dataclass(frozen=True)
class NewBill:
    """What BPJS bills for a group's month (its first day), in rupiah; `penalty` is a part of `amount`."""

    group: ContributionGroup
    month: dt.date
    amount: Decimal
    issued_on: dt.date
    state: str = BillState.ISSUED
    code: str = ""
    penalty: Decimal = Decimal()
    valid_until: dt.date | None = None
    note: str = ""


@transaction.atomic
def enter_bill(*, bill: NewBill, by: Any) -> Bill:
    """A bill of BPJS; from now on its sum is what the month owes. ValidationError for a closed month, a kode
    iuran that stands on another bill, or a sum or day that cannot be."""
    made = Bill(
        agency_id=bill.group.agency_id,
        entered_by_id=getattr(by, "pk", None),
        **{name: getattr(bill, name) for name in NewBill.__dataclass_fields__},
    )
    _check(made)
    with held([made.group_id]):
        check_open(made.agency_id, made.month)
        with history(by, "bill"):
            made.save(force_insert=True)
    return made


@transaction.atomic
def edit_bill(*, bill: Bill, values: Mapping[str, Any], by: Any) -> Bill:
    """Put a bill right (EDITED). ValidationError as `enter_bill`, and for one that is withdrawn."""
    with held([bill.group_id]):
        locked = _locked(bill)
        if locked.state == BillState.VOID:
            raise ValidationError(MEANWHILE, code="moved")
        for name in EDITED:
            if name in values:
                setattr(locked, name, values[name])
        _check(locked)
        with history(by, "bill"):
            locked.save()
    return locked


@transaction.atomic
def move_bill(
    *, bill: Bill, to: str, by: Any, code: str = "", on: dt.date | None = None, valid: dt.date | None = None
) -> Bill:
    """Bring a bill on, or back, as BILL_MOVES allows: `code`, issued `on` and `valid` until go with the kode
    iuran; `on` is the day of posting. ValidationError where it is not where that step begins."""
    with held([bill.group_id]):
        locked = _locked(bill)
        if to not in BILL_MOVES[locked.state] or to == BillState.VOID:
            raise ValidationError(MEANWHILE, code="moved")
        if to == BillState.ISSUED and locked.state != BillState.POSTED:
            locked.code, locked.valid_until = code, valid
            locked.issued_on = on or locked.issued_on
        locked.posted_on = (on or timezone.localdate()) if to == BillState.POSTED else None
        locked.state = to
        _check(locked)
        with history(by, "bill_state"):
            locked.save()
    return locked


@transaction.atomic
def void_bill(*, bill: Bill, reason: str, by: Any) -> Bill:
    """Withdraw a bill that was wrong; it stays to be seen, and no longer counts. The way back is to enter it
    anew. ValidationError without a reason, for a closed month, or a bill that is posted or withdrawn."""
    if not reason.strip():
        raise ValidationError(NO_REASON, code="reason")
    with held([bill.group_id]):
        locked = _locked(bill)
        if BillState.VOID not in BILL_MOVES[locked.state]:
            raise ValidationError(MEANWHILE, code="moved")
        locked.state, locked.void_reason = BillState.VOID, reason.strip()[:300]
        locked.voided_at, locked.voided_by_id = timezone.now(), getattr(by, "pk", None)
        with history(by, "bill_void"):
            locked.save()
    return locked


def _locked(bill: Bill) -> Bill:
    found = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    check_open(found.agency_id, found.month)
    return found


def _check(bill: Bill) -> None:
    if not FIRST_MONTH <= bill.month <= after(month_of(timezone.localdate())):
        raise ValidationError(
            _("A bill is for a month from January 2014 to the next one."), code="month_unlikely"
        )
    if not 0 <= bill.amount < LARGEST:
        raise ValidationError(_("The amount cannot be below zero."), code="amount")
    if not 0 <= bill.penalty <= bill.amount:
        raise ValidationError(_("The penalty is a part of the amount."), code="penalty")
    if bill.issued_on > timezone.localdate() or (bill.posted_on or dt.date.min) > timezone.localdate():
        raise ValidationError(_("The day lies in the future."), code="future")
    if bill.state in CODED and not bill.code:
        raise ValidationError(NEEDS_CODE, code="code")
    if bill.valid_until and bill.valid_until < bill.issued_on:
        raise ValidationError(_("The kode iuran was issued after it ran out."), code="order")
