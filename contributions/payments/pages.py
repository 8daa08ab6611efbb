"""What the pages of one payment and one bill show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.models import Agency
from agencies.pages import figures
from contributions.billing.due import due_date
from contributions.billing.wording import due_words
from contributions.models import (
    BILL_MOVES,
    Allocation,
    Assessment,
    AssessmentState,
    Bill,
    BillState,
    MoveKind,
    Payment,
    PaymentMove,
)
from contributions.payments import telling
from contributions.payments.actions import void_hindrances
from contributions.payments.frame import month_url
from contributions.payments.moving import movable
from contributions.payments.tables import state_of
from enrolment.workers.wording import month_name


@dataclass(frozen=True)
class Share:
    """What of a payment pays a month, and how that month stands."""

    given: Allocation
    url: str
    state: str

    @property
    def month(self) -> str:
        return month_name(self.given.month)


@dataclass(frozen=True)
class MoveLine:
    """A move as the page tells it; the links are empty where the user may not."""

    move: PaymentMove
    words: str
    undo_url: str
    letter_url: str
    is_spent: bool = False  # its month came to owe less than was directed at it


def shares_of(agency: Agency, payment: Payment) -> list[Share]:
    given = payment.allocations.select_related("assessment").order_by("month", "is_pinned")
    return [Share(one, month_url(agency, one.month), _standing(one.assessment)) for one in given]


def _standing(one: Assessment) -> str:
    if one.paid >= one.owed:
        return _("paid in full")
    return _("%(amount)s open") % {"amount": figures.rupiah(one.balance)}


def move_words(move: PaymentMove) -> str:
    """`Rp 16.200 ke DLH`."""
    words = {"amount": figures.rupiah(move.amount)}
    if move.kind == MoveKind.MONTH:
        return _("%(amount)s directed to %(month)s") % (words | {"month": month_name(move.to_month)})
    if move.kind == MoveKind.REFUND:
        return _("%(amount)s paid back by BPJS") % words
    return _("%(amount)s moved to %(whom)s") % (words | {"whom": move.to_agency.name})


def moves_of(request: HttpRequest, agency: Agency, payment: Payment) -> list[MoveLine]:
    """All moves of a payment, the newest first. An undoing touches both sides: who may not pay for both
    leaves it to the city or the branch."""
    found = PaymentMove.objects.filter(payment=payment).select_related("to_agency", "made_by", "undone_by")
    cut_short = months_cut_short(payment)
    lines = []
    for move in found.order_by("-made_at"):
        places = [agency, *([move.to_agency] if move.to_agency else [])]
        may = all(access.may(request.user, access.P.PAY, place) for place in places)
        undo = reverse("agency_move_undo", args=[agency.code, move.pk]) if may and not move.undone_at else ""
        spent = move.kind == MoveKind.MONTH and not move.undone_at and move.to_month in cut_short
        lines.append(MoveLine(move, move_words(move), undo, _letter(request, agency, move), spent))
    return lines


def months_cut_short(payment: Payment) -> set[dt.date]:
    """The months that by now owe less than was directed at them of this payment. Two queries."""
    moves = PaymentMove.objects.filter(payment=payment, kind=MoveKind.MONTH, undone_at=None)
    sums = moves.order_by().values("to_month").annotate(sum=Sum("amount"))
    wanted = dict(sums.values_list("to_month", "sum"))
    kept = dict(payment.allocations.filter(is_pinned=True).values_list("month", "amount"))
    return {month for month, amount in wanted.items() if kept.get(month, 0) < amount}


def _letter(request: HttpRequest, agency: Agency, move: PaymentMove) -> str:
    if move.undone_at or not access.may(request.user, access.P.PAY, agency):
        return ""
    return reverse("agency_payment_letter", args=[agency.code, move.pk])


def payment_context(request: HttpRequest, agency: Agency, payment: Payment) -> dict[str, Any]:
    may_pay = access.may(request.user, access.P.PAY, agency)
    hindrance = void_hindrances([payment.pk]).get(payment.pk)
    came = PaymentMove.objects.filter(result=payment).select_related("agency", "made_by").first()
    return {
        "agency": agency,
        "payment": payment,
        "state": state_of(payment),
        "shares": shares_of(agency, payment),
        "moves": moves_of(request, agency, payment),
        "came": came,
        "movable": movable(payment) if may_pay else 0,
        "may_pay": may_pay,
        "may_restore": may_pay and payment.voided_at and came is None,
        "may_void": may_pay and hindrance is None,
        "hindrance": "" if payment.voided_at or hindrance is None else " ".join(hindrance.messages),
        "several": agency.owned_groups.count() > 1,
        "steps": telling.of_payment(payment),
    }


# SIPP's steps, with what stands on the button that leads there.
FORWARD = {
    BillState.FINAL: gettext_lazy("Finalisasi is done in SIPP"),
    BillState.ISSUED: gettext_lazy("The kode iuran is issued"),
    BillState.POSTED: gettext_lazy("BPJS has posted it"),
}
BACK = {
    (BillState.FINAL, BillState.DRAFT): gettext_lazy("Back to draft"),
    (BillState.POSTED, BillState.ISSUED): gettext_lazy("Not posted after all"),
}
STEPS = (BillState.DRAFT, BillState.FINAL, BillState.ISSUED, BillState.POSTED)


def steps_from(bill: Bill) -> list[tuple[str, Any]]:
    """Where a bill can go from here: (state, words), what leads on first."""
    targets = [one for one in BILL_MOVES[bill.state] if one != BillState.VOID]
    words = [(one, BACK.get((bill.state, one)) or FORWARD[one]) for one in targets]  # type: ignore[call-overload]
    return sorted(words, key=lambda one: not leads_on(bill, one[0]))


def bill_context(request: HttpRequest, agency: Agency, bill: Bill) -> dict[str, Any]:
    month = Assessment.objects.filter(group=bill.group_id, month=bill.month).first()
    may_pay = access.may(request.user, access.P.PAY, agency)
    payments = Payment.objects.filter(agency=agency, code=bill.code).order_by("paid_on") if bill.code else []
    return {
        "agency": agency,
        "bill": bill,
        "month": bill.month,
        "month_url": month_url(agency, bill.month),
        "due": due_words(bill.month, month.due_on if month else due_date(bill.month)),
        "reached": _reached(bill, month),
        "pay_url": _pay_url(agency, month) if may_pay else "",
        "next": [(*one, leads_on(bill, one[0])) for one in steps_from(bill)] if may_pay else [],
        "is_void": bill.state == BillState.VOID,
        "may_pay": may_pay and bill.state != BillState.VOID,
        "may_void": may_pay and BillState.VOID in BILL_MOVES[bill.state],
        "payments": payments,
        "several": agency.owned_groups.count() > 1,
        "steps": telling.of_bill(bill),
        **compared(month),
    }


def _reached(bill: Bill, month: Assessment | None) -> list[tuple[str, bool, str]]:
    """SIPP's steps: label, whether it is done, and that in words. Whether it is paid is told by the payments
    of the month: several bills are paid as one."""
    at = STEPS.index(BillState(bill.state)) if bill.state in STEPS else -1
    told = [(str(one.label), number <= at) for number, one in enumerate(STEPS)]
    steps = [(label, done, _("done") if done else _("not yet")) for label, done in told]
    paid, owed = (month.paid, month.owed) if month else (0, 0)
    words = _("done") if (is_paid := paid >= owed > 0) else _("partly paid") if paid else _("not yet")
    return [*steps[:-1], (_("Paid"), is_paid, words), steps[-1]]


def unpaid_words(bill: Bill) -> str:
    """What of the bill's month is open here, though BPJS posts only what was paid; "" where nothing is."""
    month = Assessment.objects.filter(group=bill.group_id, month=bill.month).first()
    if month is None or month.paid >= month.owed:
        return ""
    return _(
        "BPJS posts what was paid, and here %(amount)s of %(month)s is still open. Enter the payment, too."
    ) % {"amount": figures.rupiah(month.balance), "month": month_name(bill.month)}


def _pay_url(agency: Agency, month: Assessment | None) -> str:
    """Where a payment of the bill's month is entered; nothing where it is paid in full."""
    if month is None or month.paid >= month.owed:
        return ""
    return reverse("agency_payment_new", args=[agency.code]) + f"?for={month.pk}"


def leads_on(bill: Bill, to: str) -> bool:
    """Whether a step of a bill goes forward."""
    return (bill.state, to) not in BACK


def compared(month: Assessment | None) -> dict[str, Any]:
    """Ours beside BPJS's sum of a month: `ours`, `billed`, `difference`, `paid`; None where nobody knows."""
    ours = month.total if month and month.state != AssessmentState.MISSING else None
    billed = month.billed if month else None
    difference = billed - ours if billed is not None and ours is not None else None
    paid = month.paid if month else None
    return {"ours": ours, "billed": billed, "difference": difference, "paid": paid}
