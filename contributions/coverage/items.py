"""One thing to do, as the pages show it."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from django.utils.translation import gettext as _

from agencies.access import Permission
from agencies.models import Agency
from contributions.coverage.funnel import AgencyCoverage


class Urgency(IntEnum):
    """What stands first on a list of things to do."""

    LATE = 0  # a day has passed
    DATED = 1  # a day is coming: the nearest first
    STOPS = 2  # nothing goes on without it
    TO_DO = 3
    UNDER_WAY = 4  # goes on by itself, or somebody else decides: good to know


class Topic(StrEnum):
    """What an item is about: some readers see what is theirs first."""

    LIST = "list"
    BPJS = "bpjs"
    MONEY = "money"
    PAPER = "paper"  # the statement that the head signs
    CITY = "city"  # what the city writes and demands


@dataclass(frozen=True)
class Item:
    """What waits, the words on the button and where it leads ("" where one may only look).

    `due` is the day by which it is to be done. `needs` is the permission to do it, so that others learn whose
    it is. `named` texts name a file: they are not handed on in the summary to copy or send.
    """

    text: str
    action: str
    url: str
    icon: str
    urgency: Urgency = Urgency.TO_DO
    due: dt.date | None = None
    topic: Topic = Topic.LIST
    needs: Permission | None = None
    named: bool = False


@dataclass(frozen=True)
class Desk:
    """Whose list of things to do it is: the agency, its figures of today, what the reader may."""

    agency: Agency
    one: AgencyCoverage
    held: frozenset[Permission]
    today: dt.date

    def may(self, permission: Permission) -> bool:
        return permission in self.held

    def button(self, permission: Permission, words: str) -> str:
        """The words for those who may do it, "Look" for the others."""
        return words if permission in self.held else _("Look")
