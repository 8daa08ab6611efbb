"""One payment: what it paid, what is said of it, its proof, taking it back and bringing it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from contributions.models import Payment
from contributions.payments import actions
from contributions.payments.actions import DESCRIBED
from contributions.payments.forms import DescribeForm, EvidenceForm, ReasonForm
from contributions.payments.frame import one_payment, payment_nav, payment_words, payments_nav
from contributions.payments.outcome import outcome_of, rehearsed
from contributions.payments.pages import payment_context


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_payment(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    payment = one_payment(agency, pk)
    context = payment_context(request, agency, payment)
    context["nav"] = payments_nav(request, agency, Link(payment_words(payment)))
    context["file_form"] = EvidenceForm()
    return render(request, "contributions/payments/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_edit(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """What is said of a payment; its money stays as it is."""
    payment = one_payment(agency, pk)
    known = {name: getattr(payment, name) for name in DESCRIBED}
    form = DescribeForm(request.POST if request.method == "POST" else None, initial=known)
    here = reverse("agency_payment", args=[agency.code, pk])
    if form.is_bound and form.is_valid():
        actions.describe_payment(payment=payment, values=form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(here)
    nav = payment_nav(request, agency, payment, Link(_("SP2D, channel, note")))
    context = {"agency": agency, "payment": payment, "nav": nav, "form": form, "back": here}
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_void(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Says first which months lose it."""
    payment = one_payment(agency, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    here = reverse("agency_payment", args=[agency.code, pk])
    if form.is_bound and form.is_valid() and _voided(request, payment, form):
        return redirect(here)
    nav = payment_nav(request, agency, payment, Link(_("Take back")))
    context = {"agency": agency, "payment": payment, "nav": nav, "form": form, "back": here}
    try:
        context["effects"] = rehearsed(
            lambda: actions.void_payment(payment=one_payment(agency, pk), reason="-", by=None),
            [payment.group_id],
        )
    except ValidationError as refused:
        context["refused"] = " ".join(refused.messages)
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/void.html", context, status=status)


def _voided(request: HttpRequest, payment: Payment, form: ReasonForm) -> bool:
    try:
        actions.void_payment(payment=payment, reason=form.cleaned_data["reason"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("The payment is taken back. It pays nothing any more."))
    return True


@require_POST
@access.agency_view(access.P.PAY)
def agency_payment_restore(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    payment = one_payment(agency, pk)
    try:
        actions.restore_payment(payment=payment, by=request.user)
        messages.success(request, _("Brought back: %(outcome)s") % {"outcome": outcome_of(payment)})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("agency_payment", agency.code, pk)
