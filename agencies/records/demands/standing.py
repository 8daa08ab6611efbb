"""How each agency that a demand asks stands to it: its answer, the figures beside it, and both together."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, QuerySet

from agencies.models import Agency, AgencyKind, Compliance, ComplianceState, Demand, Document, Measure
from agencies.pages.figures import percent
from agencies.records.demands.facts import Facts, Reading, facts_of, reading_of

NO_ANSWER = "none"


@dataclass(frozen=True)
class Standing:
    """One agency. `answer` is None as long as nobody has answered; `reading` is None where figures cannot
    tell. `late`: the day by which it was asked for is over."""

    agency: Agency
    demand: Demand
    answer: Compliance | None
    reading: Reading | None
    late: bool

    @property
    def said(self) -> str:
        return self.answer.state if self.answer else NO_ANSWER

    @property
    def exempt(self) -> bool:
        """It does not apply: as the agency says, or because by the figures there is nothing to meet."""
        return self.said == ComplianceState.EXEMPT or bool(self.reading and self.reading.moot)

    @property
    def met(self) -> bool:
        """By the figures where they can tell, else by the answer; who is exempt has nothing to meet."""
        if self.exempt:
            return False
        if self.reading and self.reading.met is not None:
            return self.reading.met
        return self.said == ComplianceState.DONE

    @property
    def open(self) -> bool:
        return not self.met and not self.exempt

    @property
    def overdue(self) -> bool:
        return self.open and self.late

    @property
    def state(self) -> str:
        """The sign of agencies/pages/badges.py."""
        if self.exempt:
            return "demand_exempt"
        if self.met:
            return "demand_met"
        return "demand_overdue" if self.late else "demand_open"

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Where answer and figures disagree first, then who is open; offices before kecamatan."""
        rank = (self.open, self.met, self.exempt).index(True)
        return not self.contradicts, rank, AgencyKind.values.index(self.agency.kind), self.agency.code

    @property
    def contradicts(self) -> bool:
        """The answer says one thing and the figures another."""
        if self.reading is None or self.reading.met is None:
            return False
        against = (ComplianceState.PARTLY, ComplianceState.NOT_DONE) if self.reading.met else ()
        return self.said in (against or (ComplianceState.DONE,))


@dataclass(frozen=True)
class Totals:
    """`asked` = `exempt` + `of`; `of` = `met` + `open`; `said` counts the asked by their answer."""

    asked: int
    exempt: int
    met: int
    overdue: int
    contradicting: int
    said: dict[str, int]

    @property
    def of(self) -> int:
        return self.asked - self.exempt

    @property
    def open(self) -> int:
        return self.of - self.met

    @property
    def share(self) -> str:
        """The part that complied; empty where nobody has to."""
        return percent(self.met, self.of) if self.of else ""

    @property
    def answered(self) -> int:
        return self.asked - self.said.get(NO_ANSWER, 0)


def totals_of(standings: Iterable[Standing]) -> Totals:
    standings = list(standings)
    return Totals(
        asked=len(standings),
        exempt=sum(one.exempt for one in standings),
        met=sum(one.met for one in standings),
        overdue=sum(one.overdue for one in standings),
        contradicting=sum(one.contradicts for one in standings),
        said=dict(Counter(one.said for one in standings)),
    )


def asked_of(region_id: int, day: dt.date) -> QuerySet[Agency]:
    """The agencies of a region that stand for themselves on a day: whom demands ask."""
    own = Agency.objects.filter(region=region_id, answered_by_parent=False).on(day)
    return own.select_related("parent", "region").order_by("code")


def asks(demand: Demand, agency: Agency) -> bool:
    """Whether a demand is about an agency: the one that its document is about, its kinds, or else all of
    them but programmes, which are no offices."""
    about: Document = demand.document
    if about.agency_id:
        return about.agency_id == agency.pk
    if demand.kinds:
        return agency.kind in demand.kinds
    return agency.kind != AgencyKind.PROGRAM


def standings_of(demands: Sequence[Demand], day: dt.date) -> dict[int, list[Standing]]:
    """Of demands of one region, with their documents: by demand id, in the order of `Standing.order`.

    Three queries and the reading of the figures, however many demands and agencies there are.
    """
    if not demands:
        return {}
    region = demands[0].document.region
    agencies = list(asked_of(region.pk, day))
    answers = _answers(Q(demand__in=[demand.pk for demand in demands]))
    measured = any(demand.measure != Measure.ANSWER for demand in demands)
    facts = facts_of(region, day) if measured else {}
    return {
        demand.pk: sorted(
            (
                _standing(demand, agency, answers.get((demand.pk, agency.pk)), facts.get(agency.pk), day)
                for agency in agencies
                if asks(demand, agency)
            ),
            key=attrgetter("order"),
        )
        for demand in demands
    }


def standings_in(agency: Agency, demands: Sequence[Demand], day: dt.date) -> list[Standing]:
    """How one agency stands to those of the demands that ask it; of whom a parent answers for, the parent is
    asked, and nobody for one that does not exist on the day."""
    spared = agency.answered_by_parent or not agency.exists_on(day)
    mine = [] if spared else [one for one in demands if asks(one, agency)]
    if not mine:
        return []
    answers = _answers(Q(demand__in=[demand.pk for demand in mine], agency=agency))
    measured = any(demand.measure != Measure.ANSWER for demand in mine)
    facts = facts_of(agency.region, day, agency).get(agency.pk) if measured else None
    return [_standing(demand, agency, answers.get((demand.pk, agency.pk)), facts, day) for demand in mine]


def _answers(where: Q) -> dict[tuple[int, int], Compliance]:
    rows = Compliance.objects.filter(where).select_related("said_by")
    return {(row.demand_id, row.agency_id): row for row in rows}


def _standing(
    demand: Demand, agency: Agency, answer: Compliance | None, facts: Facts | None, day: dt.date
) -> Standing:
    late = demand.due_on is not None and demand.due_on < day
    return Standing(agency, demand, answer, reading_of(demand.measure, facts), late)
