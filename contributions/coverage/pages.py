"""What the coverage pages show, put together from figures: tiles, rates, to-do items. No queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Region, StatedFigure
from agencies.pages import figures
from contributions.coverage.denominators import AGENCIES, WORKERS, Rate
from contributions.coverage.figures import RegionCoverage
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage

LABELS = {WORKERS: _("Workers registered"), AGENCIES: _("Agencies registered")}


@dataclass(frozen=True)
class Tile:
    label: str | Promise
    text: str
    note: str
    tone: str
    url: str = ""


@dataclass(frozen=True)
class RateCard:
    """All rates of one measure; `differing` when sources state different totals."""

    label: str | Promise
    rates: tuple[Rate, ...]

    @property
    def differing(self) -> bool:
        return len({rate.denominator for rate in self.rates}) > 1


def rate_cards(place: PlaceCoverage) -> list[RateCard]:
    """Rates by worker, then by agency; contradicting totals side by side."""
    by_measure = groupby(place.rates, key=lambda rate: rate.measure)
    return [RateCard(LABELS[measure], tuple(rates)) for measure, rates in by_measure]


def state_signs(staff: Funnel) -> list[tuple[str, str]]:
    """(sign, number) of each state that anybody is in, where contributions are kept."""
    if staff.active is None:
        return []
    counts = {"active": staff.active, "awaiting": staff.awaiting, "in_arrears": staff.arrears}
    return [(sign, figures.number(count)) for sign, count in counts.items() if count]


@dataclass(frozen=True)
class CityCard:
    """One city among others: its figures, or, where it has none here, what was stated about it."""

    region: Region
    place: PlaceCoverage
    told: Sequence[StatedFigure]


def city_cards(parts: Iterable[RegionCoverage], told: dict[int, list[StatedFigure]]) -> list[CityCard]:
    """Side by side, in the order given. Stated figures stand in for figures only where there is no list."""
    return [
        CityCard(part.region, part.place, () if part.place.staff.known else told.get(part.region.pk, ())[:4])
        for part in parts
    ]


def beside(place: PlaceCoverage, told: Iterable[StatedFigure]) -> list[StatedFigure]:
    """The stated figures that no rate of the page shows already."""
    shown = {rate.stated.pk for rate in place.rates}
    return [figure for figure in told if figure.pk not in shown]


def with_community(agencies: Iterable[AgencyCoverage]) -> list[AgencyCoverage]:
    return [one for one in agencies if one.community.known]
