"""The agencies of a region: the list, its workbook, and managing one."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency, Region
from agencies.offices import actions, exports
from agencies.offices.filters import AgencyFilter
from agencies.offices.forms import AgencyForm, CloseForm
from agencies.offices.queries import agencies_of
from agencies.offices.tables import AgencyTable
from agencies.pages.downloads import file_name
from agencies.pages.exports import people_response
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link
from agencies.pages.tables import paged

AGENCIES = "region_agencies"


@access.region_view(access.P.SEE_FIGURES)
def agency_list(request: HttpRequest, region: Region) -> HttpResponse:
    chosen = AgencyFilter(request.GET or None, _agencies(region))
    may_manage = access.may(request.user, access.P.MANAGE_AGENCIES, region) and not region.is_province
    sees_people = may_manage or access.may(request.user, access.P.SEE_PEOPLE, region)
    hidden = [*(() if may_manage else ("edit",)), *(() if sees_people else ("in_charge",))]
    context = {
        "nav": region_frame(request, region, AGENCIES),
        "region": region,
        "filter": chosen,
        "table": paged(request, AgencyTable(chosen.qs, exclude=hidden)),
        "may_manage": may_manage,
        "sees_files": not region.is_province and access.may(request.user, access.P.SEE_PEOPLE, region),
        "may_decide": access.may(request.user, access.P.DECIDE_CASES, region),
        "none_yet": not chosen.form.has_changed() and not chosen.qs.exists(),
    }
    return render(request, "agencies/offices/agency_list.html", context)


def _agencies(region: Region) -> QuerySet[Agency]:
    return agencies_of(region, timezone.localdate())


@access.region_view(access.P.SEE_FIGURES)
def agency_export(request: HttpRequest, region: Region) -> HttpResponse:
    agencies = AgencyFilter(request.GET or None, _agencies(region)).qs
    name = file_name(_("agencies"), region.name, timezone.localdate().isoformat())
    return people_response(exports.AgencyListResource(), exports.values(agencies), name, _("Agencies"))


@access.region_view(access.P.MANAGE_AGENCIES)
def agency_new(request: HttpRequest, region: Region) -> HttpResponse:
    if region.is_province:
        return redirect(AGENCIES, region.code)
    form = AgencyForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        agency = actions.add_agency(agency=form.save(commit=False), by=request.user)
        messages.success(request, _("%(agency)s is added.") % {"agency": agency})
        return redirect(AGENCIES, region.code)
    context = {
        "nav": region_frame(request, region, AGENCIES, Link(_("New agency"))),
        "region": region,
        "form": form,
    }
    return render(request, "agencies/offices/agency_form.html", context)


@access.agency_view(access.P.MANAGE_AGENCIES)
def agency_edit(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = AgencyForm(request.POST or None, instance=agency, region=agency.region)
    if request.method == "POST" and form.is_valid():
        actions.edit_agency(agency=form.save(commit=False), by=request.user)
        messages.success(request, _("Saved: %(record)s") % {"record": agency})
        return redirect(AGENCIES, agency.region.code)
    today = timezone.localdate()
    context = {
        "nav": region_frame(request, agency.region, AGENCIES, Link(agency.name)),
        "region": agency.region,
        "agency": agency,
        "form": form,
        "close_form": CloseForm(agency=agency, initial={"last_day": today}),
        "is_closed": agency.has_ended(today),
    }
    return render(request, "agencies/offices/agency_form.html", context)


@access.agency_view(access.P.MANAGE_AGENCIES)
@require_POST
def agency_close(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = CloseForm(request.POST, agency=agency)
    if not form.is_valid():
        messages.error(request, form.errors["last_day"][0])
        return redirect("agency_edit", agency.code)
    actions.close_agency(agency=agency, last_day=form.cleaned_data["last_day"], by=request.user)
    messages.success(request, _("%(agency)s is closed. Its list and history stay.") % {"agency": agency})
    return redirect("agency_edit", agency.code)


@access.agency_view(access.P.MANAGE_AGENCIES)
@require_POST
def agency_reopen(request: HttpRequest, agency: Agency) -> HttpResponse:
    actions.close_agency(agency=agency, last_day=None, by=request.user)
    messages.success(request, _("%(agency)s is open again.") % {"agency": agency})
    return redirect("agency_edit", agency.code)


@access.agency_view(access.P.MANAGE_AGENCIES)
def agency_delete(request: HttpRequest, agency: Agency) -> HttpResponse:
    back = redirect(AGENCIES, agency.region.code)
    if request.method != "POST":
        nav = region_frame(request, agency.region, AGENCIES, Link(agency.name), Link(_("Delete")))
        return render(request, "agencies/offices/agency_delete.html", {"nav": nav, "agency": agency})
    try:
        actions.delete_agency(agency=agency, by=request.user)
    except actions.Refused as refused:
        messages.error(request, refused.messages[0])
        return redirect("agency_edit", agency.code)
    messages.success(request, _("%(agency)s is deleted.") % {"agency": agency})
    return back


@access.region_view(access.P.MANAGE_AGENCIES)
@require_POST
def add_districts(request: HttpRequest, region: Region) -> HttpResponse:
    try:
        done = actions.add_districts(region=region, by=request.user)
    except actions.Refused as refused:
        messages.error(request, refused.messages[0])
        return redirect(AGENCIES, region.code)
    words = _("%(added)s added; %(region)s has %(kecamatan)s kecamatan and %(kelurahan)s kelurahan.")
    messages.success(request, words % {"region": region, **done})
    return redirect(AGENCIES, region.code)
