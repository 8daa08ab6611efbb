"""A comparison with the city's list as one agency sees it: its own people only, no other agency named."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from enrolment.models import Upload, UploadKind, UploadState
from enrolment.rosters.city import comparing, exports, pages
from enrolment.rosters.city.placing import NotOpen
from enrolment.rosters.city.tables import PeopleTable


def in_force(agency: Agency) -> QuerySet[Upload]:
    """The city's lists that the agency is compared with, newest first."""
    lists = Upload.objects.filter(
        region=agency.region_id, kind=UploadKind.COMPARISON, state=UploadState.APPLIED
    )
    return lists.order_by("-roster_date", "-applied_at")


def _nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    here = Link(_("The city's lists"), reverse("agency_comparisons", args=[agency.code]) if deeper else "")
    return agency_frame(request, agency, "agency_uploads", here, *deeper)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_comparisons(request: HttpRequest, agency: Agency) -> HttpResponse:
    context = {
        "agency": agency,
        "nav": _nav(request, agency),
        "lists": in_force(agency).defer("summary")[:12],
    }
    return render(request, "enrolment/city/agency_list.html", context)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_comparison(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = get_object_or_404(in_force(agency), pk=pk)
    sides = pages.sides_of_agency(upload, agency)
    show = pages.side_shown(request.GET.get("show"), sides)
    people = comparing.people_of(upload, [agency], [show])
    context = {
        "agency": agency,
        "upload": upload,
        "nav": _nav(request, agency, Link(upload.answers["source"])),
        "sides": sides,
        "show": show,
        "tiles": pages.side_tiles(sides, show, pages.AGENCY_SIDES),
        "table": paged(request, PeopleTable(people, others=None)),
        "can_take": show in comparing.TAKEABLE
        and bool(people)
        and access.may(request.user, access.P.EDIT_ROSTER, agency),
        "may_export": access.may(request.user, access.P.EXPORT_PEOPLE, agency),
    }
    return render(request, "enrolment/city/agency.html", context)


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_comparison_export(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    return exports.of_agency(get_object_or_404(in_force(agency), pk=pk), agency)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_comparison_take(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Those of one side as an upload of the agency, to be looked at and saved like any other."""
    upload = get_object_or_404(in_force(agency), pk=pk)
    asked = request.POST.get("side")
    side = asked if asked in comparing.TAKEABLE else comparing.TAKEABLE[0]
    try:
        part = comparing.take_over(
            upload=upload,
            agency=agency,
            sides=[side],
            by=request.user,
            on_behalf=not access.scope_of(request.user).belongs_to(agency),
        )
    except NotOpen:
        messages.info(request, _("Nobody is left to be added."))
        return redirect("agency_comparison", agency.code, pk)
    return redirect("upload_detail", agency.code, part.pk)
