"""How far each unit has come: not invited, invited, signed in, uploaded.

Lists are kept further downstream, so whoever keeps them says here which units have one (`lists_from`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, Membership, Region
from agencies.models.people import AGENCY_ROLES

ListDates = Callable[[Sequence[int], dt.date], dict[int, dt.date]]


def _no_lists(agencies: Sequence[int], until: dt.date) -> dict[int, dt.date]:
    return {}


_list_dates: ListDates = _no_lists


def lists_from(source: ListDates) -> None:
    """Name the function that gives the date of the newest saved list per agency (id), up to a day."""
    global _list_dates
    _list_dates = source


class Step(TextChoices):
    NOT_INVITED = "not_invited", _("not invited")
    INVITED = "invited", _("invited")
    SIGNED_IN = "signed_in", _("signed in")
    UPLOADED = "uploaded", _("uploaded")


@dataclass(frozen=True)
class UnitProgress:
    """One unit: its people with a role in force, and the date of its newest list."""

    agency: Agency
    step: str
    people: tuple[Membership, ...]
    list_date: dt.date | None

    @property
    def name(self) -> str:
        return self.agency.name

    @property
    def code(self) -> str:
        return self.agency.code

    @property
    def order(self) -> int:
        """Those who are furthest behind first."""
        return Step.values.index(self.step)


def units_of(region: Region, day: dt.date) -> list[UnitProgress]:
    """Every unit of the region that exists on the day and keeps its own list, in the order of its code.

    Three queries, whatever the number of units.
    """
    agencies = list(Agency.objects.of_region(region).on(day).filter(answered_by_parent=False))
    people = _people(agencies, day)
    dates = _list_dates([agency.pk for agency in agencies], day)
    return [
        UnitProgress(
            agency, _step(people.get(agency.pk, ()), dates.get(agency.pk)), held, dates.get(agency.pk)
        )
        for agency in agencies
        for held in [tuple(people.get(agency.pk, ()))]
    ]


def _people(agencies: Iterable[Agency], day: dt.date) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    held = Membership.objects.filter(agency__in=agencies, role__in=AGENCY_ROLES).on(day)
    for membership in held.select_related("user").order_by("user__name"):
        found.setdefault(membership.agency_id, []).append(membership)
    return found


def _step(people: Sequence[Membership], list_date: dt.date | None) -> str:
    if list_date:
        return Step.UPLOADED
    operators = [m for m in people if access.keeps_list(m)]
    if not operators:
        return Step.NOT_INVITED
    return Step.SIGNED_IN if any(m.user.last_login for m in operators) else Step.INVITED
