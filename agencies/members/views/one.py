"""One membership: the person, the link that lets them in, the days of the role, its end."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from agencies import access
from agencies.members import invitations, links, rules, wording
from agencies.members.forms import DatesForm, EndForm
from agencies.members.houses import House
from agencies.models import AccessLink, Membership, Region
from agencies.pages.navigation import Link


def _one(request: HttpRequest, house: House, pk: int) -> Membership:
    mine = rules.manageable(request.user).values("pk")
    return get_object_or_404(house.memberships().filter(pk__in=mine), pk=pk)


def show(request: HttpRequest, house: House, pk: int, **forms: object) -> HttpResponse:
    membership = _one(request, house, pk)
    may_open = rules.may_open(request.user, membership.user)
    link = links.latest(membership.user) if may_open else None
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    context = {
        "nav": house.nav(request, Link(str(membership.user))),
        "membership": membership,
        "may_open": may_open,
        "is_oneself": membership.user_id == request.user.pk,
        "dates_form": DatesForm(
            initial={"valid_from": membership.valid_from, "valid_to": membership.valid_to}
        ),
        "end_form": EndForm(initial={"last_day": yesterday}),
        "urls": {
            page: house.url(f"member_{page}", pk) for page in ("link", "revoke", "dates", "end", "resume")
        },
        **_link_context(request, link, membership),
        **forms,
    }
    return render(request, "agencies/members/member_detail.html", context)


def _link_context(request: HttpRequest, link: AccessLink | None, membership: Membership) -> dict:
    if link is None:
        return {"link": None}
    address = links.address(link, request)
    return {"link": link, "address": address, "message": wording.message(link, membership, request)}


def make_link(request: HttpRequest, house: House, pk: int) -> HttpResponse:
    membership = _one(request, house, pk)
    link = invitations.new_link(user=membership.user, by=request.user)
    words = _("A new link is ready: %(purpose)s. Earlier ones no longer work.")
    messages.success(request, words % {"purpose": link.get_purpose_display()})
    return redirect(house.url("member_detail", pk))


def revoke_link(request: HttpRequest, house: House, pk: int) -> HttpResponse:
    membership = _one(request, house, pk)
    invitations.revoke_link(user=membership.user, by=request.user)
    messages.success(request, _("The link no longer works."))
    return redirect(house.url("member_detail", pk))


def change_dates(request: HttpRequest, house: House, pk: int) -> HttpResponse:
    membership = _one(request, house, pk)
    form = DatesForm(request.POST)
    if form.is_valid():
        try:
            invitations.change_dates(membership=membership, by=request.user, **form.cleaned_data)
        except invitations.ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved: %(record)s") % {"record": membership})
            return redirect(house.url("member_detail", pk))
    return show(request, house, pk, dates_form=form)


def end_role(request: HttpRequest, house: House, pk: int) -> HttpResponse:
    membership = _one(request, house, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return show(request, house, pk, end_form=form)
    try:
        kept = invitations.end_role(
            membership=membership, last_day=form.cleaned_data["last_day"], by=request.user
        )
    except invitations.Refused as refused:
        messages.error(request, refused.messages[0])
        return redirect(house.url("member_detail", pk))
    messages.success(request, _("%(membership)s has ended.") % {"membership": membership})
    return redirect(house.url("member_detail", pk) if kept else house.url("members"))


def resume_role(request: HttpRequest, house: House, pk: int) -> HttpResponse:
    membership = _one(request, house, pk)
    try:
        invitations.change_dates(
            membership=membership, valid_from=membership.valid_from, valid_to=None, by=request.user
        )
        messages.success(request, _("%(membership)s goes on.") % {"membership": membership})
    except invitations.ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(house.url("member_detail", pk))


# The same pages in a region and for the installation.


@access.region_view(access.P.MANAGE_MEMBERS)
@never_cache
def member_detail(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    return show(request, House(region), pk)


@access.installation_view(access.P.ADMINISTER)
@never_cache
def installation_member_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, House(), pk)


POSTS = {
    "link": make_link,
    "revoke": revoke_link,
    "dates": change_dates,
    "end": end_role,
    "resume": resume_role,
}


@access.region_view(access.P.MANAGE_MEMBERS)
@require_POST
def member_post(request: HttpRequest, region: Region, pk: int, what: str) -> HttpResponse:
    return POSTS[what](request, House(region), pk)


@access.installation_view(access.P.ADMINISTER)
@require_POST
def installation_member_post(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    return POSTS[what](request, House(), pk)
