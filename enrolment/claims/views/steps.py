"""The steps of one claim: each a form of its own, and its taking back; papers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.claims import actions
from enrolment.claims.forms import CloseForm, EditForm, FileForm, HealthForm, PaperForm, PayForm, TellForm
from enrolment.claims.pages import steps_open
from enrolment.claims.views.agency import frame, one
from enrolment.models import BenefitClaim, ClaimState


@dataclass(frozen=True)
class Step:
    """`act(claim, values, by)` carries it out."""

    title: Any
    form: Callable[..., forms.Form]
    act: Callable[[BenefitClaim, dict[str, Any], object], object]


def _to(state: str) -> Callable[[BenefitClaim, dict[str, Any], object], object]:
    return lambda claim, values, by: actions.move(claim=claim, to=state, values=values, by=by)


STEPS = {
    "tell": Step(
        gettext_lazy("BPJS was told"),
        TellForm,
        lambda claim, values, by: actions.tell(claim=claim, told_on=values["told_on"], by=by),
    ),
    "file": Step(gettext_lazy("The claim is filed"), FileForm, _to(ClaimState.FILED)),
    "pay": Step(gettext_lazy("The claim is paid"), PayForm, _to(ClaimState.PAID)),
    "close": Step(gettext_lazy("Close without payment"), CloseForm, _to(ClaimState.CLOSED)),
    "edit": Step(
        gettext_lazy("Correct the report"),
        EditForm,
        lambda claim, values, by: actions.edit(claim=claim, values=values, by=by),
    ),
    "health": Step(
        gettext_lazy("About health"),
        HealthForm,
        lambda claim, values, by: actions.note_health(claim=claim, **values),
    ),
}


@access.agency_view(access.P.MANAGE_CLAIMS)
@require_http_methods(["GET", "HEAD", "POST"])
def claim_step(request: HttpRequest, agency: Agency, pk: int, step: str) -> HttpResponse:
    """One step: its form, then the claim again."""
    claim, chosen = one(agency, pk), STEPS.get(step)
    if chosen is None:
        raise Http404
    if step == "health" and not access.may(request.user, access.P.SEE_HEALTH, agency):
        raise PermissionDenied
    if step not in steps_open(claim):
        messages.error(request, actions.MEANWHILE)
        return redirect("claim_detail", agency.code, pk)
    form = chosen.form(request.POST if request.method == "POST" else None, claim=claim)
    if form.is_bound and form.is_valid() and _done(request, claim, chosen, form):
        return redirect("claim_detail", agency.code, pk)
    here = reverse("claim_detail", args=[agency.code, pk])
    nav = frame(request, agency, Link(claim.worker.name, here), Link(chosen.title))
    context = {"nav": nav, "here": here, "agency": agency, "claim": claim}
    context |= {"step": step, "title": chosen.title, "form": form}
    return render(request, "enrolment/claims/step.html", context, status=400 if form.errors else 200)


def _done(request: HttpRequest, claim: BenefitClaim, step: Step, form: forms.Form) -> bool:
    """Carry it out; what refuses it stands on the form."""
    try:
        step.act(claim, form.cleaned_data, request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Noted."))
    return True


@access.agency_view(access.P.MANAGE_CLAIMS)
@require_POST
def claim_undo(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Takes the last step back: the one that the page showed."""
    claim = one(agency, pk)
    try:
        actions.take_back(claim=claim, state=request.POST.get("state", ""), by=request.user)
        messages.success(request, _("The last step is taken back."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("claim_detail", agency.code, pk)


@access.agency_view(access.P.MANAGE_CLAIMS)
@require_POST
def claim_paper(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """A paper came on a day; without a day it is not here after all."""
    claim, form = one(agency, pk), PaperForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day as day, month and year."))
        return redirect("claim_detail", agency.code, pk)
    try:
        actions.note_paper(claim=claim, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(reverse("claim_detail", args=[agency.code, pk]) + "#papers")
