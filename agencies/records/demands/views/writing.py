"""Demands of a document written down, changed, deleted and brought back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Demand, Document, Region
from agencies.pages.navigation import Link
from agencies.records.demands import actions, removed
from agencies.records.demands.forms import DemandForm
from agencies.records.demands.standing import asked_of
from agencies.records.demands.views.region import nav, one

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@access.region_view(access.P.MANAGE_RECORDS)
def document_demand_new(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    document = _document(request, region, pk)
    return _edit(request, Demand(document=document, region=region), _("New demand"))


@require_http_methods(FORM_METHODS)
@access.region_view(access.P.MANAGE_RECORDS)
def demand_edit(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return _edit(request, one(request, region, pk), _("Edit demand"))


def _edit(request: HttpRequest, demand: Demand, title: str) -> HttpResponse:
    document = demand.document
    kinds = set(asked_of(document.region_id, timezone.localdate()).values_list("kind", flat=True))
    form = DemandForm(request.POST or None, instance=demand, document=document, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_demand(demand=form.save(commit=False), document=document, by=request.user)
        messages.success(request, _("The demand is saved."))
        return redirect("demand_detail", document.region.code, saved.pk)
    context = {
        "nav": nav(request, demand, Link(title)),
        "document": document,
        "region": document.region,
        "form": form,
        "title": title,
    }
    status = 400 if form.errors else 200
    return render(request, "agencies/records/demands/form.html", context, status=status)


@require_http_methods(FORM_METHODS)
@access.region_view(access.P.MANAGE_RECORDS)
def demand_delete(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    demand = one(request, region, pk)
    if request.method == "POST":
        actions.delete_demand(demand=demand)
        messages.success(request, _("The demand is deleted; it can be brought back below."))
        return redirect("document_detail", region.code, demand.document_id)
    context = {
        "nav": nav(request, demand, Link(_("Delete"))),
        "region": region,
        "demand": demand,
        "answers": demand.answers.count(),
    }
    return render(request, "agencies/records/demands/delete.html", context)


@require_POST
@access.region_view(access.P.MANAGE_RECORDS)
def document_demand_restore(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """A deleted demand of the document, named by the last entry of its history."""
    document = _document(request, region, pk)
    wanted = request.POST.get("entry", "")
    event = next((e for e in removed.deleted_demands(document) if str(e.pk) == wanted), None)
    if event is None:
        messages.warning(request, _("There is nothing left to take back."))
    else:
        removed.restore_demand(event)
        messages.success(request, _("“%(record)s” is back.") % {"record": event.text})
    return redirect("document_detail", region.code, pk)


def _document(request: HttpRequest, region: Region, pk: int) -> Document:
    documents = access.restrict_documents(Document.objects.filter(region=region), request.user)
    return get_object_or_404(documents.select_related("region", "agency"), pk=pk)
