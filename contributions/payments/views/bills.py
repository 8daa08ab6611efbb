"""BPJS's bill of a month: entered, shown beside ours, brought on in SIPP's states, withdrawn."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from contributions.billing.due import after
from contributions.models import Bill, BillState
from contributions.payments import bills, evidence
from contributions.payments.bill_forms import BillEditForm, BillForm, CodeForm, PostedForm
from contributions.payments.bill_pages import bill_words, difference_words, month_beside
from contributions.payments.forms import EvidenceForm, ReasonForm
from contributions.payments.frame import bill_nav, month_url, one_bill
from contributions.payments.held import check_open
from contributions.payments.outcome import rehearsed
from contributions.payments.pages import bill_context, steps_from, unpaid_words
from enrolment.workers.wording import month_name


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_bill_new(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    if not 2014 <= month.year <= timezone.localdate().year + 1:
        raise Http404
    initial = {"state": BillState.ISSUED, "issued_on": min(after(month), timezone.localdate())}
    data = (request.POST, request.FILES) if request.method == "POST" else (None,)
    form = BillForm(*data, agency=agency, initial=initial)
    if form.is_bound and form.is_valid():
        made = _entered(request, form, month)
        if made:
            return redirect("agency_bill", agency.code, month, made.pk)
    context = {"agency": agency, "month": month, "form": form, "groups": month_beside(agency, month)}
    context["nav"] = bill_nav(request, agency, month, Link(_("BPJS's bill")))
    context |= {"month_name": month_name(month), "refused": _refused(agency, month)}
    context["back"] = month_url(agency, month) or reverse("agency_payments", args=[agency.code])
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/bill_new.html", context, status=status)


def _refused(agency: Agency, month: dt.date) -> str:
    """Why the month takes no bill, or nothing."""
    try:
        check_open(agency.pk, month)
    except ValidationError as closed:
        return " ".join(closed.messages)
    return ""


def _entered(request: HttpRequest, form: BillForm, month: dt.date) -> Bill | None:
    values = {name: value for name, value in form.cleaned_data.items() if name not in ("group", "file")}
    group = form.cleaned_data.get("group") or form.only
    try:
        made = bills.enter_bill(bill=bills.NewBill(group=group, month=month, **values), by=request.user)
    except ValidationError as refused:
        form.add_error("code" if refused.code == "code" else None, refused)
        return None
    file = form.cleaned_data["file"]
    if file:
        evidence.attach(record=made, name=file.name, content=file.read(), by=request.user)
    words, agrees = difference_words(made)
    say = messages.success if agrees else messages.warning
    say(request, _("Saved. %(difference)s") % {"difference": words})
    return made


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_bill(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    bill = one_bill(agency, month, pk)
    context = bill_context(request, agency, bill)
    context["nav"] = bill_nav(request, agency, month, Link(bill_words(bill)))
    context |= {"title": bill_words(bill), "file_form": EvidenceForm()}
    context["may_see_file"] = access.may(request.user, access.P.SEE_PEOPLE, agency)
    return render(request, "contributions/payments/bill.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_bill_edit(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    bill = one_bill(agency, month, pk)
    form = BillEditForm(request.POST if request.method == "POST" else None, bill=bill)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        if _done(request, form, lambda: bills.edit_bill(bill=bill, values=values, by=request.user)):
            return redirect("agency_bill", agency.code, month, pk)
    return _step(request, bill, form, _("Correct the bill"))


def _done(request: HttpRequest, form: forms.Form, act: Any) -> bool:
    """Carry it out; what refuses it stands on the form."""
    try:
        act()
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Saved."))
    return True


def _step(request: HttpRequest, bill: Bill, form: forms.Form, title: str, **more: Any) -> HttpResponse:
    agency = bill.group.agency
    here = reverse("agency_bill", args=[agency.code, bill.month, bill.pk])
    nav = bill_nav(request, agency, bill.month, Link(bill_words(bill), here), Link(title))
    context = {"agency": agency, "bill": bill, "form": form, "title": title, "nav": nav, "back": here, **more}
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/bill_step.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_bill_state(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    """One step in SIPP's states, or back: `to` in the query. What is to be said goes with it."""
    bill = one_bill(agency, month, pk)
    words = dict(steps_from(bill))
    to = request.GET.get("to", "")
    if to not in words:
        messages.error(request, _("Somebody changed this meanwhile. Look at it again."))
        return redirect("agency_bill", agency.code, month, pk)
    form = _form_for(bill, to, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        if _done(request, form, lambda: bills.move_bill(bill=bill, to=to, by=request.user, **values)):
            return redirect("agency_bill", agency.code, month, pk)
    unpaid = unpaid_words(bill) if to == BillState.POSTED else ""
    return _step(request, bill, form, str(words[to]), unpaid=unpaid)


def _form_for(bill: Bill, to: str, data: Any) -> forms.Form:
    today = timezone.localdate()
    if to == BillState.POSTED:
        return PostedForm(data, initial={"on": today})
    if to == BillState.ISSUED and bill.state != BillState.POSTED:
        return CodeForm(data, initial={"on": today, "code": bill.code})
    return forms.Form(data)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_bill_void(request: HttpRequest, agency: Agency, month: dt.date, pk: UUID) -> HttpResponse:
    bill = one_bill(agency, month, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(request, form, lambda: bills.void_bill(bill=bill, reason=reason, by=request.user)):
            return redirect("agency_bill", agency.code, month, pk)
    more: dict[str, Any] = {"danger": True}
    try:
        act = lambda: bills.void_bill(bill=bill, reason="-", by=None)  # noqa: E731
        more["effects"] = rehearsed(act, [bill.group_id])
    except ValidationError as refused:
        more["refused"] = " ".join(refused.messages)
    return _step(request, bill, form, _("Withdraw the bill"), **more)
