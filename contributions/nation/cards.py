"""The cities of a province as small multiples: one card each, all alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agencies.models import StatedFigure
from contributions.coverage.worded import beside_taspen, span_in_words
from contributions.nation import wording
from contributions.nation.places import Place
from contributions.nation.told import StatedBar, bar_of
from contributions.pictures.sparkline import Sparkline

FIRST_TOLD = 4


@dataclass(frozen=True)
class Card:
    """What the card of a place shows; `rates` as `wording.rates_of`, `told` only where it has no figures."""

    place: Place
    rates: Sequence[tuple[str, str, str]]
    gap: str
    line: Sparkline | None
    since: str
    lists: str
    fresh: str
    told: Sequence[StatedFigure]
    stated: StatedBar | None


def cards_of(places: Iterable[Place]) -> list[Card]:
    """In the order given."""
    return [_card(place) for place in places]


def _card(place: Place) -> Card:
    sums = place.sums
    return Card(
        place,
        wording.rates_of(sums),
        beside_taspen(span_in_words(sums.gaps), sums.staff),
        wording.trend_of(place),
        wording.since_first(place),
        wording.lists_of(sums) if sums.agency_count else "",
        wording.freshness(sums),
        place.told[:FIRST_TOLD],
        None if place.known else bar_of(place),
    )
