"""What a report says is gathered from: figures (frozen ones where the month is), debts, cost, trend, claims.

A fixed number of statements, however many agencies a city has.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from agencies.models import Agency, Region
from contributions.billing.due import last_due_month, month_of
from contributions.budget import reading
from contributions.budget.heads import AS_IT_IS, total
from contributions.budget.reckoning import Budget, Plan, together
from contributions.budget.words import side_of
from contributions.coverage.denominators import WORKERS, Rate
from contributions.coverage.figures import figures_of_region
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage
from contributions.models import Snapshot
from contributions.reports.content import (
    ZERO,
    AgencyLine,
    Claims,
    Content,
    Cost,
    Counts,
    Frozen,
    SourceCost,
    StatedRate,
    TrendMonth,
)
from contributions.reports.frozen import place_frozen, snapshot_of
from contributions.snapshots.debts import debts_by_month
from contributions.snapshots.series import series_of
from enrolment.claims import queries as claims

Months = Mapping[dt.date, Decimal]
STEPS = 5
"""What `told` is called with while gathering: so many times."""


def gather(region: Region, as_of: dt.date, told: Callable[[], None] = lambda: None) -> Content:
    """Everything that a report of a city as of a day says. `told` is called after each of the STEPS."""
    snapshot, live = snapshot_of(region, as_of), figures_of_region(region, as_of)
    place = place_frozen(snapshot, live) if snapshot else live
    told()
    debts = debts_by_month(Agency.objects.filter(region=region), as_of)
    told()
    cost, lines = _costed(region, as_of, place, debts)
    told()
    trend = _trend(region, as_of)
    told()
    content = Content(
        region=region.name,
        code=region.code,
        as_of=as_of,
        made_on=timezone.localdate(),
        last_due=last_due_month(as_of),
        counts=counts_of(place.staff),
        gaps=place.gaps,
        lines=lines,
        rates=tuple(_rate(one, place) for one in place.rates if one.measure == WORKERS),
        with_roster=place.with_roster,
        registered_agencies=place.registered_agencies,
        trend=trend,
        claims=_claims(region),
        cost=cost,
        frozen=_frozen(snapshot, place, live) if snapshot else None,
        debtors=_debtors(place, debts),
    )
    told()
    return content


def counts_of(funnel: Funnel) -> Counts:
    return Counts(
        funnel.listed, funnel.submitted, funnel.registered, funnel.confirmed, funnel.taspen, funnel.active,
        funnel.awaiting, funnel.arrears, funnel.unknown,
    )  # fmt: skip


def _frozen(snapshot: Snapshot, place: PlaceCoverage, live: PlaceCoverage) -> Frozen:
    now, then = counts_of(live.staff), counts_of(place.staff)
    taken = timezone.localtime(snapshot.taken_at).date()
    return Frozen(snapshot.version, taken, snapshot.reason, None if now == then else now)


def _rate(rate: Rate, place: PlaceCoverage) -> StatedRate:
    stated = rate.stated
    words = "; ".join(filter(None, (f"“{stated.value_text}”" if stated.value_text else "", stated.unit_note)))
    chosen = place.declared is not None and place.declared.pk == stated.pk
    return StatedRate(rate.numerator, rate.denominator, words, stated.origin, stated.as_of, chosen)


def _members(one: AgencyCoverage) -> set[int]:
    return {one.office.pk}.union(*(_members(child) for child in one.children))


def _owed(one: AgencyCoverage, debts: Mapping[int, Months]) -> Months:
    """What an agency owes with those it answers for, by month, the oldest first."""
    months: dict[dt.date, Decimal] = {}
    for pk in _members(one) & debts.keys():
        for month, amount in debts[pk].items():
            months[month] = months.get(month, ZERO) + amount
    return dict(sorted(months.items()))


def _debtors(place: PlaceCoverage, debts: Mapping[int, Months]) -> tuple[AgencyLine, ...]:
    """Who owes and is none of the place's agencies: programmes, and agencies that have ended."""
    rest = debts.keys() - set().union(*(_members(one) for one in place.agencies))
    return tuple(
        AgencyLine(one.code, one.name, str(one), Counts(), owed=tuple(debts[one.pk].items()))
        for one in Agency.objects.filter(pk__in=rest).order_by("code")
    )


