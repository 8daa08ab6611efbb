"""An agency's side: its region's documents, what they demand of it, and its answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency, Compliance, Demand, Document
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from agencies.records import files
from agencies.records.demands import actions, removed
from agencies.records.demands.forms import AnswerForm
from agencies.records.demands.history import answer_steps
from agencies.records.demands.standing import Standing, standings_in
from agencies.records.demands.waiting import demands_on
from agencies.records.filters import DocumentFilter
from agencies.records.tables import AgencyDocumentTable
from agencies.records.views.documents import sent


def _nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    here = Link(_("Documents & letters"), reverse("agency_documents", args=[agency.code]))
    return agency_frame(request, agency, "agency_home", here, *deeper)


def _documents(request: HttpRequest, agency: Agency) -> QuerySet[Document]:
    """What its region wrote for all agencies, or about this one."""
    about = Q(agency=None) | Q(agency=agency)
    documents = Document.objects.filter(about, region=agency.region_id)
    return access.restrict_documents(documents, request.user).select_related("region", "agency")


def _standing(agency: Agency, pk: int) -> Standing:
    """How the agency stands to a demand that asks it, or 404."""
    demand = get_object_or_404(demands_on(agency), pk=pk)
    found = standings_in(agency, [demand], timezone.localdate())
    if not found:
        raise Http404
    return found[0]


@require_safe
@access.agency_view(access.P.SEE_RECORDS)
def agency_documents(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What is demanded of the agency first, then all documents."""
    chosen = DocumentFilter(request.GET, _documents(request, agency))
    standings = standings_in(agency, list(demands_on(agency)), timezone.localdate())
    context = {
        "nav": _nav(request, agency),
        "agency": agency,
        "standings": sorted(standings, key=lambda one: (not one.open, not one.late)),
        "filter": chosen,
        "table": paged(request, AgencyDocumentTable(chosen.qs, code=agency.code)),
        "may_answer": access.may(request.user, access.P.ANSWER_CITY, agency),
    }
    return render(request, "agencies/records/demands/agency_documents.html", context)


@require_safe
@access.agency_view(access.P.SEE_RECORDS)
def agency_document_file(request: HttpRequest, agency: Agency, pk: int) -> FileResponse:
    return sent(get_object_or_404(_documents(request, agency), pk=pk))


@access.agency_view(access.P.SEE_RECORDS)
def agency_demand(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """A demand, what the agency answered, what the figures say, and for those who may the form."""
    standing = _standing(agency, pk)
    may_answer = access.may(request.user, access.P.ANSWER_CITY, agency)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    form = AnswerForm(request.POST or None, request.FILES or None, instance=standing.answer)
    if request.method == "POST" and form.is_valid():
        actions.answer(demand=standing.demand, agency=agency, by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer is kept."))
        return redirect(_back(request, standing))
    context = _context(request, standing) | {"form": form if may_answer else None}
    status = 400 if form.errors else 200
    return render(request, "agencies/records/demands/agency_demand.html", context, status=status)


def _context(request: HttpRequest, standing: Standing) -> dict:
    agency, demand = standing.agency, standing.demand
    return {
        "nav": _nav(request, agency, Link(demand.text)),
        "agency": agency,
        "demand": demand,
        "document": demand.document,
        "standing": standing,
        "steps": answer_steps(demand, agency),
        "restorable": None if standing.answer else removed.deleted_answer(demand, agency.pk),
        "on_behalf": not access.scope_of(request.user).belongs_to(agency),
    }


def _back(request: HttpRequest, standing: Standing) -> str:
    """The city returns to its list of agencies, the agency to its documents."""
    agency, demand = standing.agency, standing.demand
    if access.may(request.user, access.P.SEE_RECORDS, agency.region):
        return reverse("demand_detail", args=[agency.region.code, demand.pk])
    return reverse("agency_demand", args=[agency.code, demand.pk])


@require_safe
@access.agency_view(access.P.SEE_RECORDS)
def agency_demand_file(request: HttpRequest, agency: Agency, pk: int) -> FileResponse:
    """The evidence beside the agency's answer."""
    answer = _answer(agency, pk)
    return files.RECORDS.sent(answer.stored_name, _("evidence"), agency.slug, answer.on.isoformat())


@require_POST
@access.agency_view(access.P.ANSWER_CITY)
def agency_demand_take_back(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    actions.take_back(answer=_answer(agency, pk))
    messages.success(request, _("The answer is taken back; it can be brought back below."))
    return redirect("agency_demand", agency.code, pk)


@require_POST
@access.agency_view(access.P.ANSWER_CITY)
def agency_demand_restore(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    standing = _standing(agency, pk)
    event = removed.deleted_answer(standing.demand, agency.pk)
    if event is None or standing.answer:
        messages.warning(request, _("There is nothing left to take back."))
    else:
        removed.restore_answer(event)
        messages.success(request, _("The answer is back."))
    return redirect("agency_demand", agency.code, pk)


def _answer(agency: Agency, pk: int) -> Compliance:
    demand: Demand = get_object_or_404(demands_on(agency), pk=pk)
    return get_object_or_404(Compliance.objects.filter(agency=agency), demand=demand)
