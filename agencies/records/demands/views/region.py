"""Who complied with a demand, for whoever reads the region's documents; and the city's answers for many."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Demand, Document, Measure, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.figures import number
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav, address
from agencies.pages.tables import paged
from agencies.records.demands import actions, exports
from agencies.records.demands.filters import chosen
from agencies.records.demands.forms import ManyAnswersForm
from agencies.records.demands.standing import standings_of, totals_of
from agencies.records.demands.tables import StandingTable


def one(request: HttpRequest, region: Region, pk: int) -> Demand:
    """A demand of one of the region's documents that the user sees, or 404."""
    documents = access.restrict_documents(Document.objects.filter(region=region), request.user)
    demands = Demand.objects.filter(document__in=documents)
    return get_object_or_404(demands.select_related("document__region", "document__agency"), pk=pk)


def nav(request: HttpRequest, demand: Demand, *deeper: Link) -> Nav:
    document = demand.document
    here = Link(str(document), reverse("document_detail", args=[document.region.code, document.pk]))
    return region_frame(request, document.region, "region_documents", here, *deeper)


@require_safe
@access.region_view(access.P.SEE_RECORDS)
def demand_detail(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return _show(request, one(request, region, pk), None)


def _show(request: HttpRequest, demand: Demand, form: ManyAnswersForm | None) -> HttpResponse:
    region = demand.document.region
    today = timezone.localdate()
    standings = standings_of([demand], today)[demand.pk]
    found = chosen(request.GET, standings)
    may_answer = access.may(request.user, access.P.ANSWER_CITY, region)
    table = StandingTable(found.standings, measured=demand.measure != Measure.ANSWER, may_answer=may_answer)
    context = {
        "nav": nav(request, demand, Link(_("Who complied"))),
        "region": region,
        "demand": demand,
        "totals": totals_of(standings),
        "filter": found,
        "table": paged(request, table),
        "today": today,
        "may_manage": access.may(request.user, access.P.MANAGE_RECORDS, region),
        "form": form or _empty(standings) if may_answer else None,
        "remind_url": _reminder(request, demand),
    }
    return render(request, "agencies/records/demands/detail.html", context, status=400 if form else 200)


def _reminder(request: HttpRequest, demand: Demand) -> str:
    """Where letters to those that have not complied are written, for who may."""
    region = demand.document.region
    if not access.may(request.user, access.P.REMIND, region):
        return ""
    url = address("region_reminder_new", region.code)
    return url and f"{url}?about=demand&demand={demand.pk}"


def _empty(standings: list) -> ManyAnswersForm:
    return ManyAnswersForm(agencies=_by_id(standings), initial={"on": timezone.localdate()})


def _by_id(standings: list) -> dict:
    return {str(standing.agency.pk): standing.agency for standing in standings}


@require_POST
@access.region_view(access.P.ANSWER_CITY)
def demand_answers(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """The city's answer for the agencies that were ticked."""
    demand = one(request, region, pk)
    standings = standings_of([demand], timezone.localdate())[demand.pk]
    form = ManyAnswersForm(request.POST, agencies=_by_id(standings))
    if not form.is_valid():
        return _show(request, demand, form)
    count = actions.answer_for(demand=demand, by=request.user, **form.values)
    text = ngettext(
        "The answer of %(count)s agency is kept.", "The answers of %(count)s agencies are kept.", count
    )
    messages.success(request, text % {"count": number(count)})
    return redirect("demand_detail", region.code, pk)


@require_safe
@access.region_view(access.P.SEE_RECORDS)
def demand_export(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """The list as it is filtered, in the order of the agencies' codes."""
    demand = one(request, region, pk)
    today = timezone.localdate()
    found = chosen(request.GET, standings_of([demand], today)[demand.pk])
    name = file_name(_("compliance"), region.name, demand.document.number, today.isoformat())
    return workbook_response(
        {_("Compliance"): (exports.headers(demand), exports.rows(demand, found.standings))}, name
    )
