"""Who the agencies are, who works with them, and what was stated about them."""

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
from agencies.models.records import Document, DocumentKind, Metric, StatedFigure

__all__ = [
    "ALWAYS",
    "AccessLink",
    "Agency",
    "AgencyKind",
    "Branch",
    "ContributionGroup",
    "Document",
    "DocumentKind",
    "GroupProgrammes",
    "JkkRisk",
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
