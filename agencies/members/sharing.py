"""The open links of a house, each with whom it is for and what is sent with it."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest

from agencies.members import links, rules, wording
from agencies.members.houses import House
from agencies.models import Membership


@dataclass(frozen=True)
class OpenInvitation:
    name: str
    username: str
    phone: str
    nip: str
    place: str
    purpose: str
    expires_at: dt.datetime
    address: str
    text: str
    url: str


def open_invitations(house: House, request: HttpRequest) -> list[OpenInvitation]:
    """Every link of the house that works and that the user may hold, newest first; each person once."""
    mine = rules.manageable(request.user).values("pk")
    memberships: dict[int, Membership] = {}
    for membership in house.memberships().filter(pk__in=mine).order_by("-valid_from", "-pk"):
        memberships.setdefault(membership.user_id, membership)
    waiting = list(links.waiting_for(list(memberships)))
    hidden = rules.out_of_reach(request.user, [link.user_id for link in waiting])
    return [
        _shown(link, memberships[link.user_id], house, request)
        for link in waiting
        if link.user_id not in hidden
    ]


def _shown(link, membership: Membership, house: House, request: HttpRequest) -> OpenInvitation:
    place = membership.place
    return OpenInvitation(
        name=str(link.user),
        username=link.user.username,
        phone=link.user.phone,
        nip=link.user.nip,
        place=place.name if place else "",
        purpose=link.purpose,
        expires_at=link.expires_at,
        address=links.address(link, request),
        text=wording.message(link, membership, request),
        url=house.url("member_detail", membership.pk),
    )
