"""What a report says is gathered from: figures (frozen ones where the month is), debts, cost, trend, claims.

A fixed number of statements, however many agencies a city has.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from agencies.models import Agency, AgencyKind, Region
from contributions.billing.due import last_due_month
from contributions.coverage.denominators import WORKERS, Rate
from contributions.coverage.figures import figures_of_region
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage
from contributions.models import Snapshot
from contributions.reports.content import (
    ZERO,
    AgencyLine,
    Claims,
    Content,
    Counts,
    Frozen,
    StatedRate,
    TrendMonth,
)
from contributions.reports.costing import Heads, costed
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
    cost, heads = costed(region, place, live)
    told()
    trend = _trend(region, as_of)
    told()
    content = Content(
        region=region.name,
        code=region.code,
        as_of=as_of,
        made_on=timezone.localdate(),
        last_due=last_due_month(as_of),
        lines=_lines(place.agencies, heads, debts),
        trend=trend,
        claims=_claims(region),
        cost=cost,
        debtors=_debtors(place, debts),
        **_figures(place),
    )
    if snapshot:
        content = replace(content, frozen=_frozen(snapshot, live, content))
    told()
    return content


def _figures(place: PlaceCoverage) -> dict[str, Any]:
    return {
        "counts": counts_of(place.staff),
        "gaps": place.gaps,
        "rates": tuple(_rate(one, place) for one in place.rates if one.measure == WORKERS),
        "with_roster": place.with_roster,
        "registered_agencies": place.registered_agencies,
    }


def counts_of(funnel: Funnel) -> Counts:
    return Counts(
        funnel.listed, funnel.submitted, funnel.registered, funnel.confirmed, funnel.taspen, funnel.active,
        funnel.awaiting, funnel.arrears, funnel.unknown,
    )  # fmt: skip


def _frozen(snapshot: Snapshot, live: PlaceCoverage, content: Content) -> Frozen:
    now, taken = counts_of(live.staff), timezone.localtime(snapshot.taken_at).date()
    return Frozen(
        snapshot.version,
        taken,
        snapshot.reason,
        None if now == content.counts else now,
        None if snapshot.unpaid == content.debt else snapshot.unpaid,
    )


def _rate(rate: Rate, place: PlaceCoverage) -> StatedRate:
    stated = rate.stated
    words = "; ".join(filter(None, (f"“{stated.value_text}”" if stated.value_text else "", stated.unit_note)))
    chosen = place.declared is not None and place.declared.pk == stated.pk
    return StatedRate(
        rate.numerator, rate.denominator, words, stated.origin, stated.as_of, chosen, stated.caution
    )


def _owed(one: AgencyCoverage, debts: Mapping[int, Months]) -> Months:
    """What an agency owes with those it answers for, by month, the oldest first."""
    months: dict[dt.date, Decimal] = {}
    for pk in debts.keys() & set(one.members):
        for month, amount in debts[pk].items():
            months[month] = months.get(month, ZERO) + amount
    return dict(sorted(months.items()))


def _debtors(place: PlaceCoverage, debts: Mapping[int, Months]) -> tuple[AgencyLine, ...]:
    """Who owes and is none of the place's agencies: programmes, and agencies that have ended."""
    rest = debts.keys() - {pk for one in place.agencies for pk in one.members}
    return tuple(
        AgencyLine(one.code, one.name, str(one), Counts(), owed=tuple(debts[one.pk].items()))
        for one in Agency.objects.filter(pk__in=rest).order_by("code")
    )


def _lines(
    several: Sequence[AgencyCoverage], heads: Heads, debts: Mapping[int, Months]
) -> tuple[AgencyLine, ...]:
    return tuple(_line(one, heads[one.office.pk], _owed(one, debts)) for one in several)


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
        rank=AgencyKind.values.index(one.office.kind),
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
