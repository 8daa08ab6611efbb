"""Objects of the desks behind the numbers in addresses: demands of documents, and an answer to one."""

from typing import Any

from agencies.models import Agency
from tests.factories import ComplianceFactory, DemandFactory


def desk_objects(agency: Agency) -> dict[str, dict[str, Any]]:
    """The first name that a URL name begins with wins."""
    demand = DemandFactory(text="=1+1", document__number="=1+1", document__region=agency.region)
    ComplianceFactory(demand=demand, agency=agency, note="=1+1")
    return {
        "agency_demand": {"pk": demand.pk},
        "agency_document": {"pk": demand.document.pk},
        "demand": {"pk": demand.pk},
    }
