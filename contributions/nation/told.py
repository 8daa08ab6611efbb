"""A place without figures here: what was stated about it, in lines and as a hatched bar. Never a zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from agencies.models import Metric, StatedFigure
from agencies.pages.bars import HEIGHT, LENGTH
from agencies.pages.figures import number, percent, short_day
from contributions.nation.places import Place

FIRST_TOLD = 3


@dataclass(frozen=True)
class Line:
    """One stated figure: whose it is where the place is a province and it is said of one of its cities."""

    pk: int
    whose: str
    what: str | Promise
    value: str
    source: str
    caution: str


def lines_of(place: Place, *, without: frozenset[int] = frozenset()) -> list[Line]:
    """The first few, in the order of `place.told`, `without` those (ids) that are told already."""
    left = [figure for figure in place.told if figure.pk not in without]
    return [
        Line(
            figure.pk,
            "" if figure.region_id == place.region.pk else figure.region.name,
            figure.get_metric_display(),
            f"“{figure.value_text}”" if figure.value is None else number(figure.value, 0),
            f"{figure.source}, {short_day(figure.as_of)}",
            figure.caution,
        )
        for figure in left[:FIRST_TOLD]
    ]


@dataclass(frozen=True)
class StatedBar:
    """How many one source says are registered, hatched, of the total that the same source gives for the same
    day; where it gives several, of the largest. `rates`: (share, parts) by each, the smallest first.
    `figures`: the ids of all of them, `pk` that of the registered."""

    pk: int
    figures: frozenset[int]
    cautions: tuple[str, ...]
    rates: tuple[tuple[str, str], ...]
    source: str
    width: int
    length = LENGTH

    @property
    def hatch(self) -> str:
        """Slanted lines as far as the bar reaches."""
        return "".join(f"M{x} {HEIGHT}l10-{HEIGHT}" for x in range(0, self.width - 9, 20))

    @property
    def spoken(self) -> str:
        shares = ", ".join(f"{share} ({parts})" for share, parts in self.rates)
        return _("Stated as registered: %(shares)s, %(source)s") % {"shares": shares, "source": self.source}


def bar_of(place: Place) -> StatedBar | None:
    """The newest pair of registered and total that one source states of the place itself; None where there
    is none: numbers of different sources or days make no rate."""
    own = [one for one in place.told if one.region_id == place.region.pk and one.value is not None]
    for done in own:
        if done.metric != Metric.WORKERS_REGISTERED:
            continue
        if beside := _totals_beside(done, own):
            registered, totals = int(done.value or 0), sorted({int(one.value or 0) for one in beside})
            used = (done, *beside)
            return StatedBar(
                done.pk,
                frozenset(one.pk for one in used),
                tuple(dict.fromkeys(one.caution for one in used if one.caution)),
                tuple((percent(registered, whole), _parts(registered, whole)) for whole in totals),
                f"{done.source}, {short_day(done.as_of)}",
                round(LENGTH * registered / totals[-1]),
            )
    return None


def _totals_beside(done: StatedFigure, figures: Sequence[StatedFigure]) -> list[StatedFigure]:
    same = (one for one in figures if (one.source, one.as_of) == (done.source, done.as_of))
    totals = (one for one in same if one.metric == Metric.WORKERS_TOTAL and one.value)
    return [total for total in totals if (total.value or 0) >= (done.value or 0)]


def _parts(registered: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": number(registered), "whole": number(whole)}
