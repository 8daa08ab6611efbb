"""Who the agencies are, who works with them, and what was stated about them."""

from agencies.models.documents import (
    Compliance,
    ComplianceState,
    Demand,
    Document,
    DocumentKind,
    Measure,
)
from agencies.models.groups import (
    ALWAYS,
    ContributionGroup,
    GroupProgrammes,
    JkkRisk,
    Programme,
    Segment,
)
from agencies.models.people import AccessLink, Membership, Role, User
from agencies.models.places import Agency, AgencyKind, Branch, Region, RegionKind
from agencies.models.records import Metric, StatedFigure

__all__ = [
    "ALWAYS",
    "AccessLink",
    "Agency",
    "AgencyKind",
    "Branch",
    "Compliance",
    "ComplianceState",
    "ContributionGroup",
    "Demand",
    "Document",
    "DocumentKind",
    "GroupProgrammes",
    "JkkRisk",
    "Measure",
    "Membership",
    "Metric",
    "Programme",
    "Region",
    "RegionKind",
    "Role",
    "Segment",
    "StatedFigure",
    "User",
]
