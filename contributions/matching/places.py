"""What a month's reconciliation is about: the groups of some agencies, their lists, months, comparisons."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from contributions.billing.due import after, month_of
from contributions.matching import sql

LIST_KINDS = ("2a", "participants", "other")


@dataclass
class Places:
    """Ids of everything that counts, and of each agency asked about what there is.

    `kinds`: the best kind of list, empty for none. `elsewhere`: lists of other groups of the same regions.
    """

    agencies: list[int]
    month: dt.date
    groups: list[int] = field(default_factory=list)
    lists: list[UUID] = field(default_factory=list)
    elsewhere: list[UUID] = field(default_factory=list)
    assessments: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    computed: set[int] = field(default_factory=set)
    compared: set[int] = field(default_factory=set)

    @property
    def parameters(self) -> dict[str, Any]:
        names = ("agencies", "month", "groups", "lists", "elsewhere", "assessments", "months")
        return {name: getattr(self, name) for name in names} | {"following": after(self.month)}


def places(agencies: Iterable[int], month: dt.date) -> Places:
    """Two statements. Call it as the system: a group's list may be another agency's."""
    found = Places(sorted(set(agencies)), month_of(month))
    around: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(sql.PLACES, {"agencies": found.agencies, "month": found.month})
        for group, listed, kind, assessment, computed, asked, serving in cursor.fetchall():
            if not asked:
                found.elsewhere.append(listed)
                continue
            around.update(serving)
            found.groups.append(group)
            found.lists += [listed] if listed else []
            found.assessments += [assessment] if assessment else []
            found.computed |= set(asked) if computed else set()
            for agency in asked:
                found.kinds[agency] = _better(found.kinds.get(agency, ""), kind)
        cursor.execute(sql.MONTHS, {"around": sorted(around), "month": found.month})
        for pk, agency, compared in cursor.fetchall():
            found.months.append(pk)
            found.compared |= {agency} if compared else set()
    return found


def _better(one: str, other: str) -> str:
    return min((one, other), key=lambda kind: LIST_KINDS.index(kind) if kind else len(LIST_KINDS))
