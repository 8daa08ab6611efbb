"""Drafts kept up to date by themselves: what waits is computed at night."""

import datetime as dt

from agencies import access
from contributions.billing.assessing import assess
from contributions.months import waiting


def regions_waiting() -> list[tuple[int, dt.date]]:
    """The regions (ids) and months in which anything waits, oldest month first."""
    found = {(one.region, one.month) for one in _waiting()}
    return sorted(found, key=lambda one: (one[1], one[0]))


def assess_waiting(*, region: int, month: dt.date) -> int:
    """Compute what still waits in a region's month; how many groups. Done twice, it changes nothing more.

    A draft that its corrections would make less than nothing is left as it is: its page says so to whoever
    computes it.
    """
    groups = sorted({one.group for one in _waiting(region, month) if one.month == month})
    return len(assess(groups=groups, month=month, by=access.SYSTEM).assessments) if groups else 0


def _waiting(region: int | None = None, month: dt.date | None = None) -> list[waiting.Wait]:
    return [
        *waiting.not_computed(region=region),
        *waiting.behind_lists(region=region),
        *waiting.behind_law(region=region, only=month),
    ]
