"""What waits: demands that an agency has not met, and agencies that have not met a demand.

Read by the agency's to-do and by whoever writes reminders.
"""

import datetime as dt

from django.db.models import Q, QuerySet

from agencies.models import Agency, ComplianceState, Demand
from agencies.records.demands.standing import Standing, standings_in, standings_of


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


def agencies_waiting(demand: Demand, today: dt.date) -> list[Agency]:
    """The agencies that have not met a demand, whom to remind."""
    return [one.agency for one in standings_of([demand], today)[demand.pk] if one.open]
