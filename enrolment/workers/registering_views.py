"""Pages that mark workers as registered: choose, look at the effect, do it, take it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Enrolment, Worker
from enrolment.seen import ShownAnew
from enrolment.workers import closed, withdrawing
from enrolment.workers.frame import nav_of, nav_of_worker
from enrolment.workers.registering import REFUSALS, checked_month, outcome, plan, register, seen_of
from enrolment.workers.registering_forms import RegisterForm, RegisterOneForm, Selection, selection_of

PREVIEW = "enrolment/workers/register_check.html"


@access.agency_view(access.P.REGISTER)
def register_many(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Three steps on one address: the form, what it would do, doing it. Each carries the choice along."""
    if request.method != "POST":
        return redirect("agency_workers", agency.code)
    chosen = selection_of(request, agency)
    found = chosen.enrolments.count()
    if not found:
        messages.warning(request, _("Choose somebody who is on the list now."))
        return redirect("agency_workers", agency.code)
    form = form_of(request, RegisterForm)
    context = {"agency": agency, "form": form, "fields": chosen.fields, "found": found}
    context["nav"] = nav_of(request, agency, Link(_("Mark as registered")))
    if form.is_bound and form.is_valid():
        return checked_or_done(request, agency, form, chosen, context)
    return render(request, "enrolment/workers/register.html", context)


@access.agency_view(access.P.REGISTER)
def register_one(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    worker = get_object_or_404(Worker.objects.for_agency(agency).with_enrolment(), pk=pk)
    spells = Enrolment.objects.for_agency(agency).open().filter(worker=worker)
    if not spells.exists():
        messages.warning(request, _("This worker is no longer on the list."))
        return redirect("worker_detail", agency.code, pk)
    known = {"kpj": worker.number, "registered_on": worker.registered_on}
    form = form_of(request, RegisterOneForm, basis="confirmed" if worker.basis else "stated", **known)
    context = {"agency": agency, "form": form, "worker": worker, "found": 1, "fields": []}
    context["nav"] = nav_of_worker(request, agency, worker, Link(_("Mark as registered")))
    if form.is_bound and form.is_valid():
        return checked_or_done(request, agency, form, Selection(spells, []), context)
    return render(request, "enrolment/workers/register.html", context)


def form_of(request: HttpRequest, form: type[RegisterForm], **initial: Any) -> RegisterForm:
    """Bound where there is something to look at; back from the preview it holds what was typed."""
    if request.POST.get("step") in ("check", "save"):
        return form(request.POST, initial=initial)
    return form(initial=initial | request.POST.dict())


def checked_or_done(
    request: HttpRequest, agency: Agency, form: RegisterForm, chosen: Selection, context: dict[str, Any]
) -> HttpResponse:
    """Save only what the user saw: if the effect differs by now, it is shown anew."""
    asked = {name: form.cleaned_data[name] for name in ("registered_on", "basis", "confirmed_month")}
    month = checked_month(**asked)
    saving = request.POST["step"] == "save"
    number = form.cleaned_data.get("kpj")
    try:
        if month:
            closed.refuse_closed([agency.pk], month)
        if saving:
            kpj = {context["worker"].pk: number} if number else None
            what = asked | {"kpj": kpj, "by": request.user, "seen": request.POST.get("seen", "")}
            done = register(enrolments=chosen.enrolments, **what)
            return redirect("workers_registered", agency.code, done["batch"])
    except ShownAnew:
        pass
    except ValidationError as refused:
        form.add_error("confirmed_month", refused)
        return render(request, "enrolment/workers/register.html", context)
    planned = plan(chosen.enrolments, asked["registered_on"], month)
    effect, seen = outcome(planned), seen_of(planned)
    context |= {"changed_since": saving, "closed": closed.reached(agency, asked["registered_on"])}
    return render(
        request, PREVIEW, context | shown_effect(effect, seen) | {"month": month, "basis": asked["basis"]}
    )


def shown_effect(effect: dict[str, Any], seen: str) -> dict[str, Any]:
    """What the preview says of the plan; `seen` comes back with the decision."""
    return {
        "effect": effect,
        "seen": seen,
        "refused": [(REFUSALS[reason], number) for reason, number in effect["refused"].items()],
        "to_change": effect["registered"] + effect["confirmed"],
    }


@access.agency_view(access.P.REGISTER)
@require_safe
def registered(request: HttpRequest, agency: Agency, batch: uuid.UUID) -> HttpResponse:
    """What a registering did, and the button that takes it back."""
    found = withdrawing.find_batch(agency, batch)
    nav = nav_of(request, agency, Link(_("Marked as registered")))
    return render(
        request, "enrolment/workers/registered.html", {"nav": nav, "agency": agency, "batch": found}
    )


@access.agency_view(access.P.REGISTER)
@require_POST
def withdraw_many(request: HttpRequest, agency: Agency, batch: uuid.UUID) -> HttpResponse:
    try:
        result = withdrawing.withdraw_batch(agency=agency, batch=batch, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("workers_registered", agency.code, batch)
    messages.success(request, _("Taken back for %(withdrawn)s workers.") % result)
    if result["kept"]:
        messages.warning(request, _("Kept for %(kept)s workers who were changed since.") % result)
    return redirect("agency_workers", agency.code)


@access.agency_view(access.P.REGISTER)
def withdraw_one(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Asks before it takes one worker's registration back."""
    worker = get_object_or_404(Worker.objects.for_agency(agency).with_enrolment(), pk=pk)
    if request.method == "POST":
        spell = get_object_or_404(Enrolment.objects.for_agency(agency).open(), worker=worker)
        try:
            withdrawing.withdraw_registration(enrolment=spell, by=request.user)
            messages.success(request, _("The registration is taken back."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("worker_detail", agency.code, pk)
    nav = nav_of_worker(request, agency, worker, Link(_("Take the registration back")))
    return render(
        request, "enrolment/workers/withdraw.html", {"nav": nav, "agency": agency, "worker": worker}
    )
