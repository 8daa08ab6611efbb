"""One-use links that let one person set a password: made, shown again, revoked, read.

The address holds the link's id and our signature over it, so nobody can make one up and the database alone
lets nobody in. Opening the page uses nothing up (WhatsApp looks at every link it is sent); setting the
password does, under a row lock.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core.signing import Signer
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from agencies.models import AccessLink, User
from agencies.models.people import LinkPurpose

INVITATION, PASSWORD_RESET = LinkPurpose.INVITATION, LinkPurpose.PASSWORD_RESET


class Fault(StrEnum):
    """Why a link lets nobody in (any more)."""

    FORGED = "forged"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


def _signature(pk: UUID) -> str:
    return Signer(salt="agencies.members.links").signature(str(pk))


def path(link: AccessLink) -> str:
    """The link's address without the host."""
    return reverse("link_open", args=[link.pk, _signature(link.pk)])


def address(link: AccessLink, request: HttpRequest) -> str:
    """The whole address, to be copied and sent."""
    return request.build_absolute_uri(path(link))


def lifetime(purpose: str) -> dt.timedelta:
    if purpose == INVITATION:
        return dt.timedelta(days=settings.INVITATION_DAYS)
    return dt.timedelta(hours=settings.PASSWORD_RESET_LINK_HOURS)


def usable() -> QuerySet[AccessLink]:
    """Links that still let somebody in."""
    return AccessLink.objects.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


def latest(user: User) -> AccessLink | None:
    """The user's link that still works, if there is one."""
    return usable().filter(user=user).first()


def make_many(*, users: Iterable[User], purpose: str, by: object) -> list[AccessLink]:
    """A new link for each user; the ones they had stop working. Call `rules` before."""
    users = list(users)
    revoke(users=[user.pk for user in users])
    expires_at = timezone.now() + lifetime(purpose)
    creator = by if isinstance(by, User) else None
    return AccessLink.objects.bulk_create(
        AccessLink(user=user, purpose=purpose, created_by=creator, expires_at=expires_at) for user in users
    )


def revoke(*, users: Iterable[int]) -> int:
    """Make every link of these users (ids) stop working; returns how many did."""
    return usable().filter(user__in=list(users)).update(revoked_at=timezone.now())


def find(pk: UUID, signature: str, *, lock: bool = False) -> AccessLink | Fault:
    """The link of this address, or why it lets nobody in. To be asked as the system: nobody is known yet."""
    if not constant_time_compare(_signature(pk), signature):
        return Fault.FORGED
    links = AccessLink.objects.select_for_update(of=("self",)) if lock else AccessLink.objects
    link = links.select_related("user").filter(pk=pk).first()
    return Fault.FORGED if link is None else fault(link) or link


def fault(link: AccessLink) -> Fault | None:
    """What is wrong with a link, None while it works."""
    if link.used_at:
        return Fault.USED
    if link.revoked_at or not link.user.is_active:
        return Fault.REVOKED
    return Fault.EXPIRED if link.expires_at <= timezone.now() else None


def waiting_for(users: QuerySet[User] | Iterable[int]) -> QuerySet[AccessLink]:
    """The links of these users that work, newest first."""
    return usable().filter(Q(user__in=users)).select_related("user", "created_by")
