"""Regulations, circulars and agreements of a region: the list, one with its file and what it demands."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Demand, Document, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import people_response
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from agencies.records import actions, exports, files, undo
from agencies.records.demands.history import document_steps
from agencies.records.demands.removed import deleted_demands
from agencies.records.demands.standing import Totals, standings_of, totals_of
from agencies.records.demands.tables import DemandTable
from agencies.records.filters import DocumentFilter
from agencies.records.forms import DocumentForm, FileForm
from agencies.records.tables import DocumentTable
from agencies.records.views import deleting
from agencies.records.views.figure_files import change

LIST = "region_documents"


@require_safe
@access.region_view(access.P.SEE_RECORDS)
def document_list(request: HttpRequest, region: Region) -> HttpResponse:
    chosen = DocumentFilter(request.GET, _visible(request, region))
    may_manage = access.may(request.user, access.P.MANAGE_RECORDS, region)
    table = DocumentTable(chosen.qs, exclude=() if may_manage else ("edit",))
    context = {
        "nav": region_frame(request, region, LIST),
        "region": region,
        "filter": chosen,
        "table": paged(request, table),
        "may_manage": may_manage,
        "deleted": undo.waiting(request, region),
    }
    table.totals = _totals([row.record.pk for row in table.paginated_rows])
    return render(request, "agencies/records/document_list.html", context)


@require_safe
@access.region_view(access.P.SEE_RECORDS)
def document_detail(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """The facts, the file, what it demands and how many complied, what happened to it."""
    document = _one(request, region, pk)
    demands = list(_demands([pk]))
    may_manage = access.may(request.user, access.P.MANAGE_RECORDS, region)
    context = {
        "nav": region_frame(request, region, LIST, Link(str(document))),
        "region": region,
        "document": document,
        "table": DemandTable(demands, code=region.code, totals=_by_demand(demands)) if demands else None,
        "may_manage": may_manage,
        "today": timezone.localdate(),
        "file_form": FileForm() if may_manage else None,
        "former": files.former_of(document) if may_manage else None,
        "removed": deleted_demands(document) if may_manage else (),
        "steps": document_steps(document) if may_manage else (),
    }
    return render(request, "agencies/records/document.html", context)


@access.region_view(access.P.MANAGE_RECORDS)
def document_new(request: HttpRequest, region: Region) -> HttpResponse:
    return _edit(request, region, Document(), _("New document"))


@access.region_view(access.P.MANAGE_RECORDS)
def document_edit(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return _edit(request, region, _one(request, region, pk), _("Edit document"))


def _edit(request: HttpRequest, region: Region, document: Document, title: str) -> HttpResponse:
    form = DocumentForm(
        request.POST or None, request.FILES or None, instance=document, region=region, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        saved = actions.save_record(record=form.save(commit=False), by=request.user, file=file)
        messages.success(request, _("Saved: %(record)s") % {"record": saved})
        for other in _same_number(saved):
            messages.warning(request, _("Another document has this number: %(title)s") % {"title": other})
        return redirect("document_detail", region.code, saved.pk)
    context = {
        "nav": region_frame(request, region, LIST, Link(title)),
        "region": region,
        "form": form,
        "title": title,
    }
    return render(request, "agencies/records/document_form.html", context)


def _same_number(document: Document) -> list[str]:
    """Titles of others that may be the same paper entered twice; “not stated” is no number."""
    if not any(letter.isdigit() for letter in document.number):
        return []
    others = Document.objects.filter(
        region=document.region, kind=document.kind, number__iexact=document.number.strip()
    )
    return list(others.exclude(pk=document.pk).values_list("title", flat=True)[:3])


@access.region_view(access.P.MANAGE_RECORDS)
def document_delete(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    document = _one(request, region, pk)
    nav = region_frame(request, region, LIST, Link(_("Delete")))
    return deleting.confirm_delete(request, document, region, nav, deleting.list_of(document))


@require_safe
@access.region_view(access.P.SEE_RECORDS)
def document_file(request: HttpRequest, region: Region, pk: int) -> FileResponse:
    return sent(_one(request, region, pk))


def sent(document: Document) -> FileResponse:
    """The document's file as a download, named by what it is; 404 where there is none."""
    return files.RECORDS.sent(document.stored_name, document.get_kind_display(), document.number)


@require_POST
@access.region_view(access.P.MANAGE_RECORDS)
def document_file_change(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """Put a file here, take it away, or bring the former one back: see `figure_files.change`."""
    change(request, _one(request, region, pk))
    return redirect("document_detail", region.code, pk)


@require_safe
@access.region_view(access.P.SEE_RECORDS)
def document_export(request: HttpRequest, region: Region) -> HttpResponse:
    documents = DocumentFilter(request.GET, _visible(request, region)).qs
    resource = exports.DocumentResource()
    name = file_name(_("documents"), region.name, timezone.localdate().isoformat())
    return people_response(resource, exports.values(resource, documents), name, _("Documents"))


def _visible(request: HttpRequest, region: Region) -> QuerySet[Document]:
    documents = access.restrict_documents(Document.objects.filter(region=region), request.user)
    return documents.select_related("region", "agency", "created_by")


def _one(request: HttpRequest, region: Region, pk: int) -> Document:
    return get_object_or_404(_visible(request, region), pk=pk)


def _demands(documents: list[int]) -> QuerySet[Demand]:
    demands = Demand.objects.filter(document__in=documents)
    return demands.select_related("document__region", "document__agency").order_by("due_on", "pk")


def _by_demand(demands: list[Demand]) -> dict[int, Totals]:
    found = standings_of(demands, timezone.localdate())
    return {pk: totals_of(standings) for pk, standings in found.items()}


def _totals(documents: list[int]) -> dict[int, list[Totals]]:
    """Of the demands of some documents, by document id."""
    demands = list(_demands(documents))
    by_demand = _by_demand(demands)
    found: dict[int, list[Totals]] = {}
    for demand in demands:
        found.setdefault(demand.document_id, []).append(by_demand[demand.pk])
    return found
