"""The months of an agency: what is closed stays as it is."""

import datetime as dt
from collections.abc import Iterable, Sequence

from agencies.models import Agency
from enrolment.models import AgencyMonth


class MonthClosed(Exception):
    """Somebody wanted to change a month that is closed for these agencies. Who may reopen it: whoever holds
    P.CLOSE_MONTH there."""

    def __init__(self, agencies: Sequence[Agency], month: dt.date) -> None:
        super().__init__(f"{month:%Y-%m} is closed: {', '.join(agency.code for agency in agencies)}")
        self.agencies, self.month = list(agencies), month


def closed_ones(agencies: Iterable[int], month: dt.date) -> list[int]:
    """Which of these agencies (ids) have closed the month."""
    closed = AgencyMonth.objects.filter(
        agency__in=list(agencies), month=month.replace(day=1), closed_at__isnull=False
    )
    return list(closed.values_list("agency_id", flat=True))


def check_open(agencies: Iterable[int], month: dt.date) -> None:
    """MonthClosed if any of these agencies (ids) has closed the month. Call it after `lock_rosters`, which
    closing takes too."""
    closed = closed_ones(agencies, month)
    if closed:
        raise MonthClosed(list(Agency.objects.filter(pk__in=closed).order_by("code")), month)
