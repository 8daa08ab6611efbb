"""Handing in a city's file, the list of them, one of them in each of its states."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.downloads import stored_file
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.models import Upload
from enrolment.rosters import applying, storage
from enrolment.rosters import receiving as any_file
from enrolment.rosters.city import pages, placing, receiving
from enrolment.rosters.city.forms import CityFileForm
from enrolment.rosters.city.tables import CityFileTable
from enrolment.rosters.city.views.frame import address, city, files_of, may_use, nav, one, usable
from enrolment.rosters.parts import files as parts


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_uploads(request: HttpRequest, region: Region) -> HttpResponse:
    context = {
        "region": region,
        "nav": nav(request, region),
        "table": paged(request, CityFileTable(files_of(region).defer("summary"))),
        "may_upload": access.may(request.user, access.P.COMPARE_LISTS, region),
    }
    return render(request, "enrolment/city/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_new(request: HttpRequest, region: Region) -> HttpResponse:
    form = CityFileForm(
        request.POST or None,
        parts.files_of(request, region),
        may_hand_out=access.may(request.user, access.P.EDIT_ROSTER, city(region)),
        initial={"roster_date": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        return _hand_in(request, region, form)
    context = {"region": region, "nav": nav(request, region, Link(_("Hand in a file"))), "form": form}
    context["parts_url"] = reverse("region_parts", args=[region.code])
    context["unfinished"] = parts.unfinished(request.user, region)
    return render(request, "enrolment/city/new.html", context, status=400 if form.errors else 200)


def _hand_in(request: HttpRequest, region: Region, form: CityFileForm) -> HttpResponse:
    given = form.cleaned_data
    upload = receiving.receive(
        region=region,
        kind=given["use"],
        source=given["source"],
        roster_date=given["roster_date"],
        chunks=given["file"].chunks(),
        file_name=given["file"].name,
        by=request.user,
    )
    parts.used(given["file"])
    upload = any_file.check_now_or_later(upload=upload, by=request.user)
    if same := receiving.earlier_with_same_bytes(upload):
        words = _("This very file was used before: %(name)s.")
        messages.info(request, words % {"name": same.file_name})
    if upload.counts.get("unplaced"):
        return redirect("region_upload_names", region.code, upload.pk)
    return redirect(address(upload))


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_upload(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = one(region, pk)
    template, context = pages.page_of(request, upload)
    deeper = [Link(upload.file_name, address(upload) if context.get("people") else "")]
    if context.get("people"):
        deeper.append(Link(context["agency"].name))
    context |= {
        "region": region,
        "upload": upload,
        "nav": nav(request, region, *deeper),
        "may_use": may_use(request, upload),
        "names_open": placing.is_open(upload),
    }
    return render(request, template, context)


@require_safe
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_file(request: HttpRequest, region: Region, pk: UUID) -> FileResponse:
    """The workbook as it was handed in, as a download only."""
    upload = usable(request, region, pk)
    return stored_file(storage.path_of(upload), upload.file_name)


@require_POST
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_discard(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload: Upload = usable(request, region, pk)
    try:
        applying.discard(upload=upload)
    except applying.NotApplicable:
        messages.warning(request, _("Nothing was discarded: this file has taken effect already."))
        return redirect(address(upload))
    messages.success(request, _("The file was discarded. No list was changed."))
    return redirect("region_uploads", region.code)
