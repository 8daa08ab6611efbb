"""The answer of the command `coverage`: keys that people script against (design.md, Commands)."""

from typing import Any

from contributions.billing.due import last_due_month
from contributions.coverage.denominators import Rate
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage


def answer_of(region_code: str, place: PlaceCoverage) -> dict[str, Any]:
    """The figures as one JSON object. Totals are whole numbers; in `by_agency` a `listed` of null says that
    there was no list yet, which is not 0, and an `active` of null that nobody keeps contributions there."""
    return {
        "region": region_code,
        "as_of": place.as_of.isoformat(),
        "last_due_month": f"{last_due_month(place.as_of):%Y-%m}",
        "workers": {**_counts(place.declared_count, place.staff), "listed": place.staff.listed or 0},
        "agencies": {
            "total": len(place.agencies),
            "with_roster": place.with_roster,
            "registered": place.registered_agencies,
        },
        "rates": [_rate(rate) for rate in place.rates],
        "by_agency": [_agency(one) for one in place.agencies],
    }


def _counts(declared: int | None, funnel: Funnel) -> dict[str, int | None]:
    return {
        "declared": declared,
        "listed": funnel.listed,
        "submitted": funnel.submitted,
        "registered": funnel.registered,
        "confirmed": funnel.confirmed,
        "active": funnel.active,
    }


def _rate(rate: Rate) -> dict[str, Any]:
    """`rate` is a share from 0 to 1, to six places; null where the stated total is zero."""
    return {
        "measure": rate.measure,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "denominator_source": rate.stated.source_text,
        "rate": None if rate.share is None else round(rate.share, 6),
    }


def _agency(one: AgencyCoverage) -> dict[str, Any]:
    return {"agency": one.office.code, "name": one.office.name, **_counts(one.declared, one.staff)}
