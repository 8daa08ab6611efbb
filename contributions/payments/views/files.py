"""Proofs of payment and copies of bills: kept, handed out as downloads only, taken away."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from contributions.models import Bill, Payment
from contributions.payments import evidence
from contributions.payments.forms import EvidenceForm
from contributions.payments.frame import one_bill, one_payment
from enrolment.rosters.storage import ROSTERS


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_payment_file(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    payment = one_payment(agency, pk)
    return _sent(payment, _("proof"), agency.slug, payment.paid_on.isoformat(), payment.code)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_bill_file(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> FileResponse:
    """A copy of Formulir 2a names people."""
    bill = one_bill(agency, month, pk)
    return _sent(bill, _("bill"), agency.slug, f"{month:%Y-%m}", bill.code)


def _sent(record: Bill | Payment, *words: str) -> FileResponse:
    """As a download that no browser shows inside the site."""
    return ROSTERS.sent(record.stored_name, *words)


@require_POST
@access.agency_view(access.P.PAY)
def agency_payment_file_add(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    _keep(request, one_payment(agency, pk))
    return redirect("agency_payment", agency.code, pk)


@require_POST
@access.agency_view(access.P.PAY)
def agency_bill_file_add(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    _keep(request, one_bill(agency, month, pk))
    return redirect("agency_bill", agency.code, month, pk)


def _keep(request: HttpRequest, record: Bill | Payment) -> None:
    """Keep the file; an empty `drop=1` takes it away."""
    if request.POST.get("drop") == "1":
        evidence.detach(record=record, by=request.user)
        messages.success(request, _("The file is deleted."))
        return
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors.get("file", [])))
        return
    file = form.cleaned_data["file"]
    evidence.attach(record=record, name=file.name, content=file.read(), by=request.user)
    messages.success(request, _("The file is kept here."))
