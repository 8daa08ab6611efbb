"""Drafts kept up to date by themselves: what waits is computed at night."""

import datetime as dt

from agencies import access
from contributions.billing.assessing import assess
from contributions.months import waiting


def regions_waiting() -> list[tuple[int, dt.date]]:
    """The regions (ids) and months in which anything waits, oldest month first."""
    found = {(one.region, one.month) for one in (*waiting.not_computed(), *waiting.behind_lists())}
    return sorted(found, key=lambda one: (one[1], one[0]))


def assess_waiting(*, region: int, month: dt.date) -> int:
    """Compute what still waits in a region's month; how many groups. Done twice, it changes nothing more.

    Where the corrections in a draft are more than the rest of it, that group is left as it is: its page says
    so to whoever computes it.
    """
    found = (*waiting.not_computed(region=region), *waiting.behind_lists(region=region))
    groups = sorted({one.group for one in found if one.month == month})
    if not groups:
        return 0
    return len(assess(groups=groups, month=month, by=access.SYSTEM).assessments)
