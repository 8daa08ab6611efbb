"""Closing an agency's month, and opening it again."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.reconciliation.closing import actions, parts
from enrolment.reconciliation.closing.wording import reopeners
from enrolment.reconciliation.deciding.frame import month_of, nav_of_month
from enrolment.reconciliation.deciding.proof import kinds_of, proof_of


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.CLOSE_MONTH)
def agency_month_close(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """What is closed with which figures; undecided differences ask for a reason. What keeps it from being
    closed stands in the place of the button."""
    found = month_of(agency, month)
    if found is None or found.reconciled_at is None or found.closed_at:
        messages.warning(request, _("This month is closed already, or was not compared with a list yet."))
        return redirect("agency_month", agency.code, month)
    kinds = kinds_of(found)
    undecided = sum(line.undecided for line in kinds)
    form = ReasonForm(request.POST or None) if undecided else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _closed(request, agency, month, form.cleaned_data["reason"] if form else "")
    context = {"agency": agency, "month": month, "form": form, "kinds": kinds, "undecided": undecided}
    context |= {"proof": proof_of(found), "reopeners": reopeners()}
    context |= {"hindrances": parts.hindrances(agency, month), "parts": told_now(agency, month)}
    context["nav"] = nav_of_month(request, agency, month, Link(_("Close the month")))
    return render(request, "enrolment/reconciliation/close.html", context)


def told_now(agency: Agency, month: dt.date) -> list:
    """The other parts as they would be kept now."""
    return parts.told(parts.totals(agency, month))


def _closed(request: HttpRequest, agency: Agency, month: dt.date, reason: str) -> HttpResponse:
    try:
        actions.close(agency=agency, month=month, reason=reason, by=request.user)
        messages.success(request, _("The month is closed."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        if refused.error_list[0].code == "hindered":
            return redirect("agency_month_close", agency.code, month)
    return redirect("agency_month", agency.code, month)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.CLOSE_MONTH)
def agency_month_reopen(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Opening needs a reason."""
    found = month_of(agency, month)
    if found is None or not found.closed_at:
        return redirect("agency_month", agency.code, month)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(agency=agency, month=month, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The month is open again."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("agency_month", agency.code, month)
    context = {"agency": agency, "month": month, "form": form, "found": found}
    context["nav"] = nav_of_month(request, agency, month, Link(_("Open the month again")))
    return render(request, "enrolment/reconciliation/reopen.html", context)
