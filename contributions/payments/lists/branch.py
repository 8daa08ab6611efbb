"""A branch's payments: all of its regions, those first of which nobody knows whose they are."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Branch
from agencies.pages.frame import branch_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.models import Allocation, Payment
from contributions.payments.actions import place_payment, restore_payment, unplace_payment, void_payment
from contributions.payments.forms import ReasonForm
from contributions.payments.lists.exports import payments_workbook
from contributions.payments.lists.filters import PaymentFilter
from contributions.payments.lists.forms import PlaceForm
from contributions.payments.lists.houses import House
from contributions.payments.lists.placing import known_of
from contributions.payments.lists.tables import PaymentTable

FREE = F("amount") - F("moved_out") - F("allocated")
UNPLACED_FIRST = Case(When(group=None, then=0), default=1)


def _payments(request: HttpRequest, branch: Branch) -> QuerySet[Payment]:
    found = House(branch).payments().visible_to(request.user)  # type: ignore[attr-defined]
    found = found.select_related("agency", "group", "list_row").annotate(free=FREE)
    return found.order_by(UNPLACED_FIRST, "-paid_on", "-entered_at", "pk")


@require_safe
@access.branch_view(access.P.SEE_FIGURES)
def branch_payments(request: HttpRequest, branch: Branch) -> HttpResponse:
    """The payments of its regions with what they come to; what nobody has placed stands first."""
    payments = _payments(request, branch)
    filtered = PaymentFilter(request.GET, queryset=payments, branch=branch)
    may_pay = access.may(request.user, access.P.PAY, branch)
    may_see = access.may(request.user, access.P.SEE_PEOPLE, branch)
    table = PaymentTable(filtered.qs, branch=branch, may_pay=may_pay, may_see=may_see)
    context = {
        "branch": branch,
        "nav": branch_frame(request, branch, "branch_payments"),
        "filter": filtered,
        "table": paged(request, table),
        "sums": _sums(filtered.qs),
        "none_yet": not payments.exists(),
        "may_pay": may_pay,
        "may_see": may_see,
    }
    return render(request, "contributions/payments/lists/branch.html", context)


def _sums(payments: QuerySet[Payment]) -> dict[str, Any]:
    """Of the payments shown: how many and how much, what months used, what is left, whose is not known. What
    was moved counts where it is now, what was paid back nowhere: so paid is used, left and unknown."""
    placed = Q(group__isnull=False)
    return payments.order_by().aggregate(
        count=Count("pk"),
        paid=Sum(F("amount") - F("moved_out")),
        used=Sum("allocated"),
        credit=Sum(FREE, filter=placed),
        unplaced=Sum(FREE, filter=~placed),
        unplaced_count=Count("pk", filter=~placed),
    )


@require_safe
@access.branch_view(access.P.SEE_FIGURES)
def branch_payments_export(request: HttpRequest, branch: Branch) -> FileResponse:
    shown = PaymentFilter(request.GET, queryset=_payments(request, branch), branch=branch).qs
    return payments_workbook(shown, _("payments"), branch.code)


@require_http_methods(["GET", "HEAD", "POST"])
@access.branch_view(access.P.PAY)
def branch_payment_place(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    """Say whose a payment is that nobody knew."""
    payment = get_object_or_404(_payments(request, branch), pk=pk)
    if payment.group_id is not None:
        messages.info(request, _("This payment has its contribution group already."))
        return redirect("branch_payments", branch.code)
    sent = request.POST if request.method == "POST" else None
    form = PlaceForm(sent, house=House(branch), likely=_likely(payment, branch))
    if form.is_valid():
        return _place(request, branch, payment, form.cleaned_data["group"])
    return _whose(request, branch, payment, form, ReasonForm(prefix="leave"))


def _whose(
    request: HttpRequest, branch: Branch, payment: Payment, form: PlaceForm, leave: ReasonForm
) -> HttpResponse:
    """The page that asks, with what was typed in either of its forms."""
    here = Link(_("Say whose it is"))
    context: dict[str, Any] = {"branch": branch, "payment": payment, "form": form, "leave": leave}
    context["row"] = getattr(payment, "list_row", None)
    context["nav"] = branch_frame(request, branch, "branch_payments", here)
    status = 400 if form.errors or leave.errors else 200
    return render(request, "contributions/payments/lists/place.html", context, status=status)


def _place(request: HttpRequest, branch: Branch, payment: Payment, group: Any) -> HttpResponse:
    try:
        place_payment(payment=payment, group=group, by=request.user)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("branch_payments", branch.code)
    return render(
        request,
        "contributions/payments/lists/placed.html",
        {"branch": branch, "payment": payment, "group": group}
        | {"months": Allocation.objects.filter(payment=payment).order_by("month")}
        | {"nav": branch_frame(request, branch, "branch_payments", Link(_("Placed")))},
    )


def _likely(payment: Payment, branch: Branch) -> list[int]:
    """Groups that look like what the list said."""
    row, found = getattr(payment, "list_row", None), payment.list
    if row is None or found is None:
        return []
    said = (row.code, row.npp, row.payer, row.reference)
    known = known_of(found, House(branch), [said])
    place = known.place(said)
    return [*([place] if isinstance(place, int) else []), *known.likely(said)]


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_unplace(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    """Undo the placing: nobody knows whose it is again."""
    payment = get_object_or_404(_payments(request, branch).filter(branch=branch), pk=pk)
    act = partial(unplace_payment, payment=payment, by=request.user)
    return _done(request, branch, act, _("The payment has no contribution group again."))


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_void(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    """Leave a payment out that is nobody's here: a private employer's, or no contribution at all."""
    payment = get_object_or_404(_payments(request, branch).filter(group=None), pk=pk)
    leave = ReasonForm(request.POST, prefix="leave")
    if not leave.is_valid():
        form = PlaceForm(house=House(branch), likely=_likely(payment, branch))
        return _whose(request, branch, payment, form, leave)
    reason = leave.cleaned_data["reason"]
    act = partial(void_payment, payment=payment, reason=reason, by=request.user)
    return _done(request, branch, act, _("The payment is taken back. It pays nothing any more."))


@require_POST
@access.branch_view(access.P.PAY)
def branch_payment_restore(request: HttpRequest, branch: Branch, pk: UUID) -> HttpResponse:
    """Undo that: it waits for somebody to say whose it is."""
    payment = get_object_or_404(_payments(request, branch).filter(group=None), pk=pk)
    act = partial(restore_payment, payment=payment, by=request.user)
    return _done(request, branch, act, _("The payment has no contribution group again."))


def _done(request: HttpRequest, branch: Branch, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, words)
    return redirect("branch_payments", branch.code)
