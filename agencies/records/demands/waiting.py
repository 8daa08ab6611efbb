"""What waits for an agency: demands that it has not met. Read by its to-do and by its letters."""

import datetime as dt

from django.db.models import Q, QuerySet

from agencies.models import Agency, ComplianceState, Demand
from agencies.records.demands.standing import Standing, standings_in


def demands_on(agency: Agency) -> QuerySet[Demand]:
    """What the documents of its region demand that may be about the agency; `asks` decides by its kind."""
    about = Q(document__agency=None) | Q(document__agency=agency)
    mine = Demand.objects.filter(about, region=agency.region_id)
    return mine.select_related("document__region", "document__agency").order_by("due_on", "pk")


def demands_waiting(agency: Agency, today: dt.date) -> list[Standing]:
    """What is demanded of the agency, not met, and not said to be done or not to apply; the most pressing
    first. Two queries, and the figures where a demand is measured by them."""
    settled = (ComplianceState.DONE, ComplianceState.EXEMPT)
    found = standings_in(agency, list(demands_on(agency)), today)
    return [one for one in found if one.open and one.said not in settled]
