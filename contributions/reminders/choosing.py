"""Whom a reminder is for: every agency of a city, with those that its matter concerns marked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.models import Agency, AgencyKind, Compliance, ComplianceState, Demand, Measure, Region
from agencies.pages.naming import told_apart
from contributions.coverage.figures import figures_of_region
from contributions.desk.attention import AttentionKind, attention_of
from contributions.models import ReminderKind
from contributions.reminders.facts import Facts, facts_of

# What the desk already says who needs attention for.
OF_THE_DESK = {
    AttentionKind.NO_ROSTER: ReminderKind.NO_ROSTER,
    AttentionKind.OLD_ROSTER: ReminderKind.OLD_ROSTER,
    AttentionKind.WAITING_ROWS: ReminderKind.WAITING_ROWS,
    AttentionKind.UNPAID: ReminderKind.UNPAID,
}
MET = (ComplianceState.DONE, ComplianceState.EXEMPT)


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
    """Every unit, by code, and the ids of those concerned, by what they would be reminded of."""

    units: tuple[Unit, ...]
    concerned: Mapping[str, frozenset[int]]

    def of(self, kind: str) -> frozenset[int]:
        return self.concerned.get(kind, frozenset())


def choice_of(region: Region, day: dt.date, demand: Demand | None = None) -> Choice:
    """The agencies of a city that stand for themselves, as things stand on the day. A fixed number of
    statements, however many there are."""
    place = figures_of_region(region, day)
    facts = facts_of(region, place)
    agencies = list(Agency.objects.filter(pk__in=facts).select_related("parent", "region").order_by("code"))
    names = told_apart(agencies)
    units = tuple(Unit(one, names[one.pk], facts[one.pk]) for one in agencies)
    concerned = {
        OF_THE_DESK[one.kind]: frozenset(one.agencies)
        for one in attention_of(region, day, place=place)
        if one.kind in OF_THE_DESK
    }
    concerned[ReminderKind.UNCOVERED] = frozenset(one.pk for one in units if one.facts.uncovered)
    concerned[ReminderKind.OTHER] = frozenset(facts)
    if demand:
        concerned[ReminderKind.DEMAND] = frozenset(still_asked(demand, units))
    return Choice(units, concerned)


def still_asked(demand: Demand, units: Iterable[Unit]) -> Iterable[int]:
    """Those of whom the demand asks something that they have neither answered as done nor, as the figures
    say, done. One statement."""
    answered = set(demand.answers.filter(state__in=MET).values_list("agency_id", flat=True))
    for one in units:
        asked = is_asked(demand, one.agency) and one.pk not in answered
        if asked and not met_by_figures(demand, one.facts):
            yield one.pk


def is_asked(demand: Demand, agency: Agency) -> bool:
    """A document about one agency asks that one alone; no kinds chosen: all, programmes aside."""
    if demand.document.agency_id:
        return demand.document.agency_id == agency.pk
    return agency.kind in demand.kinds if demand.kinds else agency.kind != AgencyKind.PROGRAM


def met_by_figures(demand: Demand, facts: Facts) -> bool:
    if demand.measure == Measure.ROSTER:
        return facts.has_list or facts.declared == 0
    if demand.measure == Measure.REGISTERED:
        return (facts.has_list and not facts.uncovered) or facts.declared == 0
    return demand.measure == Measure.PAID and facts.active is not None and not facts.owed


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


def met_documents(agency: Agency, documents: Iterable[int]) -> set[int]:
    """Of these documents, those of which the agency has answered every demand as done or not applying."""
    wanted = list(documents)
    demands = list(Demand.objects.filter(document__in=wanted).select_related("document"))
    answers = Compliance.objects.filter(agency=agency, demand__in=demands, state__in=MET)
    done = set(answers.values_list("demand_id", flat=True))
    asked = [one for one in demands if is_asked(one, agency)]
    open_ones = {one.document_id for one in asked if one.pk not in done}
    return {pk for pk in wanted if pk not in open_ones and any(one.document_id == pk for one in asked)}
