"""Letting people in and out: invitations, further roles, ends, new passwords.

Every action checks the scope of `by` itself, whatever the form offered: PermissionDenied for a role or a
place that `by` has no say in, Refused for what must not happen and needs explaining.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agencies import access
from agencies.members import links, rules
from agencies.models import AccessLink, Agency, Branch, Membership, Region, User


class Refused(ValidationError):
    """It must not happen; the message says why and what to do instead."""


@dataclass(frozen=True)
class Invitee:
    """Somebody new: who they are, as what and where. An empty user name is chosen from place and name."""

    name: str
    role: str
    place: rules.Place
    username: str = ""
    nip: str = ""
    phone: str = ""
    email: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@transaction.atomic
def invite(*, invitees: Sequence[Invitee], by: object) -> list[AccessLink]:
    """Make accounts without a password, their roles, and a link for each. Set-based, all or nothing.

    Refused when a user name or e-mail was taken meanwhile, as by a second click on the same button.
    """
    for one in invitees:
        _check_grant(by, one.role, one.place)
    users = _accounts(invitees)
    Membership.objects.bulk_create(
        _membership(user, one.role, one.place, one.valid_from, one.valid_to, by)
        for user, one in zip(users, invitees, strict=True)
    )
    return links.make_many(users=users, purpose=links.INVITATION, by=by)


def _accounts(invitees: Sequence[Invitee]) -> list[User]:
    made = [
        User(
            username=name,
            name=one.name,
            nip=one.nip,
            phone=one.phone,
            email=one.email,
            password=make_password(None),
        )
        for one, name in zip(invitees, usernames_for(invitees), strict=True)
    ]
    try:
        with transaction.atomic():
            return User.objects.bulk_create(made)
    except IntegrityError as taken:
        raise Refused(_("The list changed meanwhile. Save once more.")) from taken


@transaction.atomic
def add_role(
    *,
    user: User,
    role: str,
    place: rules.Place,
    by: object,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Membership:
    """Give somebody who has an account a further role. Nobody adds to their own.

    Somebody invited elsewhere must have come in first: whoever holds that invitation would come in here too.
    """
    _check_grant(by, role, place)
    _not_oneself(by, user)
    if rules.out_of_reach(by, [user.pk]):
        if not user.has_usable_password():
            raise Refused(_("%(name)s has not accepted the first invitation yet.") % {"name": user})
        with access.acting(access.SYSTEM):
            links.revoke(users=[user.pk])
    membership = _membership(user, role, place, valid_from, valid_to, by)
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def end_role(*, membership: Membership, last_day: dt.date, by: object) -> Membership | None:
    """The role ends with that day; one that had not begun by then is taken away wholly (returns None).

    Links of somebody left without any role stop working.
    """
    _check_grant(by, membership.role, membership.place)
    _not_oneself(by, membership.user)
    kept: Membership | None = membership
    if last_day < membership.valid_from:
        membership.delete()
        kept = None
    else:
        membership.valid_to = last_day
        membership.save(update_fields=["valid_to"])
    _close_links_of(membership.user)
    return kept


def _close_links_of(user: User) -> None:
    with access.acting(access.SYSTEM):
        if not Membership.objects.filter(user=user).on(timezone.localdate()).exists():
            links.revoke(users=[user.pk])


@transaction.atomic
def change_dates(
    *, membership: Membership, valid_from: dt.date, valid_to: dt.date | None, by: object
) -> Membership:
    """Move the days from and to which a role is held; None as the last day is for good."""
    _check_grant(by, membership.role, membership.place)
    _not_oneself(by, membership.user)
    membership.valid_from, membership.valid_to = valid_from, valid_to
    membership.full_clean()
    membership.save(update_fields=["valid_from", "valid_to"])
    return membership


@transaction.atomic
def new_link(*, user: User, by: object) -> AccessLink:
    """A fresh link in place of any other: an invitation, or a new password for who has come in before."""
    _check_open(by, user)
    purpose = links.PASSWORD_RESET if user.has_usable_password() else links.INVITATION
    return links.make_many(users=[user], purpose=purpose, by=by)[0]


@transaction.atomic
def revoke_link(*, user: User, by: object) -> int:
    """Make the user's links stop working; returns how many did."""
    _check_open(by, user)
    return links.revoke(users=[user.pk])


def _check_grant(by: object, role: str, place: rules.Place) -> None:
    if not rules.may_grant(by, role, place):
        raise PermissionDenied


def _check_open(by: object, user: User) -> None:
    if not rules.may_open(by, user):
        raise PermissionDenied


def _not_oneself(by: object, user: User) -> None:
    if user.pk == getattr(by, "pk", None):
        raise Refused(_("Nobody changes their own roles. Ask another manager or the system operator."))


def _membership(
    user: User,
    role: str,
    place: rules.Place,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    by: object,
) -> Membership:
    return Membership(
        user=user,
        role=role,
        agency=place if isinstance(place, Agency) else None,
        region=place if isinstance(place, Region) else None,
        branch=place if isinstance(place, Branch) else None,
        valid_from=valid_from or timezone.localdate(),
        valid_to=valid_to,
        created_by=by if isinstance(by, User) else None,
    )


# --- user names --------------------------------------------------------------------------------------


def usernames_for(invitees: Sequence[Invitee]) -> list[str]:
    """A free user name for each: the one asked for, or `dishub.siti`, `dishub.siti2` … One query."""
    bases = [one.username or _suggestion(one) for one in invitees]
    wanted = Counter(bases)
    tried = {name.lower() for base, times in wanted.items() for name in _variants(base, times)}
    lowered = User.objects.annotate(lowered=Lower("username"))
    taken = set(lowered.filter(lowered__in=tried).values_list("lowered", flat=True))
    found = []
    for base, one in zip(bases, invitees, strict=True):
        variants = [base] if one.username else _variants(base, wanted[base])
        name = next((v for v in variants if v.lower() not in taken), None)
        if name is None:
            raise Refused(_("The user name %(name)s is taken. Choose another.") % {"name": base})
        taken.add(name.lower())
        found.append(name)
    return found


def _variants(base: str, times: int) -> list[str]:
    """The name and more numbered ones than the people who would have it."""
    return [base, *(f"{base}{n}" for n in range(2, 50 + times))]


def _suggestion(one: Invitee) -> str:
    place = one.place
    if isinstance(place, Agency):
        where = place.slug
    elif isinstance(place, Region):
        where = slugify(place.name.removeprefix("Kota ").removeprefix("Kabupaten "))
    else:
        where = place.code if place else ""
    # Titles stand before names with a dot: "Hj. Siti", "Dr. Budi".
    words = [word for word in one.name.replace(",", " ").split() if not word.endswith(".")]
    first = slugify(words[0]) if words else ""
    return ".".join(part for part in (where, first or "akun") if part)[:140]
