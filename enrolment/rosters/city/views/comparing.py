"""A city's own list: put beside the agencies' lists, taken back, exported."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.navigation import Link
from enrolment.rosters.city import comparing, exports
from enrolment.rosters.city.pages import agencies_of
from enrolment.rosters.city.placing import NotOpen
from enrolment.rosters.city.views.frame import address, nav, one, usable


@require_POST
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_compare(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = usable(request, region, pk)
    try:
        comparing.put_in_force(upload=upload, by=request.user)
    except NotOpen:
        messages.warning(
            request, _("Nothing was saved: names are still to be settled, or it was done before.")
        )
        return redirect(address(upload))
    messages.success(request, _("The headcounts are saved, and each agency sees how its list differs."))
    return redirect(address(upload))


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_take_back(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = usable(request, region, pk)
    if request.method == "POST":
        try:
            comparing.take_back(upload=upload, by=request.user)
            messages.success(
                request, _("The comparison was taken back; its headcounts are no figures any more.")
            )
        except NotOpen:
            messages.warning(request, _("This comparison is not in force."))
        return redirect(address(upload))
    deeper = [Link(upload.file_name, address(upload)), Link(_("Take back"))]
    context = {"region": region, "upload": upload, "nav": nav(request, region, *deeper)}
    return render(request, "enrolment/city/take_back.html", context)


@require_safe
@access.region_view(access.P.EXPORT_PEOPLE)
def region_upload_export(request: HttpRequest, region: Region, pk: UUID) -> FileResponse:
    return exports.of_city(one(region, pk), agencies_of(region))
