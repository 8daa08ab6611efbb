"""Where a user may go: one entry per place they act for today."""

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Membership, User
from agencies.pages.navigation import Link, address


def places_of(user: object) -> list[Link]:
    """The user's places by name, each once, however many roles they hold there. One query."""
    return [link for link, _roles in places_with_roles(user)]


def places_with_roles(user: object) -> list[tuple[Link, list[str]]]:
    """The same, each with the words for the roles held there."""
    if not isinstance(user, User):
        return []
    held = Membership.objects.filter(user=user).on(timezone.localdate())
    found: dict[Link, list[str]] = {}
    for membership in held.select_related("agency", "region", "branch"):
        found.setdefault(place_of(membership), []).append(membership.get_role_display())
    return sorted(found.items(), key=lambda entry: str(entry[0].label))


def place_of(membership: Membership) -> Link:
    """The page a membership is for; one that names no place is for the whole country."""
    if membership.agency:
        return Link(str(membership.agency), address("agency_home", membership.agency.code))
    if membership.region:
        return Link(str(membership.region), address("region_detail", membership.region.code))
    if membership.branch:
        return Link(str(membership.branch), address("branch_detail", membership.branch.code))
    return Link(_("All of Indonesia"), address("country_coverage"))
