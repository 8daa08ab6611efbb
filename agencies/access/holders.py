"""Who of an agency may do something: said to those who may not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from agencies.access.roles import ROLE_PERMISSIONS, Permission
from agencies.models import Agency, Membership, Role
from agencies.models.people import AGENCY_ROLES


@dataclass(frozen=True)
class Holders:
    """The agency's own roles that allow it, in words; `anybody`: somebody holds one of them today."""

    roles: tuple[str | Promise, ...]
    anybody: bool


def holders(agency: Agency, permissions: Iterable[Permission]) -> dict[Permission, Holders]:
    """For each permission. One query, none where nothing is asked."""
    asked = list(permissions)
    if not asked:
        return {}
    today = Membership.objects.on(timezone.localdate()).filter(agency=agency)
    held = set(today.order_by().values_list("role", flat=True).distinct())
    found = {}
    for permission in asked:
        roles = [role for role in AGENCY_ROLES if permission in ROLE_PERMISSIONS[role]]
        found[permission] = Holders(tuple(Role(role).label for role in roles), bool(held & set(roles)))
    return found
