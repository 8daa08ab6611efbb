"""Where parts of files come in; the answers are for the page's script, discarding is a button too."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency, Region
from enrolment.models import PartialFile
from enrolment.rosters.parts import files, limits


class BeginForm(forms.Form):
    """What the browser knows of a file before it sends it."""

    file_name = forms.CharField(max_length=1000)
    size = forms.IntegerField(min_value=1)
    fingerprint = forms.CharField(validators=[RegexValidator(r"^[0-9a-f]{16,64}\Z")])


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_parts(request: HttpRequest, agency: Agency) -> HttpResponse:
    return _begin(request, agency)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_part(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return _append(request, agency, pk)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_part_discard(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return _discard(request, agency, pk, "agency_upload_new")


@require_POST
@access.region_view(access.P.COMPARE_LISTS)
def region_parts(request: HttpRequest, region: Region) -> HttpResponse:
    return _begin(request, region)


@require_POST
@access.region_view(access.P.COMPARE_LISTS)
def region_part(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    return _append(request, region, pk)


@require_POST
@access.region_view(access.P.COMPARE_LISTS)
def region_part_discard(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    return _discard(request, region, pk, "region_agencies")


def _begin(request: HttpRequest, place: files.Place) -> HttpResponse:
    form = BeginForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "file_name, size or fingerprint"}, status=400)
    try:
        return _told(files.begin(place=place, by=request.user, **form.cleaned_data))
    except limits.TooLarge:
        return JsonResponse({"error": limits.sentence()}, status=413)


def _append(request: HttpRequest, place: files.Place, pk: UUID) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) > limits.PART:
        return JsonResponse({"error": f"at most {limits.PART} bytes"}, status=413)
    offset = request.GET.get("offset", "")
    try:
        at = int(offset) if offset.isdecimal() and len(offset) < 19 else -1
        return _told(files.append(pk=pk, place=place, by=request.user, offset=at, content=request.body))
    except PartialFile.DoesNotExist:
        return JsonResponse({"error": "unknown file"}, status=404)
    except files.WrongOffset as wrong:
        return JsonResponse({"received": wrong.received}, status=409)


def _told(file: PartialFile) -> JsonResponse:
    return JsonResponse({"part": str(file.pk), "received": file.received, "size": file.size})


def _discard(request: HttpRequest, place: files.Place, pk: UUID, otherwise: str) -> HttpResponse:
    """Forget an unfinished file and go back to the page whose button it was."""
    files.forget(get_object_or_404(files.unfinished(request.user, place), pk=pk))
    messages.success(request, _("What had been received of this file was deleted."))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back) if safe else redirect(otherwise, place.code)
