"""Dates that figures stand beside: of the lists, and on which a figure changed."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from contributions.coverage.kept import make_fresh
from contributions.models import CoverageDay
from enrolment.models import AgencyFigures


def roster_dates(agencies: Sequence[int], as_of: dt.date) -> dict[int, dt.date]:
    """The newest date a saved list bears, per agency (id), up to the day; agencies without one are absent.

    Dates alone, so also for those who may not see uploads.
    """
    make_fresh()
    rows = CoverageDay.objects.on(as_of).filter(agency__in=agencies, roster_date__isnull=False)
    return dict(rows.values_list("agency_id", "roster_date"))


def days_of_change(where: Q, limit: int = 4) -> list[dt.date]:
    """The newest days on which a figure changed (of `Q(region=…)` or `Q(agency=…)`), newest first."""
    days = AgencyFigures.objects.filter(where).order_by("-day").values_list("day", flat=True)
    return list(days.distinct()[:limit])
