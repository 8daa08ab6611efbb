"""Leaving the list, taking that back, and coming back to it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.claims.forms import DeathForm
from enrolment.claims.opening import Event, death_of
from enrolment.models import EndReason, Enrolment, Worker
from enrolment.workers import actions, closed
from enrolment.workers.frame import nav_of_worker
from enrolment.workers.leaving_forms import EndForm, ReturnForm


@access.agency_view(access.P.EDIT_ROSTER)
def worker_end(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The form, of who died the claim, then what it will do, then doing it."""
    spells = Enrolment.objects.for_agency(agency).open().select_related("worker")
    spell = get_object_or_404(spells, worker=pk)
    form = EndForm(request.POST or _led_here(request), spell=spell)
    nav = nav_of_worker(request, agency, spell.worker, Link(_("End")))
    context = {"nav": nav, "agency": agency, "worker": spell.worker, "spell": spell, "form": form}
    if not form.is_valid():
        return render(request, "enrolment/workers/end.html", context)
    context["death"] = death = _death(request, spell, form)
    if death and not death.is_valid():
        return render(request, "enrolment/claims/death.html", context)
    if request.POST.get("step") != "save":
        context["closed"] = closed.reached(agency, form.cleaned_data["ended_on"])
        return render(request, "enrolment/workers/end_check.html", context)
    try:
        _leave(request, spell, form, death.event if death else None)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return _afterwards(agency, pk)


def _led_here(request: HttpRequest) -> QueryDict | None:
    """The reason and day with which the list of proposed exits leads here: a death alone."""
    return request.GET if request.GET.get("reason") == EndReason.DIED else None


def _death(request: HttpRequest, spell: Enrolment, form: EndForm) -> DeathForm | None:
    """What the claim needs to know of a death, unless there is one already."""
    if not form.is_death or death_of(spell.worker_id):
        return None
    posted = request.POST if "happened_on" in request.POST else None
    return DeathForm(posted, ended_on=form.cleaned_data["ended_on"])


def _afterwards(agency: Agency, worker: int) -> HttpResponse:
    """To the claim of who died: there it goes on. Else to the worker's page."""
    claim = death_of(worker)
    if claim:
        return redirect("claim_detail", agency.code, claim.pk)
    return redirect("worker_detail", agency.code, worker)


def _leave(request: HttpRequest, spell: Enrolment, form: EndForm, death: Event | None) -> None:
    """End the spell, or hand it to whoever decides between two agencies."""
    words = {"name": spell.worker.name}
    day, reason = form.cleaned_data["ended_on"], form.cleaned_data["reason"]
    if form.target:
        actions.hand_over(enrolment=spell, target=form.target, moved_on=day, by=request.user)
        messages.success(request, _("%(name)s stays on the list until the city has decided.") % words)
        return
    actions.end_enrolment(enrolment=spell, ended_on=day, reason=reason, by=request.user, death=death)
    messages.success(request, _("%(name)s is no longer on the list.") % words)


@access.agency_view(access.P.EDIT_ROSTER)
@require_POST
def worker_reopen(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Takes the last end back; of who was said to have died, it asks to close the claim."""
    spell = Enrolment.objects.for_agency(agency).filter(worker=pk).order_by("-pk").first()
    if spell is None:
        return redirect("agency_workers", agency.code)
    closing = request.POST.get("close_claim") == "yes"
    try:
        actions.reopen_enrolment(enrolment=spell, by=request.user, close_claim=closing)
        messages.success(request, _("The end is taken back: it is as if it had never been recorded."))
    except ValidationError as refused:
        if refused.code == "claim":
            return _ask_to_close(request, agency, spell.worker)
        messages.error(request, " ".join(refused.messages))
    return redirect("worker_detail", agency.code, pk)


def _ask_to_close(request: HttpRequest, agency: Agency, worker: Worker) -> HttpResponse:
    nav = nav_of_worker(request, agency, worker, Link(_("Take the end back")))
    context = {"nav": nav, "agency": agency, "worker": worker, "claim": death_of(worker.pk)}
    return render(request, "enrolment/claims/alive.html", context)


@access.agency_view(access.P.EDIT_ROSTER)
def worker_return(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    worker = get_object_or_404(Worker.objects.for_agency(agency), pk=pk)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_worker(worker=worker, listed_on=form.cleaned_data["listed_on"], by=request.user)
            messages.success(request, _("%(name)s is back on the list.") % {"name": worker.name})
            return redirect("worker_detail", agency.code, pk)
        except ValidationError as refused:
            form.add_error("listed_on", refused)
    nav = nav_of_worker(request, agency, worker, Link(_("Back on the list")))
    context = {"nav": nav, "agency": agency, "worker": worker, "form": form}
    return render(request, "enrolment/workers/return.html", context)
