"""Taking a saved upload back, and taking that back: first what would happen, then doing it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Upload
from enrolment.rosters import undoing, undone
from enrolment.rosters.background.pages import WORKING
from enrolment.rosters.background.taking_back import redo_now_or_later, undo_now_or_later
from enrolment.rosters.staging import version_of
from enrolment.rosters.views.frame import address, nav, one_list


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one_list(agency, pk)
    if not upload.is_saved:
        if upload.state not in WORKING:
            messages.warning(request, _("This upload has already been undone."))
        return redirect(address(upload, agency))
    return _act(request, agency, upload, undo_now_or_later, _("Undo"))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_redo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one_list(agency, pk)
    if not upload.is_undone:
        if upload.state not in WORKING:
            messages.warning(request, _("This upload is not undone."))
        return redirect(address(upload, agency))
    return _act(request, agency, upload, redo_now_or_later, _("Take the undoing back"))


def _act(
    request: HttpRequest, agency: Agency, upload: Upload, action: Callable[..., None], word: str
) -> HttpResponse:
    """Do it when it is sent from a page that showed the list as it still is; else show what would happen."""
    moved = False
    if request.method == "POST":
        try:
            action(upload=upload, by=request.user, seen=_seen(request))
            return redirect(address(upload, agency))
        except undoing.RosterMoved:
            moved = True
        except undoing.NotApplicable:
            messages.warning(request, _("Nothing was changed: this is no longer possible."))
            return redirect(address(upload, agency))
    deeper = [Link(upload.file_name, address(upload, agency)), Link(word)]
    context = {"agency": agency, "upload": upload, "nav": nav(request, agency, *deeper), "moved": moved}
    seen = undoing.outlook(upload=upload)
    context |= {"version": str(version_of(agency.pk)), "redoing": upload.is_undone}
    context |= {"hopeless": upload.is_undone and seen.hopeless}
    context |= undone.shown(request, agency, seen.result)
    return render(request, "enrolment/rosters/upload_undo.html", context, status=409 if moved else 200)


def _seen(request: HttpRequest) -> int | None:
    """The version of the list that the page was made from; nonsense matches none."""
    sent = request.POST.get("version")
    if sent is None:
        return None
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else -1
