"""Putting lists in force, and withdrawing them: what the months are reconciled with."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies import access
from enrolment.models import AgencyMonth, ListState, ParticipantList
from enrolment.reconciliation import comparing
from enrolment.reconciliation.lists import sql
from enrolment.reconciliation.lists.houses import served_by
from enrolment.reconciliation.months import closed_ones
from enrolment.seen import check, mark
from enrolment.workers.sql import lock_rosters, many_rows

AGAIN = (ListState.READY, ListState.REPLACED, ListState.WITHDRAWN)
"""The states in which a list can be put in force: one that was may be so again."""
OPEN = (ListState.UNMATCHED, ListState.UNPLACED, ListState.READY, ListState.IN_FORCE)
"""The states in which a list can be withdrawn."""

NOT_READY, TWICE, CLOSED, BRANCHS = "not_ready", "twice", "month_closed", "branchs_own"
"""Why a list is not put in force (words in `wording.HINDRANCES`)."""


class NotPossible(Exception):
    """The list is no longer in the state for this, or its month is closed (`code`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Line:
    """One list as it would be put in force: what it replaces and how they differ, or why it is not."""

    list: ParticipantList
    replaces: ParticipantList | None = None
    added: int = 0
    gone: int = 0
    wages: int = 0
    hindrance: str = ""
    agencies: set[int] = field(default_factory=set)

    @property
    def people(self) -> int:
        return self.list.counts.get("people", 0)


@dataclass
class Plan:
    """What putting these lists in force would do."""

    lines: list[Line]

    @property
    def going(self) -> list[Line]:
        return [line for line in self.lines if not line.hindrance]

    @property
    def held(self) -> list[Line]:
        return [line for line in self.lines if line.hindrance]

    @property
    def people(self) -> int:
        return sum(line.people for line in self.going)

    @property
    def replacing(self) -> int:
        return sum(line.replaces is not None for line in self.going)

    @property
    def agencies(self) -> int:
        return len(set().union(*(line.agencies for line in self.going)))

    @property
    def seen(self) -> str:
        return mark((line.list.pk, line.replaces and line.replaces.pk) for line in self.going)


def plan(lists: QuerySet[ParticipantList], by: Any) -> Plan:
    """What would be put in force, what it replaces, and what is in the way. Three queries and one per pair
    of lists that replace each other, all pairs at once."""
    usable = lists.filter(state__in=AGAIN, group__isnull=False, month__isnull=False)
    chosen = list(usable.select_related("group__agency", "agency").defer("summary", "matching"))
    served = served_by({one.group_id for one in chosen if one.group_id}, by)
    lines = [Line(one, agencies=served.get(one.group_id or 0, set())) for one in chosen]
    standing = _standing(chosen)
    seats: dict[tuple, int] = {}
    for line in lines:
        seats[_seat(line.list)] = seats.get(_seat(line.list), 0) + 1
    closed = _closed(lines)
    for line in lines:
        line.replaces = standing.get(_seat(line.list))
        line.hindrance = _hindrance(line, seats, closed)
    _compare(lines)
    return Plan(sorted(lines, key=lambda line: (str(line.list.agency), line.list.month or dt.date.min)))


def _seat(one: ParticipantList) -> tuple:
    """What one list alone can be in force for."""
    return (one.group_id, one.month, one.kind)


def _standing(chosen: Sequence[ParticipantList]) -> dict[tuple, ParticipantList]:
    """The lists that are in force where these would be."""
    groups = {one.group_id for one in chosen}
    found = ParticipantList.objects.filter(state=ListState.IN_FORCE, group__in=groups)
    return {_seat(one): one for one in found.select_related("group", "agency")}


def _closed(lines: Sequence[Line]) -> set[tuple[int, dt.date]]:
    agencies = set().union(*(line.agencies for line in lines)) if lines else set()
    months = {line.list.month for line in lines if line.list.month}
    closed = AgencyMonth.objects.filter(agency__in=agencies, month__in=months, closed_at__isnull=False)
    return set(closed.values_list("agency", "month"))


def _hindrance(line: Line, seats: dict[tuple, int], closed: set[tuple[int, dt.date]]) -> str:
    if any((agency, line.list.month) in closed for agency in line.agencies):
        return CLOSED
    if seats[_seat(line.list)] > 1:
        return TWICE
    if line.replaces and line.replaces.branch_id and not line.list.branch_id:
        return BRANCHS
    return ""


def _compare(lines: Sequence[Line]) -> None:
    pairs = {line.list.pk: line for line in lines if line.replaces}
    if not pairs:
        return
    older = [line.replaces.pk for line in pairs.values() if line.replaces]
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.CHANGES, {"newer": list(pairs), "older": older})
        for newer, added, gone, wages in cursor.fetchall():
            line = pairs[newer]
            line.added, line.gone, line.wages = added, gone, wages


