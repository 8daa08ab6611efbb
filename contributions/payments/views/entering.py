"""A payment by hand: what is to be paid, by BPJS's sum, and what really was."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from contributions.models import Payment
from contributions.payments import actions, evidence
from contributions.payments.forms import PaymentForm
from contributions.payments.frame import payments_nav
from contributions.payments.outcome import outcome_of
from contributions.payments.owing import Owing, chosen_of, owing_of

SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Filled in with BPJS's sum and kode iuran of the oldest billed month, or of the one asked for."""
    owing = owing_of(agency)
    chosen = chosen_of(owing, request.GET.get("for", ""))
    data = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = PaymentForm(*data, agency=agency, initial=_initial(request, agency, chosen))
    if form.is_bound and form.is_valid():
        payment = _entered(request, form)
        if payment:
            return redirect("agency_payment", agency.code, payment.pk)
    context = {
        "agency": agency,
        "nav": payments_nav(request, agency, Link(_("Enter a payment"))),
        "form": form,
        "owing": owing[:SHOWN],
        "more": max(len(owing) - SHOWN, 0),
        "chosen": chosen,
        "first_unbilled": next((one for one in owing if one.to_pay is None), None),
        "back": reverse("agency_payments", args=[agency.code]),
    }
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/new.html", context, status=status)


def _initial(request: HttpRequest, agency: Agency, chosen: Owing | None) -> dict[str, Any]:
    """BPJS's sum, or what was said of a payment that is entered anew (`like`)."""
    today = timezone.localdate()
    like = _like(agency, request.GET.get("like", ""))
    if like:
        return {"group": like.group_id, "paid_on": like.paid_on, "amount": like.amount} | {
            name: getattr(like, name) for name in actions.DESCRIBED
        }
    if chosen is None:
        return {"paid_on": today}
    return {
        "group": chosen.assessment.group_id,
        "paid_on": today,
        "amount": chosen.to_pay,
        "code": chosen.code,
    }


def _like(agency: Agency, wanted: str) -> Payment | None:
    try:
        return Payment.objects.filter(agency=agency, pk=wanted).first() if wanted else None
    except ValidationError:
        return None


def _entered(request: HttpRequest, form: PaymentForm) -> Payment | None:
    """Entered, with its proof; what refuses it stands on the form."""
    try:
        payment = actions.enter_payment(payment=form.new, by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    file = form.cleaned_data["file"]
    if file:
        evidence.attach(record=payment, name=file.name, content=file.read(), by=request.user)
    messages.success(request, _("Saved: %(outcome)s") % {"outcome": outcome_of(payment)})
    return payment
