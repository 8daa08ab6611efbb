"""What the pages of records share: the question before a deletion, and taking one back."""

from django.contrib import messages
from django.db.models import Count, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency, Document, Region, StatedFigure
from agencies.pages.navigation import Nav
from agencies.records import undo
from agencies.records.wording import named

LISTS = {StatedFigure: "region_stated_figures", Document: "region_documents"}


def list_of(record: StatedFigure | Document) -> str:
    """The address of the list that a record stands in."""
    return reverse(LISTS[type(record)], args=[record.region.code])


def confirm_delete(
    request: HttpRequest, record: StatedFigure | Document, place: Region | Agency, nav: Nav, back: str
) -> HttpResponse:
    """Ask, and on a yes delete; the list then offers to take it back."""
    if request.method == "POST":
        try:
            undo.delete(request, record, place)
        except ProtectedError:
            messages.error(request, _("Letters refer to this document, so it stays."))
        return redirect(back)
    context = {"nav": nav, "record": record, "name": named(record), "back": back, "demands": _with_it(record)}
    return render(request, "agencies/records/delete.html", context)


def _with_it(record: StatedFigure | Document) -> dict[str, int] | None:
    """How many demands and answers go with a document."""
    if not isinstance(record, Document):
        return None
    counts = record.demands.aggregate(
        demands=Count("pk", distinct=True), answers=Count("answers", distinct=True)
    )
    return counts if counts["demands"] else None


@access.region_view(access.P.MANAGE_RECORDS)
@require_POST
def record_restore(request: HttpRequest, region: Region) -> HttpResponse:
    record = restored(request, region)
    return redirect(list_of(record) if record else reverse("region_stated_figures", args=[region.code]))


def restored(request: HttpRequest, place: Region | Agency) -> StatedFigure | Document | None:
    """Take the last deletion in a place back and say so, or that there is none."""
    record = undo.restore(request, place)
    if record is None:
        messages.warning(request, _("There is nothing left to take back."))
    else:
        messages.success(request, _("“%(record)s” is back.") % {"record": named(record)})
    return record
