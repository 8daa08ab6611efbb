"""Regulations, circulars and agreements of a region."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Document, Region
from agencies.pages.exports import file_name, people_response
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from agencies.records import actions, exports, undo
from agencies.records.filters import DocumentFilter
from agencies.records.forms import DocumentForm
from agencies.records.tables import DocumentTable
from agencies.records.views import deleting

LIST = "region_documents"


@access.region_view(access.P.SEE_RECORDS)
def document_list(request: HttpRequest, region: Region) -> HttpResponse:
    chosen = DocumentFilter(request.GET, _visible(request, region))
    may_manage = access.may(request.user, access.P.MANAGE_RECORDS, region)
    hidden = () if may_manage else ("edit",)
    context = {
        "nav": region_frame(request, region, LIST),
        "region": region,
        "filter": chosen,
        "table": paged(request, DocumentTable(chosen.qs, exclude=hidden)),
        "may_manage": may_manage,
        "deleted": undo.waiting(request, region),
    }
    return render(request, "agencies/records/document_list.html", context)


@access.region_view(access.P.MANAGE_RECORDS)
def document_new(request: HttpRequest, region: Region) -> HttpResponse:
    return _edit(request, region, Document(), _("New document"))


@access.region_view(access.P.MANAGE_RECORDS)
def document_edit(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return _edit(request, region, _one(request, region, pk), _("Edit document"))


def _edit(request: HttpRequest, region: Region, document: Document, title: str) -> HttpResponse:
    form = DocumentForm(request.POST or None, instance=document, region=region, user=request.user)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_record(record=form.save(commit=False), by=request.user)
        messages.success(request, _("Saved: %(record)s") % {"record": saved})
        return redirect(LIST, region.code)
    context = {
        "nav": region_frame(request, region, LIST, Link(title)),
        "region": region,
        "form": form,
        "title": title,
    }
    return render(request, "agencies/records/document_form.html", context)


@access.region_view(access.P.MANAGE_RECORDS)
def document_delete(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    document = _one(request, region, pk)
    nav = region_frame(request, region, LIST, Link(_("Delete")))
    return deleting.confirm_delete(request, document, region, nav, deleting.list_of(document))


@access.region_view(access.P.SEE_RECORDS)
def document_export(request: HttpRequest, region: Region) -> HttpResponse:
    documents = DocumentFilter(request.GET, _visible(request, region)).qs
    resource = exports.DocumentResource()
    name = file_name(_("documents"), region.name, timezone.localdate().isoformat())
    return people_response(resource, exports.values(resource, documents), name, _("Documents"))


def _visible(request: HttpRequest, region: Region) -> QuerySet[Document]:
    documents = access.restrict_records(Document.objects.filter(region=region), request.user)
    return documents.select_related("region", "agency", "created_by")


def _one(request: HttpRequest, region: Region, pk: int) -> Document:
    return get_object_or_404(_visible(request, region), pk=pk)
