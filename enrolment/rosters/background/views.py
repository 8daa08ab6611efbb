"""What a page asks while the worker has an upload, and the way to stop it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency, Region
from enrolment.models import Upload
from enrolment.rosters.background import orders
from enrolment.rosters.background.pages import WORKING, waiting_of
from enrolment.rosters.background.wording import WORDS, words_of
from enrolment.rosters.city.views import frame as city_frame
from enrolment.rosters.views.frame import address, one


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def upload_progress(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return progress_of(request, one(agency, pk))


@require_safe
@access.region_view(access.P.SEE_PEOPLE)
def region_upload_progress(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    return progress_of(request, city_frame.one(region, pk))


def progress_of(request: HttpRequest, upload: Upload) -> HttpResponse:
    """How far it is, as a piece of the page; once the worker is done, the page is opened anew."""
    if upload.state not in WORKING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "enrolment/rosters/upload_progress.html", {"waiting": waiting_of(upload)})


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_stop(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Take back what the worker was asked to do, as long as it has not begun; done already needs no word."""
    upload = one(agency, pk)
    try:
        messages.success(request, str(WORDS[orders.stop(upload=upload).state].stopped))
    except orders.TooLate:
        if upload.state in orders.BY_STATE:
            messages.warning(request, str(words_of(upload).late))
    return redirect(address(upload, agency))
