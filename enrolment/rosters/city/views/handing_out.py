"""A city's file as rosters: given to the agencies, and taken back from those that have not saved."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Region
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import ON_THE_LIST, UploadKind, UploadState
from enrolment.rosters.city import handing_out
from enrolment.rosters.city.placing import NotOpen
from enrolment.rosters.city.views.frame import address, files_of, nav, one


@require_POST
@access.region_view(access.P.EDIT_ROSTER)
def region_upload_hand_out(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = one(region, pk)
    try:
        lists = handing_out.hand_out(upload=upload, by=request.user)
    except NotOpen:
        messages.warning(request, _("There is nothing to be handed out in this file."))
        return redirect(address(upload))
    words = ngettext(
        "%(n)s agency has its list now, to be confirmed by saving it.",
        "%(n)s agencies have their lists now, to be confirmed by saving them.",
        len(lists),
    )
    messages.success(request, words % {"n": number(len(lists))})
    return redirect(address(upload))


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.EDIT_ROSTER)
def region_upload_withdraw(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = get_object_or_404(files_of(region), pk=pk, kind=UploadKind.CITY_LISTS)
    if request.method == "POST":
        count = handing_out.withdraw(upload=upload)
        words = ngettext("%(n)s list was withdrawn.", "%(n)s lists were withdrawn.", count)
        messages.success(request, words % {"n": number(count)})
        return redirect(address(upload))
    lists = handing_out.parts_of(upload)
    context = {
        "region": region,
        "upload": upload,
        "nav": nav(request, region, Link(upload.file_name, address(upload)), Link(_("Withdraw"))),
        "waiting": [part for part in lists if part.state == UploadState.CHECKED],
        "saved": sum(part.state in ON_THE_LIST for part in lists),
    }
    return render(request, "enrolment/city/withdraw.html", context)


@require_POST
@access.region_view(access.P.EDIT_ROSTER)
def region_upload_hand_out_again(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = one(region, pk)
    try:
        count = handing_out.hand_out_again(upload=upload)
    except NotOpen:
        messages.warning(request, _("There is no list to be handed out again."))
        return redirect(address(upload))
    words = ngettext("%(n)s list waits again.", "%(n)s lists wait again.", count)
    messages.success(request, words % {"n": number(count)})
    return redirect(address(upload))
