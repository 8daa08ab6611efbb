"""How many cases of one NIK on two lists wait for whoever looks at a city's or a branch's coverage."""

from agencies.access import P, may
from agencies.models import Branch, Region
from agencies.pages.navigation import address
from enrolment.cases import queries


def waiting_cases(user: object, place: Region | Branch) -> dict[str, int | str]:
    """`count` and `url` where the user decides and something waits; else nothing."""
    if not may(user, P.DECIDE_CASES, place):
        return {}
    if isinstance(place, Region):
        count, url = queries.open_in_region(place), address("region_cases", place.code)
    else:
        count, url = queries.open_across_cities(place), address("branch_cases", place.code)
    return {"count": count, "url": url} if count or isinstance(place, Branch) else {}
