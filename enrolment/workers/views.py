"""The worker list and one worker's pages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.groups.queries import groups_of
from agencies.models import Agency
from agencies.pages.downloads import file_name
from agencies.pages.exports import people_response
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.cards.queries import with_cards
from enrolment.claims.queries import claims_of
from enrolment.identity.queries import with_identity
from enrolment.models import EndReason, Worker
from enrolment.workers import actions, exports, searching
from enrolment.workers.filters import WorkerFilter
from enrolment.workers.forms import EditWorkerForm, NewWorkerForm
from enrolment.workers.frame import allowed, nav_of, nav_of_worker
from enrolment.workers.numbers import numbers_of
from enrolment.workers.sources import SOURCES
from enrolment.workers.tables import WorkerTable
from enrolment.workers.tiles import tiles_of
from enrolment.workers.timeline import timeline
from enrolment.workers.wording import facts_of


def filtered(request: HttpRequest, agency: Agency) -> WorkerFilter:
    everybody = Worker.objects.for_agency(agency).with_enrolment()
    return WorkerFilter(request.GET, everybody, request=request, agency=agency)


@access.agency_view(access.P.SEE_PEOPLE)
def worker_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The list; a search comes by POST and goes on under a key, without its words in the address."""
    if request.method == "POST":
        return search(request, agency)
    chosen = filtered(request, agency)
    may = allowed(request, agency)
    table = paged(
        request,
        WorkerTable(chosen.qs.order_by("name", "pk"), agency=agency, may_register=may["may_register"]),
    )
    context = {"filter": chosen, "table": table, "agency": agency, "nav": nav_of(request, agency), **may}
    context["several_groups"] = may["may_edit"] and groups_of(agency).count() > 1
    context["words"] = searching.shown(chosen.words) if chosen.words else ""
    context["tiles"] = tiles_of(agency, None if chosen.words else request.GET.get("status", ""))
    return render(request, "enrolment/workers/list.html", context)


def search(request: HttpRequest, agency: Agency) -> HttpResponse:
    query = request.GET.copy()
    for name in ("page", "search", "status"):
        query.pop(name, None)
    if key := searching.remember(request, request.POST.get("q", "")):
        query["search"] = key
    address = reverse("agency_workers", args=[agency.code])
    return redirect(f"{address}?{query.urlencode()}" if query else address)


@access.agency_view(access.P.EXPORT_PEOPLE)
@require_safe
def worker_export(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The filtered list as a workbook."""
    name = file_name("daftar pegawai", agency.slug, timezone.localdate().isoformat())
    rows = exports.exported(filtered(request, agency).qs)
    return people_response(exports.WorkerResource(), rows, name, _("Worker list"))


@access.agency_view(access.P.EDIT_ROSTER)
def worker_add(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = NewWorkerForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["listed_on"]
        try:
            (worker,) = actions.add_workers(
                agency=agency, people=[form.values], listed_on=day, by=request.user
            )
            messages.success(request, _("%(name)s is on the list.") % {"name": worker.name})
            return redirect("worker_detail", agency.code, worker.pk)
        except ValidationError as taken:
            form.add_error(None, taken)
    nav = nav_of(request, agency, Link(_("Add a worker")))
    return render(request, "enrolment/workers/form.html", {"nav": nav, "form": form, "agency": agency})


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def worker_detail(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    everybody = with_cards(with_identity(Worker.objects.for_agency(agency).with_enrolment()))
    worker = get_object_or_404(everybody, pk=pk)
    context = {
        "nav": nav_of(request, agency, Link(worker.name)),
        "agency": agency,
        "worker": worker,
        "facts": facts_of(worker),
        "spells": (spells := list(worker.enrolments.order_by("-listed_on", "-pk"))),
        "contract_over": worker.state != "ended"
        and bool(worker.contract_until and worker.contract_until < timezone.localdate()),
        "died": bool(spells) and spells[0].end_reason == EndReason.DIED,
        "entries": timeline(worker, SOURCES),
        "numbers": numbers_of(worker),
        "terms": list(worker.terms.all()),
        "claims": (claims := claims_of(worker.pk)),
        "claim_first": not any(claim.is_death and claim.filed_on for claim in claims),
        "may_claim": access.may(request.user, access.P.MANAGE_CLAIMS, agency),
        **allowed(request, agency),
    }
    return render(request, "enrolment/workers/detail.html", context)


@access.agency_view(access.P.EDIT_ROSTER)
def worker_edit(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    worker = get_object_or_404(Worker.objects.for_agency(agency), pk=pk)
    form = EditWorkerForm(
        request.POST or None, agency=agency, worker=worker, initial=EditWorkerForm.initial_of(worker)
    )
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            actions.edit_worker(worker=worker, values=form.values, revision=revision, by=request.user)
            messages.success(request, _("The changes are saved."))
            return redirect("worker_detail", agency.code, worker.pk)
        except ValidationError as moved:
            form.add_error(None, moved)
    nav = nav_of_worker(request, agency, worker, Link(_("Edit")))
    context = {"nav": nav, "form": form, "agency": agency, "worker": worker}
    return render(request, "enrolment/workers/form.html", context)
