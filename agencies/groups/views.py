"""Pages of an agency's contribution groups."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.groups.actions import save_group
from agencies.groups.forms import GroupForm, ProgrammesForm, categories
from agencies.groups.programmes import ordered, programmes_on, set_programmes
from agencies.groups.queries import groups_of, may_be_served, with_people
from agencies.models import Agency, ContributionGroup
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address


def nav_of(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    enrolment = address("agency_enrolment", agency.code)
    above = (Link(_("Enrolment"), enrolment),) if enrolment else ()
    here = Link(_("Contribution groups"), address("agency_groups", agency.code))
    return agency_frame(request, agency, "agency_enrolment", *above, here, *deeper)


@access.agency_view(access.P.SEE_RECORDS)
@require_safe
def agency_groups(request: HttpRequest, agency: Agency) -> HttpResponse:
    today = timezone.localdate()
    sees_people = access.may(request.user, access.P.SEE_PEOPLE, agency)
    groups = with_people(groups_of(agency), agency) if sees_people else groups_of(agency)
    context = {
        "nav": nav_of(request, agency),
        "agency": agency,
        "groups": [(group, programmes_on(group, today)) for group in groups.prefetch_related("programmes")],
        "sees_people": sees_people,
        "may_manage": access.may(request.user, access.P.MANAGE_GROUPS, agency),
    }
    return render(request, "agencies/groups/list.html", context)


@access.agency_view(access.P.SEE_RECORDS)
@require_safe
def agency_group(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """One group: what it is, its programmes by month, its codes, whom it serves."""
    group = get_object_or_404(groups_of(agency), pk=pk)
    may_manage = group.agency_id == agency.pk and access.may(request.user, access.P.MANAGE_GROUPS, agency)
    return render(request, "agencies/groups/detail.html", _shown(request, agency, group, may_manage))


def _shown(
    request: HttpRequest, agency: Agency, group: ContributionGroup, may_manage: bool
) -> dict[str, Any]:
    today = timezone.localdate()
    now = programmes_on(group, today)
    periods = [(one.period, ordered(one.programmes)) for one in group.programmes.order_by("-period")]
    initial = {"programmes": [one.value for one in now], "since": today.replace(day=1)}
    return {
        "nav": nav_of(request, agency, Link(group.name)),
        "agency": agency,
        "group": group,
        "now": now,
        "periods": periods,
        "codes": [(label, group.status_codes.get(key, "")) for key, label in categories()],
        "served": list(group.agencies.order_by("name")),
        "form": ProgrammesForm(initial=initial),
        "may_manage": may_manage,
    }


@access.agency_view(access.P.MANAGE_GROUPS)
def agency_group_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    return _form_page(request, agency, ContributionGroup(agency=agency, name=""))


@access.agency_view(access.P.MANAGE_GROUPS)
def agency_group_edit(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Only what the agency owns: a group that serves it is kept by its owner."""
    return _form_page(request, agency, get_object_or_404(agency.owned_groups, pk=pk))


def _form_page(request: HttpRequest, agency: Agency, group: ContributionGroup) -> HttpResponse:
    others = may_be_served(agency, request.user)
    form = GroupForm(request.POST or None, instance=group, agency=agency, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                kept = save_group(group=form.group(), serves=form.serves, by=request.user)
            messages.success(request, _("Saved: %(record)s") % {"record": kept})
            return redirect("agency_group", agency.code, kept.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    nav = nav_of(request, agency, Link(group.name if group.pk else _("New contribution group")))
    context = {"nav": nav, "agency": agency, "group": group if group.pk else None, "form": form}
    return render(request, "agencies/groups/form.html", context)


@access.agency_view(access.P.MANAGE_GROUPS)
@require_POST
def agency_group_programmes(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Programmes from a month on."""
    group = get_object_or_404(agency.owned_groups, pk=pk)
    form = ProgrammesForm(request.POST)
    if not form.is_valid():
        context = _shown(request, agency, group, True) | {"form": form}
        return render(request, "agencies/groups/detail.html", context)
    wanted, since = set(form.cleaned_data["programmes"]), form.cleaned_data["since"]
    set_programmes(group=group, programmes=wanted, since=since, by=request.user)
    messages.success(request, _("The programmes are saved."))
    return redirect("agency_group", agency.code, pk)
