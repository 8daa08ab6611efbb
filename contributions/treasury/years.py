"""The budget year that a page shows."""

from django.http import HttpRequest
from django.utils import timezone

FIRST_YEAR, YEARS_AHEAD = 2014, 1
"""BPJS Ketenagakerjaan began in 2014; next year's budget is known before it begins."""


def asked_year(request: HttpRequest) -> int:
    """`?year=`, if it is one we keep; anything else is this year."""
    this = timezone.localdate().year
    wanted = request.GET.get("year", "")
    years = range(FIRST_YEAR, this + YEARS_AHEAD + 1)
    return next((year for year in years if str(year) == wanted), this)


def years_beside(year: int) -> tuple[int | None, int | None]:
    """The year before and the one after, where we keep them."""
    last = timezone.localdate().year + YEARS_AHEAD
    return (year - 1 if year > FIRST_YEAR else None, year + 1 if year < last else None)
