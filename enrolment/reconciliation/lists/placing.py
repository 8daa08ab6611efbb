"""Which contribution group a list is about: by the NPP in its header, then by the unit's name, or asked once.

Nothing is guessed: a name counts where it is exactly one of the agency's names (`city.names`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from agencies.models import ContributionGroup, Region
from enrolment.models import ParticipantList
from enrolment.reconciliation.lists.houses import House
from enrolment.rosters.city.names import Directory, tokens
from enrolment.rosters.city.placing import offices_of
from enrolment.spreadsheets.refusals import Unreadable

UNKNOWN, SEVERAL, NO_NPP, OTHER_UNIT, NO_MONTH = (
    "npp_unknown",
    "npp_several",
    "npp_missing",
    "unit_differs",
    "month_missing",
)
"""What is asked of a list that finds no group, or no month."""
_NOT_NPP = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True)
class Place:
    """The group of a list, or why it is asked for; `likely` are groups (ids) to be offered first."""

    group: ContributionGroup | None = None
    asked: str = ""
    likely: tuple[int, ...] = ()


def plain_npp(text: str) -> str:
    """An NPP as it is compared and kept: capital letters and digits."""
    return _NOT_NPP.sub("", text.upper())[:15]


def place(found: ParticipantList, house: House) -> Place:
    """The group that a list names. Raises Unreadable (`other_region`, `other_agency`) where its NPP belongs
    to agencies that this house has nothing to do with."""
    groups = list(house.groups())
    npp = plain_npp(found.npp)
    same = [group for group in groups if npp and plain_npp(group.npp) == npp]
    if npp and not same and _known_elsewhere(npp):
        raise Unreadable("other_region" if house.is_branch else "other_agency", {"npp": found.npp})
    named = _named(found, groups)
    if same:
        return _among(found, house, same, named)
    if answer := _answered_before(found, house, groups):
        return Place(answer)
    likely = tuple(group.pk for group in named) or _suggested(found, groups)
    if npp:
        return Place(asked=UNKNOWN, likely=likely)
    only = named if len(named) == 1 else (groups if len(groups) == 1 and not house.is_branch else [])
    return Place(only[0]) if only else Place(asked=NO_NPP, likely=likely)


def _among(
    found: ParticipantList,
    house: House,
    same: list[ContributionGroup],
    named: list[ContributionGroup],
) -> Place:
    """One of the groups that share an NPP: the division whose code or name is printed, the agency named."""
    fitting = [group for group in same if group in named]
    if len(fitting) == 1 or (len(same) == 1 and not named):
        return Place((fitting or same)[0])
    if len(same) == 1 and _serves(same[0], named):
        return Place(same[0])
    if answer := _answered_before(found, house, same):
        return Place(answer)
    likely = tuple(group.pk for group in (*fitting, *same, *named))
    return Place(asked=OTHER_UNIT if len(same) == 1 else SEVERAL, likely=tuple(dict.fromkeys(likely)))


def _serves(group: ContributionGroup, named: Iterable[ContributionGroup]) -> bool:
    """Whether a group serves the agencies that are named."""
    served = {group.agency_id, *group.agencies.values_list("pk", flat=True)}
    return {other.agency_id for other in named} <= served


def _named(found: ParticipantList, groups: Sequence[ContributionGroup]) -> list[ContributionGroup]:
    """The groups that unit or company name: by a division's code or name, else by the agency's names."""
    for text in (found.unit, found.company):
        if not text:
            continue
        words = tokens(text)
        exact = [g for g in groups if words and words in (tokens(g.division), tokens(g.name))]
        if len(exact) == 1:
            return exact
        meant = {m.agency for m in (d.meaning(text) for d in _directories(groups)) if m}
        if len(meant) == 1:
            return [group for group in groups if group.agency_id in meant]
    return []


def _suggested(found: ParticipantList, groups: Sequence[ContributionGroup]) -> tuple[int, ...]:
    text = found.unit or found.company
    if not text:
        return ()
    alike = [agency for d in _directories(groups) for agency in d.suggestions(text)]
    by_agency = {group.agency_id: group.pk for group in groups if group.is_default}
    return tuple(by_agency[agency] for agency in alike if agency in by_agency)[:6]


def _directories(groups: Sequence[ContributionGroup]) -> list[Directory]:
    """The names of the agencies of each region that has such a group, those of these groups alone."""
    regions: dict[Region, set[int]] = {}
    for group in groups:
        regions.setdefault(group.agency.region, set()).add(group.agency_id)
    found = []
    for region, agencies in regions.items():
        offices = [office for office in offices_of(region) if office.pk in agencies]
        found.append(Directory(region.name, offices))
    return found


def _answered_before(
    found: ParticipantList, house: House, groups: Sequence[ContributionGroup]
) -> ContributionGroup | None:
    """The group that somebody gave to a list with the same words in its header."""
    if not (found.npp or found.unit or found.company):
        return None
    answered: QuerySet[ParticipantList] = house.lists().filter(
        npp=found.npp, unit=found.unit, company=found.company, group__in=groups, summary__placed_by_hand=True
    )
    earlier = answered.exclude(pk=found.pk).order_by("-uploaded_at").first()
    return earlier.group if earlier else None


def _known_elsewhere(npp: str) -> bool:
    """Whether any group of the country has this NPP: yes or no, not whose."""
    with connection.cursor() as cursor:
        cursor.execute("select npp_is_known(%s)", [npp])
        (known,) = cursor.fetchone()
    return bool(known)
