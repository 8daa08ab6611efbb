"""What somebody says of a list that found no group or no month: said once, for all that ask the same."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from agencies.models import ContributionGroup
from enrolment.models import ListState, ParticipantList
from enrolment.reconciliation.lists import placing, reading, sql
from enrolment.reconciliation.lists.houses import House, house_of
from enrolment.spreadsheets.refusals import Unreadable

_SHORTEST_NPP = 4  # as the group's own rule says


class NotAsked(Exception):
    """The list has a place by now, or was withdrawn."""


@transaction.atomic
def answer(
    *,
    found: ParticipantList,
    group: ContributionGroup,
    month: dt.date | None,
    keep_npp: bool,
    by: Any,
) -> list[ParticipantList]:
    """Give a list its group, and the month where it prints none; with `keep_npp` the group carries the list's
    NPP from now on. Lists handed in where it was, with the same words in their header, get the same answer.

    Returns all lists that were placed. Raises NotAsked.
    """
    found = ParticipantList.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.state != ListState.UNPLACED:
        raise NotAsked
    npp = placing.plain_npp(found.npp)
    if keep_npp and not group.npp and len(npp) >= _SHORTEST_NPP:
        group.npp = npp
        group.save(update_fields=["npp"])
    house = house_of(found)
    placed = []
    for one in _asked_the_same(found, house):
        one.month = one.month or month
        one.summary = {**one.summary, "placed_by_hand": True}
        _give(one, house, group)
        placed.append(one)
    return placed


def _asked_the_same(found: ParticipantList, house: House) -> QuerySet[ParticipantList]:
    """The list itself first, then those that wait with the same NPP, unit and company."""
    waiting = ParticipantList.objects.filter(state=ListState.UNPLACED)
    if not (found.npp or found.unit or found.company):
        return waiting.filter(pk=found.pk)
    same = waiting.filter(npp=found.npp, unit=found.unit, company=found.company)
    return same.filter(**house.belonging()).order_by("uploaded_at", "pk")


def _give(one: ParticipantList, house: House, group: ContributionGroup) -> None:
    try:
        with transaction.atomic():
            reading.settle(one, house, placing.Place(group))
            with connection.cursor() as cursor:
                cursor.execute(sql.GIVE_ROWS, {"list": one.pk, "agency": one.agency_id})
            one.save()
    except Unreadable as refusal:
        reading.put_aside(one, refusal)
