"""Cities of a province, provinces of the country as small multiples: one card each, all alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agencies.models import StatedFigure
from contributions.coverage.worded import beside_taspen, registered_share, span_in_words
from contributions.nation import wording
from contributions.nation.places import Place
from contributions.nation.told import StatedBar, bar_of
from contributions.pictures.sparkline import Sparkline

FIRST_TOLD = 4


@dataclass(frozen=True)
class Card:
    """What the card of a place shows; `rates` as `wording.rates_of`, `told` only where it has no figures.
    `using`: of a province, how many of its cities have any; `share`: the rates in one line."""

    place: Place
    rates: Sequence[tuple[str, str, str]]
    gap: str
    line: Sparkline | None
    since: str
    lists: str
    fresh: str
    told: Sequence[StatedFigure]
    stated: StatedBar | None
    using: str
    share: str


def cards_of(places: Iterable[Place]) -> list[Card]:
    """In the order given."""
    return [_card(place) for place in places]


def _card(place: Place) -> Card:
    sums = place.sums
    stated = None if place.known else bar_of(place)
    return Card(
        place,
        wording.rates_of(sums),
        beside_taspen(span_in_words(sums.gaps), sums.staff),
        wording.trend_of(place),
        wording.since_first(place),
        wording.lists_of(sums) if sums.agency_count else "",
        wording.freshness(sums),
        place.told[:FIRST_TOLD],
        stated,
        wording.using_of(place),
        "–".join(share for share, _parts in reversed(stated.rates)) if stated else registered_share(sums),
    )
