"""Whom a reminder is for: every agency of a city, with those that its matter concerns marked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.models import Agency, Demand, Region
from agencies.pages.naming import told_apart
from agencies.records.demands.standing import standings_of
from agencies.records.demands.waiting import demands_on, demands_waiting
from contributions.coverage.figures import figures_of_region
from contributions.desk.attention import AttentionKind, attention_of
from contributions.models import ReminderKind
from contributions.reminders.facts import Facts, Open, facts_of

# What the desk already says who needs attention for.
OF_THE_DESK = {
    AttentionKind.NO_ROSTER: ReminderKind.NO_ROSTER,
    AttentionKind.OLD_ROSTER: ReminderKind.OLD_ROSTER,
    AttentionKind.WAITING_ROWS: ReminderKind.WAITING_ROWS,
    AttentionKind.UNPAID: ReminderKind.UNPAID,
}


@dataclass(frozen=True)
class Unit:
    """An agency that may be written to. `name` tells it from others of the same official name."""

    agency: Agency
    name: str
    facts: Facts

    @property
    def pk(self) -> int:
        return self.agency.pk


@dataclass(frozen=True)
class Choice:
    """Every unit, by code, and the ids of those concerned, by what they would be reminded of. `signs` say how
    each unit that a demand asks stands to it (agencies/pages/badges.py)."""

    units: tuple[Unit, ...]
    concerned: Mapping[str, frozenset[int]]
    signs: Mapping[int, str]

    def of(self, kind: str) -> frozenset[int]:
        return self.concerned.get(kind, frozenset())


def choice_of(region: Region, day: dt.date, demand: Demand | None = None) -> Choice:
    """The agencies of a city that stand for themselves, as things stand on the day. A fixed number of
    statements, however many there are."""
    place, left = figures_of_region(region, day), Open.of(region, day)
    facts = facts_of(place, left)
    agencies = list(Agency.objects.filter(pk__in=facts).select_related("parent", "region").order_by("code"))
    names = told_apart(agencies)
    units = tuple(Unit(one, names[one.pk], facts[one.pk]) for one in agencies)
    concerned: dict[str, frozenset[int]] = {
        OF_THE_DESK[one.kind]: frozenset(one.agencies)
        for one in attention_of(region, day, place=place, debts=left.debts, rows=left.rows)
        if one.kind in OF_THE_DESK
    }
    concerned[ReminderKind.UNCOVERED] = frozenset(one.pk for one in units if one.facts.uncovered)
    concerned[ReminderKind.OTHER] = frozenset(facts)
    asked = standings_of([demand], day)[demand.pk] if demand else []
    if demand:
        waiting = {one.agency.pk for one in asked if one.open}
        concerned[ReminderKind.DEMAND] = frozenset(facts.keys() & waiting)
    return Choice(units, concerned, {one.agency.pk: one.state for one in asked})


def still_holds(kind: str, facts: Facts, day: dt.date, open_demands: bool = True) -> bool:
    """Whether what an agency was reminded of is still so. `open_demands`: the demand is not yet met. Another
    matter holds until it is answered."""
    if kind == ReminderKind.NO_ROSTER:
        return not facts.has_list and facts.declared != 0
    if kind == ReminderKind.OLD_ROSTER:
        return facts.has_list and (facts.roster_date or dt.date.min) < day.replace(day=1)
    if kind == ReminderKind.WAITING_ROWS:
        return facts.waiting > 0
    if kind == ReminderKind.UNCOVERED:
        return facts.uncovered > 0
    if kind == ReminderKind.UNPAID:
        return facts.owed > 0
    return kind != ReminderKind.DEMAND or open_demands


def met_documents(agency: Agency, documents: Iterable[int], today: dt.date) -> set[int]:
    """Of these documents, those that demand something of the agency and nothing any more. A document without
    demands is none of them: its letter waits for an answer."""
    asking = {one.document_id for one in demands_on(agency)} & set(documents)
    return asking - {one.demand.document_id for one in demands_waiting(agency, today)}
