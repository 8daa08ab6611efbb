"""By when an accident must be told to BPJS, and by when it must be claimed. Pure: no models, no clock."""

import datetime as dt
from dataclasses import dataclass

# An accident is told to BPJS within 2 x 24 hours of the employer knowing of it (Permenaker 5/2021, which took
# over Permenaker 26/2015; form F3, stage I). Common knowledge of the offices: not checked against the text.
TOLD_WITHIN = dt.timedelta(days=2)
# A claim lapses five years after the accident (PP 82/2019, Art. 26; bpjsketenagakerjaan.go.id, benefits). For
# a death not at work no source here says so; it is shown there too, so that nobody waits for longer.
LAPSES_AFTER = 5  # years


@dataclass(frozen=True)
class Deadline:
    """A last day, and how it stands: `met_on` the day on which it was done, `left` days from today (negative:
    gone by)."""

    due: dt.date
    met_on: dt.date | None
    left: int

    @property
    def is_overdue(self) -> bool:
        return self.met_on is None and self.left < 0

    @property
    def is_late(self) -> bool:
        """Done, but after the last day."""
        return self.met_on is not None and self.met_on > self.due

    @property
    def days_gone(self) -> int:
        return -self.left

    @property
    def sign(self) -> str:
        """Its key in agencies/pages/badges.py."""
        if self.met_on is not None:
            return "done_late" if self.is_late else "done_in_time"
        return "overdue" if self.is_overdue else "still_to_do"


def telling(known_on: dt.date, met_on: dt.date | None, as_of: dt.date) -> Deadline:
    """BPJS is told: two days after the agency came to know."""
    return _deadline(known_on + TOLD_WITHIN, met_on, as_of)


def claiming(happened_on: dt.date, met_on: dt.date | None, as_of: dt.date) -> Deadline:
    """The claim is filed: within five years."""
    return _deadline(lapses_on(happened_on), met_on, as_of)


def _deadline(due: dt.date, met_on: dt.date | None, as_of: dt.date) -> Deadline:
    return Deadline(due, met_on, (due - as_of).days)


def lapses_on(happened_on: dt.date) -> dt.date:
    """The last day on which it can be claimed; of 29 February the 28th."""
    year = happened_on.year + LAPSES_AFTER
    return dt.date(year, 2, 28) if _is_leap_day(happened_on) else happened_on.replace(year=year)


def known_before(as_of: dt.date) -> dt.date:
    """What became known before this day is past its telling."""
    return as_of - TOLD_WITHIN


def happened_before(as_of: dt.date) -> dt.date:
    """What happened before this day has lapsed: the same rule as `lapses_on`, seen from today."""
    year = as_of.year - LAPSES_AFTER
    return dt.date(year, 3, 1) if _is_leap_day(as_of) else as_of.replace(year=year)


def _is_leap_day(day: dt.date) -> bool:
    return (day.month, day.day) == (2, 29)