def _costed(
    region: Region, as_of: dt.date, place: PlaceCoverage, debts: Mapping[int, Months]
) -> tuple[Cost, tuple[AgencyLine, ...]]:
    """What people cost by the budget of that day, and the lines of the agencies with it."""
    sources = reading.of_region(region, Plan(as_of.year, month_of(as_of)), as_of)
    budgets = {one.agency.pk: one for one in sources.budgets(Plan(as_of.year, month_of(as_of)), AS_IT_IS)}
    whole = together(list(budgets.values()))
    # As on the city's desk: whose cost nobody knows is reckoned at the average of everybody else.
    average = side_of(whole).per_head
    own = [[budgets[pk] for pk in _members(one) & budgets.keys()] for one in place.agencies]
    lines = tuple(
        _line(one, per_head(several, average), _owed(one, debts))
        for one, several in zip(place.agencies, own, strict=True)
    )
    priced = sum(one.gap or 0 for one in lines if one.cost is not None)
    known = sum((one.cost or ZERO for one in lines), ZERO)
    gap = () if average is None else tuple(_rupiah(known + (each - priced) * average) for each in place.gaps)
    reckoned = sum(_lacking(several) for one, several in zip(lines, own, strict=True) if one.cost is not None)
    lacking = max(0, max(place.gaps, default=0) - priced) + reckoned
    full: dict[str, Decimal] = {}
    for (source, _part, _account), amount in whole.by_source_full.items():
        full[source] = full.get(source, ZERO) + amount
    sources_ = tuple(SourceCost(source, amount) for source, amount in sorted(full.items()))
    heads_known = sum(one.people.registered for one in budgets.values() if total(one.month))
    cost = Cost(total(whole.month), heads_known, average, gap, total(whole.full), lacking, sources_)
    return cost, lines


def per_head(budgets: list[Budget], average: Decimal | None) -> Decimal | None:
    """What one of an agency's people who are missing would cost a month; who has no base among them, at the
    average of the city. Where nobody is missing, what one of the registered costs; None where nobody's base
    is known."""
    whole, lacking = together(budgets), _lacking(budgets)
    if whole.people.missing > lacking:
        return (total(whole.missing) + lacking * (average or ZERO)) / whole.people.missing
    return None if whole.people.missing else side_of(whole).per_head


def _lacking(budgets: list[Budget]) -> int:
    """How many of the people who are missing have no base."""
    return sum(min(one.lacking, one.people.missing) for one in budgets)


def _line(one: AgencyCoverage, head: Decimal | None, owed: Months) -> AgencyLine:
    gap = None if one.gap is None else max(0, one.gap)
    return AgencyLine(
        code=one.office.code,
        name=one.office.name,
        short=str(one.office),
        counts=counts_of(one.staff),
        declared=one.declared,
        gap=gap,
        cost=None if gap is None or head is None else _rupiah(gap * head),
        owed=tuple(owed.items()),
    )


def _rupiah(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def _trend(region: Region, as_of: dt.date) -> tuple[TrendMonth, ...]:
    return tuple(
        TrendMonth(
            one.month, one.listed, one.registered,
            one.active if one.registered > one.unknown else None, one.declared, one.unpaid,
        )
        for one in series_of([region.pk], as_of).get(region.pk, [])
    )  # fmt: skip


def _claims(region: Region) -> Claims:
    whole = claims.total_of(claims.figures_of(region), "")
    return Claims(whole.accidents, whole.deaths, whole.settled, whole.paid, whole.open)
