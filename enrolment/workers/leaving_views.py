"""Leaving the list, taking that back, and coming back to it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Enrolment, Worker
from enrolment.workers import actions
from enrolment.workers.frame import nav_of_worker
from enrolment.workers.leaving_forms import EndForm, ReturnForm


@access.agency_view(access.P.EDIT_ROSTER)
def worker_end(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The form, then what it will do, then doing it."""
    spells = Enrolment.objects.for_agency(agency).open().select_related("worker")
    spell = get_object_or_404(spells, worker=pk)
    form = EndForm(request.POST or None, spell=spell)
    nav = nav_of_worker(request, agency, spell.worker, Link(_("End")))
    context = {"nav": nav, "agency": agency, "worker": spell.worker, "spell": spell, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "enrolment/workers/end.html", context)
    if request.POST.get("step") != "save":
        return render(request, "enrolment/workers/end_check.html", context)
    try:
        _leave(request, spell, form)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("worker_detail", agency.code, pk)


def _leave(request: HttpRequest, spell: Enrolment, form: EndForm) -> None:
    """End the spell, or hand it to whoever decides between two agencies."""
    words = {"name": spell.worker.name}
    day, reason = form.cleaned_data["ended_on"], form.cleaned_data["reason"]
    if form.target:
        actions.hand_over(enrolment=spell, target=form.target, moved_on=day, by=request.user)
        messages.success(request, _("%(name)s stays on the list until the city has decided.") % words)
        return
    actions.end_enrolment(enrolment=spell, ended_on=day, reason=reason, by=request.user)
    messages.success(request, _("%(name)s is no longer on the list.") % words)


@access.agency_view(access.P.EDIT_ROSTER)
@require_POST
def worker_reopen(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Takes the last end back."""
    spell = Enrolment.objects.for_agency(agency).filter(worker=pk).order_by("-pk").first()
    if spell is None:
        return redirect("agency_workers", agency.code)
    try:
        actions.reopen_enrolment(enrolment=spell, by=request.user)
        messages.success(request, _("The end is taken back: it is as if it had never been recorded."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("worker_detail", agency.code, pk)


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
