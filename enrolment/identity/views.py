"""Identity checks: who is checked, the list for the registry, one worker by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from enrolment.identity import actions, exports, queries
from enrolment.identity.forms import CheckForm
from enrolment.identity.frame import nav_of
from enrolment.identity.tables import AnswerTable, PeopleTable
from enrolment.identity.telling import checks_of
from enrolment.models import IdentityAnswer, IdentityCheck, Worker
from enrolment.workers.frame import allowed, nav_of_worker

TONES = {"matched": "registered", "not_matched": "bad", "unchecked": "none"}


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_identity(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The list by what the registry said, and its answers beneath."""
    counts = queries.counts(agency)
    asked = request.GET.get("state", "")
    state = asked if asked in queries.STATE_KEYS else _first_to_show(counts)
    people = queries.on_list(agency).filter(identity=state).order_by("name", "pk")
    answers = IdentityAnswer.objects.for_agency(agency).select_related("uploaded_by")
    offered = allowed(request, agency)
    context = {
        "agency": agency,
        "nav": nav_of(request, agency),
        "tiles": _tiles(agency, counts, state),
        "state": state,
        "anybody": any(counts.values()),
        "table": paged(request, PeopleTable(people, agency=agency, may_edit=offered["may_edit"])),
        "answers": paged(
            request, AnswerTable(answers, agency=agency, may_edit=offered["may_edit"], prefix="answer-")
        ),
        **offered,
    }
    return render(request, "enrolment/identity/list.html", context)


def _first_to_show(counts: dict[str, int]) -> str:
    """What asks for attention first."""
    return next((key for key in ("not_matched", "unchecked") if counts[key]), "matched")


def _tiles(agency: Agency, counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    here = reverse("agency_identity", args=[agency.code])
    return [
        {
            "label": label,
            "value": counts[key],
            "url": f"{here}?state={key}",
            "tone": TONES[key],
            "current": key == state,
        }
        for key, label in queries.STATES
    ]


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_identity_export(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The list for the civil registry as a workbook."""
    people = exports.asked_about(agency, request.GET.get("which", ""))
    return exports.registry_list(agency, people, mother=request.GET.get("mother") == "1")


def nav_here(request: HttpRequest, agency: Agency, worker: Worker) -> Nav:
    return nav_of_worker(request, agency, worker, Link(_("Identity check")))


@access.agency_view(access.P.EDIT_ROSTER)
def worker_identity(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """What is known of one worker's NIK, and noting one answer by hand."""
    worker = get_object_or_404(queries.with_identity(Worker.objects.for_agency(agency)), pk=pk)
    form = CheckForm(request.POST or None, initial={"checked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_by_hand(worker=worker, **form.cleaned_data, by=request.user)
            messages.success(request, _("The identity check of %(name)s is noted.") % {"name": worker.name})
            return redirect("worker_detail", agency.code, worker.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"agency": agency, "worker": worker, "form": form, "checks": checks_of(worker)}
    context["nav"] = nav_here(request, agency, worker)
    return render(request, "enrolment/identity/worker.html", context, status=400 if form.errors else 200)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def worker_identity_forget(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Take back one check that was noted by hand."""
    worker = get_object_or_404(Worker.objects.for_agency(agency), pk=pk)
    asked = request.POST.get("check", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 19
    one = IdentityCheck.objects.filter(worker=worker, agency=agency, pk=int(asked)).first() if known else None
    try:
        if one:
            actions.forget(one=one)
            messages.success(request, _("The check is taken back."))
    except actions.Settled:
        messages.warning(request, _("This check came with a file: take the file back instead."))
    return redirect("worker_identity", agency.code, pk)
