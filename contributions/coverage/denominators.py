"""Rates and what they are measured by. Contradicting totals stand side by side; none is preferred here."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WORKERS = "workers"
AGENCIES = "agencies"
TOTALS = {WORKERS: "workers_total", AGENCIES: "agencies_total"}


@dataclass(frozen=True)
class Stated:
    """A stated figure as a rate needs it: value, words, who said it where and when."""

    pk: int
    metric: str
    value: Decimal
    value_text: str
    unit_note: str
    as_of: dt.date
    speaker: str
    source: str
    caution: str
    is_denominator: bool
    region_id: int
    agency_id: int | None = None

    @property
    def count(self) -> int:
        return int(self.value)

    @property
    def origin(self) -> str:
        """Who says so and where: `Eti Herawati, jejakkasus.co.id`."""
        return ", ".join(filter(None, (self.speaker, self.source)))

    @property
    def source_text(self) -> str:
        """The whole provenance in one line: words as printed, what it covers, speaker, source and date."""
        words = f"“{self.value_text}”" if self.value_text else str(self.count)
        return "; ".join(filter(None, (words, self.unit_note, self.speaker, self.source, f"{self.as_of}")))


@dataclass(frozen=True)
class Rate:
    """`numerator` of what was stated; `share` is None where the stated total is zero."""

    measure: str
    numerator: int
    stated: Stated

    @property
    def denominator(self) -> int:
        return self.stated.count

    @property
    def share(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


def newest_of_each(figures: Iterable[Stated], as_of: dt.date) -> list[Stated]:
    """Which stated totals stand beside each other on a day.

    For each metric, what it covers and source, the newest on or before the day; several of that same newest
    day (one article that prints 3,500 and 3,600) all stay, and so does the total the city has chosen. Newest
    first, then the smaller.
    """
    kept: dict[tuple[str, str, str], list[Stated]] = {}
    for figure in sorted(figures, key=lambda f: f.as_of, reverse=True):
        if figure.as_of > as_of:
            continue
        same = kept.setdefault((figure.metric, figure.unit_note, figure.source), [])
        if not same or same[0].as_of == figure.as_of or figure.is_denominator:
            same.append(figure)
    found = [figure for same in kept.values() for figure in same]
    return sorted(found, key=lambda f: (-f.as_of.toordinal(), f.value, f.pk))


def rates_of(figures: Sequence[Stated], registered: int, agencies: int) -> tuple[Rate, ...]:
    """One rate per stated total: registered people of workers, agencies with any of them of agencies."""
    numerators = {WORKERS: registered, AGENCIES: agencies}
    return tuple(
        Rate(measure, numerators[measure], figure)
        for measure, metric in TOTALS.items()
        for figure in figures
        if figure.metric == metric
    )


def chosen(figures: Iterable[Stated], as_of: dt.date, metric: str = TOTALS[WORKERS]) -> Stated | None:
    """The total the city measures itself by, if it was stated by that day."""
    return next(
        (f for f in figures if f.is_denominator and f.metric == metric and f.as_of <= as_of),
        None,
    )


def newest_by_agency(figures: Iterable[Stated], as_of: dt.date) -> dict[int, Stated]:
    """Each agency's newest declared headcount; zero is a declared zero. The later entered wins a tie."""
    found: dict[int, Stated] = {}
    for figure in sorted(figures, key=lambda f: (f.as_of, f.pk)):
        if figure.agency_id and figure.metric == TOTALS[WORKERS] and figure.as_of <= as_of:
            found[figure.agency_id] = figure
    return found
