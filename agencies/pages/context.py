"""What every page is shown with, whatever its view."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from agencies.models import Membership
from agencies.pages.navigation import Link, Nav, address


def frame(request: HttpRequest) -> dict[str, Any]:
    """`demo`: the data is made up and the page must say so; `nav`: empty unless the view passes its own;
    `scopes`: where the user may switch to, asked for only by a page that shows the switcher.
    """
    user = getattr(request, "user", None)
    return {"demo": settings.DEMO, "nav": Nav(), "scopes": SimpleLazyObject(lambda: scopes_of(user))}


def scopes_of(user: Any) -> list[Link]:
    """One link per place the user is a member of today, in the order of their names."""
    if user is None or not user.is_authenticated:
        return []
    held = Membership.objects.filter(user=user).on(timezone.localdate())
    links = {place_of(membership) for membership in held.select_related("agency", "region", "branch")}
    return sorted((link for link in links if link.url), key=lambda link: str(link.label))


def place_of(membership: Membership) -> Link:
    """The membership's place; one that names none is for the whole country and starts at the front page."""
    if membership.agency:
        return Link(str(membership.agency), address("agency_home", membership.agency.code))
    if membership.region:
        return Link(str(membership.region), address("region_detail", membership.region.code))
    if membership.branch:
        return Link(str(membership.branch), address("branch_detail", membership.branch.code))
    return Link("Lindungi", address("home"))