@transaction.atomic
def put_in_force(*, lists: QuerySet[ParticipantList], by: Any, seen: str | None = None) -> dict[str, Any]:
    """Put lists in force, each in the place of the one that was for its group, month and kind, and reconcile
    the agencies that their groups serve.

    Returns `in_force`, `replaced`, `held` {hindrance: how many} and `counts` as `comparing.reconcile` gives
    them, by month. Raises ShownAnew when the plan is no longer the one that was `seen`.
    """
    first = plan(lists, by)
    _lock((line.agencies for line in first.going), [line.list.pk for line in first.lines])
    planned = plan(lists, by)
    if seen is not None:
        check(seen, ((line.list.pk, line.replaces and line.replaces.pk) for line in planned.going))
    now = timezone.now()
    going = [line.list.pk for line in planned.going]
    old = [line.replaces.pk for line in planned.going if line.replaces]
    by_id = getattr(by, "pk", None)
    ended = {"state": ListState.REPLACED, "ended_by_id": by_id, "ended_at": now}
    ParticipantList.objects.filter(pk__in=old).update(**ended)
    begun = {"state": ListState.IN_FORCE, "in_force_by_id": by_id, "in_force_at": now}
    ParticipantList.objects.filter(pk__in=going).update(**begun, ended_by=None, ended_at=None)
    held: dict[str, int] = {}
    for line in planned.held:
        held[line.hindrance] = held.get(line.hindrance, 0) + 1
    counts = _reconcile(((line.list.month, line.agencies) for line in planned.going), by)
    return {"in_force": len(going), "replaced": len(old), "held": held, "counts": counts}


def _lock(agencies: Iterable[set[int]], lists: Sequence[UUID]) -> None:
    """Rosters first, as everywhere; then the lists, in one order."""
    lock_rosters(set().union(*agencies))
    list(ParticipantList.objects.select_for_update(of=("self",)).filter(pk__in=lists).order_by("pk"))


def _reconcile(touched: Iterable[tuple[dt.date | None, set[int]]], by: Any) -> dict[str, dict]:
    """Lay the lists in force beside the rosters, month by month."""
    months: dict[dt.date, set[int]] = {}
    for month, agencies in touched:
        if month:
            months.setdefault(month, set()).update(agencies)
    return {
        month.isoformat(): comparing.reconcile(agencies=sorted(agencies), month=month, by=by)
        for month, agencies in sorted(months.items())
        if agencies
    }


@transaction.atomic
def withdraw(*, found: ParticipantList, by: Any) -> dict[str, Any]:
    """Take a list out: it is reconciled with no longer, and can be put in force again as long as it has a
    group. Raises NotPossible when it is not open any more, or its month is closed."""
    agencies = served_by([found.group_id], by).get(found.group_id, set()) if found.group_id else set()
    compared = _compared_with(found) | agencies
    with access.acting(access.SYSTEM):
        _lock([compared], [found.pk])
    found.refresh_from_db(fields=["state", "month", "group"])
    if found.state not in OPEN:
        raise NotPossible(NOT_READY)
    was_in_force = found.state == ListState.IN_FORCE
    if was_in_force and _is_closed(agencies, found.month):
        raise NotPossible(CLOSED)
    found.state, found.ended_by_id = ListState.WITHDRAWN, getattr(by, "pk", None)
    found.ended_at = timezone.now()
    found.save(update_fields=["state", "ended_by", "ended_at"])
    return _reconcile([(found.month, _open_of(compared, found.month))], by) if was_in_force else {}


def _compared_with(found: ParticipantList) -> set[int]:
    """All agencies (ids) whose rosters a list is laid beside: a group may serve some whom its holder does not
    see, and without the list nothing of it may stay with them either."""
    if found.group_id is None:
        return set()
    with access.acting(access.SYSTEM):
        return served_by([found.group_id], access.SYSTEM).get(found.group_id, set())


def _open_of(agencies: set[int], month: dt.date | None) -> set[int]:
    """Those that have not closed the month: of the others it stays as it is."""
    with access.acting(access.SYSTEM):
        return agencies - set(closed_ones(agencies, month)) if month else set()


def _is_closed(agencies: set[int], month: dt.date | None) -> bool:
    closed = Q(agency__in=agencies, month=month, closed_at__isnull=False)
    return AgencyMonth.objects.filter(closed).exists()


@transaction.atomic
def reconcile_again(*, found: ParticipantList, by: Any) -> dict[str, Any]:
    """Lay what is in force for a list's group and month beside the rosters as they are now; months that are
    closed stay as they are."""
    return _reconcile([(found.month, _open_of(_compared_with(found), found.month))], by)
