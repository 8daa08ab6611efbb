"""Inviting somebody new, and giving a further role to somebody who has an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agencies import access
from agencies.members import invitations
from agencies.members.forms import AddForm, InviteForm
from agencies.members.houses import House
from agencies.members.invitations import Invitee
from agencies.models import Membership, Region
from agencies.pages.navigation import Link


@access.region_view(access.P.MANAGE_MEMBERS)
def member_invite(request: HttpRequest, region: Region) -> HttpResponse:
    return _invite(request, House(region))


@access.installation_view(access.P.ADMINISTER)
def installation_member_invite(request: HttpRequest) -> HttpResponse:
    return _invite(request, House())


@access.region_view(access.P.MANAGE_MEMBERS)
def member_add(request: HttpRequest, region: Region) -> HttpResponse:
    return _add(request, House(region))


@access.installation_view(access.P.ADMINISTER)
def installation_member_add(request: HttpRequest) -> HttpResponse:
    return _add(request, House())


def _invite(request: HttpRequest, house: House) -> HttpResponse:
    form = InviteForm(request.POST or None, house=house, user=request.user, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            [link] = invitations.invite(invitees=[_invitee(form.cleaned_data)], by=request.user)
        except invitations.Refused as refused:
            form.add_error("username", refused)
        else:
            made = Membership.objects.get(user=link.user)
            return redirect(house.url("member_detail", made.pk))
    return _form(request, house, form, _("Invite somebody"), "agencies/members/invite.html")


def _initial(request: HttpRequest) -> dict[str, str]:
    return {"agency": request.GET["agency"]} if "agency" in request.GET else {}


def _invitee(data: dict) -> Invitee:
    fields = ("name", "role", "place", "username", "nip", "phone", "email", "valid_from", "valid_to")
    return Invitee(**{field: data[field] for field in fields})


def _add(request: HttpRequest, house: House) -> HttpResponse:
    form = AddForm(request.POST or None, house=house, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = invitations.add_role(
                user=data["who"],
                role=data["role"],
                place=data["place"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
                by=request.user,
            )
        except invitations.ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Added: %(membership)s") % {"membership": made})
            return redirect(house.url("members"))
    return _form(request, house, form, _("Give somebody a further role"), "agencies/members/add.html")


def _form(request: HttpRequest, house: House, form: object, title: str, template: str) -> HttpResponse:
    context = {
        "nav": house.nav(request, Link(title)),
        "form": form,
        "title": title,
        "house": house,
        "back": house.url("members"),
        "other": house.url("member_add" if "invite" in template else "member_invite"),
    }
    return render(request, template, context)
