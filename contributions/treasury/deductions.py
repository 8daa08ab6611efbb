"""What is cut from pay for a month, person by person, before pay day.

A contribution has cents, pay is cut in whole rupiah. What lies between is the office's where the terms round
down, the worker's where they round up; the list says how much that is together. Only the shares that the
terms take from pay or from an incentive are cut; whoever pays the rest is named beside it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from agencies.models import Agency
from contributions.models import Assessment, AssessmentLine, AssessmentState, LineKind, Rounding, Source

ZERO = Decimal("0.00")
CENT, RUPIAH = Decimal("0.01"), Decimal(1)
CUT_SOURCES = (Source.DEDUCTION, Source.INCENTIVE)


@dataclass
class Deduction:
    """One worker, rupiah. `contribution` is that of all lines of the month, of which `earlier` is back pay
    and corrections; `exact` the part that is cut, to the cent; `cut` what is cut indeed."""

    name: str
    position: str
    unit: str
    base: Decimal = ZERO
    contribution: Decimal = ZERO
    earlier: Decimal = ZERO
    exact: Decimal = ZERO
    rounding: str = Rounding.DOWN

    @property
    def cut(self) -> Decimal:
        return whole_rupiah(self.exact, self.rounding)

    @property
    def rest(self) -> Decimal:
        """What the office adds; below zero where the worker bears more than their part."""
        return self.exact - self.cut


def whole_rupiah(exact: Decimal, rounding: str) -> Decimal:
    """The whole rupiah that are cut. A sum below zero is paid back, by the same rule."""
    return exact.quantize(RUPIAH, ROUND_FLOOR if rounding == Rounding.DOWN else ROUND_CEILING)


@dataclass
class Sums:
    """Sums over people, rupiah. `added`: what the office adds; `over`: what workers bear too much."""

    people: list[Deduction] = field(default_factory=list)

    @property
    def base(self) -> Decimal:
        return sum((one.base for one in self.people), ZERO)

    @property
    def contribution(self) -> Decimal:
        return sum((one.contribution for one in self.people), ZERO)

    @property
    def earlier(self) -> Decimal:
        return sum((one.earlier for one in self.people), ZERO)

    @property
    def exact(self) -> Decimal:
        return sum((one.exact for one in self.people), ZERO)

    @property
    def cut(self) -> Decimal:
        return sum((one.cut for one in self.people), Decimal(0))

    @property
    def added(self) -> Decimal:
        return sum((max(one.rest, ZERO) for one in self.people), ZERO)

    @property
    def over(self) -> Decimal:
        return sum((max(-one.rest, ZERO) for one in self.people), ZERO)


@dataclass
class Unit(Sums):
    name: str = ""


@dataclass
class DeductionList(Sums):
    """The people of an agency of whose pay something is cut, by unit. `uncut` are those of whom nothing is,
    with the sum of their contributions; `assessments` what the lines are of."""

    agency: Agency | None = None
    month: dt.date | None = None
    assessments: list[Assessment] = field(default_factory=list)
    uncut: int = 0
    uncut_sum: Decimal = ZERO

    @property
    def units(self) -> list[Unit]:
        """Written with capitals or without, a unit is one."""
        found: dict[str, list[Deduction]] = {}
        for one in self.people:
            found.setdefault(one.unit.casefold(), []).append(one)
        return [Unit(people, name=min(one.unit for one in people)) for people in found.values()]

    @property
    def is_draft(self) -> bool:
        return any(one.state != AssessmentState.FINAL for one in self.assessments)

    @property
    def is_whole(self) -> bool:
        """Whether all of the contribution is cut, so that the part need not stand beside it."""
        return all(share_of(one) == 100 for one in self.assessments if share_of(one))

    @property
    def sources(self) -> list[tuple[str, Decimal]]:
        """Out of whose money, with percent, by the terms of the first group that has any."""
        terms = next((one.terms for one in self.assessments if one.terms), None)
        return (
            [(str(Source(name).label), Decimal(str(part))) for name, part in terms.shares.items()]
            if terms
            else []
        )


def share_of(assessment: Assessment) -> Decimal:
    """Percent of a contribution that is cut from pay or incentive; 0 without terms."""
    shares = assessment.terms.shares if assessment.terms else {}
    return sum((Decimal(str(shares.get(source, 0))) for source in CUT_SOURCES), Decimal(0))


_LINE = (
    "assessment_id", "worker_id", "worker__name", "worker__position", "worker__unit", "kind", "base", "total",
)  # fmt: skip


def deductions_of(agency: Agency, month: dt.date) -> DeductionList:
    """The list of an agency's own people, whoever owns their group. Two queries."""
    lines = AssessmentLine.objects.for_agency(agency).filter(month=month).order_by("worker", "about", "kind")
    rows = list(lines.values_list(*_LINE))
    known = Assessment.objects.select_related("terms", "group").in_bulk({row[0] for row in rows})
    people, uncut = _people(rows, known), {}
    for row in rows:
        if not share_of(known[row[0]]):
            uncut[row[1]] = uncut.get(row[1], ZERO) + row[7]
    return DeductionList(
        people=sorted(people, key=lambda one: (not one.unit, one.unit.casefold(), one.name.casefold())),
        agency=agency,
        month=month,
        assessments=sorted(known.values(), key=lambda one: one.group_id),
        uncut=len(uncut),
        uncut_sum=sum(uncut.values(), ZERO),
    )


def _people(rows: Iterable[tuple], known: dict[int, Assessment]) -> list[Deduction]:
    found: dict[int, Deduction] = {}
    for pk, worker, name, position, unit, kind, base, total in rows:
        if not (share := share_of(known[pk])):
            continue
        one = found.setdefault(worker, Deduction(name, position or "", " ".join((unit or "").split())))
        one.contribution += total
        one.exact += total * share / 100
        one.rounding = known[pk].terms.rounding
        if kind == LineKind.REGULAR:
            one.base += base
        else:
            one.earlier += total
    for one in found.values():
        one.exact = one.exact.quantize(CENT, ROUND_HALF_UP)
    return list(found.values())
