"""The rates of a group in a month before anybody has set its terms."""

import datetime as dt
from typing import Any

from agencies.groups.programmes import programmes_on
from agencies.models import ContributionGroup
from agencies.models.groups import Programme, Segment
from contributions.models import Rate


def rates_by_law(group: ContributionGroup, month: dt.date) -> list[dict[str, Any]] | None:
    """As an assessment keeps them (`Assessment.rates`), without relief; None where a programme has no rate.
    Two queries."""
    programmes = programmes_on(group, month)
    found = Rate.objects.on(month).filter(segment=group.segment, programme__in=programmes)
    rates = [rate for rate in found if rate.risk == _risk(group, rate.programme)]
    if {rate.programme for rate in rates} != set(programmes):
        return None
    return [_kept(rate) for rate in sorted(rates, key=lambda rate: programmes.index(rate.programme))]


def _risk(group: ContributionGroup, programme: str) -> int:
    return group.jkk_risk if programme == Programme.JKK and group.segment == Segment.PU else 0


def _kept(rate: Rate) -> dict[str, Any]:
    def text(value: Any) -> str | None:
        return None if value is None else str(value)

    shares = {"employer": text(rate.employer), "worker": text(rate.worker), "amount": text(rate.amount)}
    bounds = {"minimum": text(rate.minimum_base), "maximum": text(rate.maximum_base)}
    bases = {"from": text(rate.bases.lower), "below": text(rate.bases.upper)}
    rest = {"source": rate.legal_source, "factor": "1", "rate": rate.pk}
    return {"programme": rate.programme, **shares, **bounds, **bases, **rest}
