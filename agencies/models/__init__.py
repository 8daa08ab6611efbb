"""Who the agencies are, who works with them, and what was stated about them."""

from agencies.models.people import AccessLink, Membership, Role, User
from agencies.models.places import Agency, AgencyKind, Branch, ContributionGroup, Region, RegionKind
from agencies.models.records import Document, DocumentKind, Metric, StatedFigure

__all__ = [
    "AccessLink",
    "Agency",
    "AgencyKind",
    "Branch",
    "ContributionGroup",
    "Document",
    "DocumentKind",
    "Membership",
    "Metric",
    "Region",
    "RegionKind",
    "Role",
    "StatedFigure",
    "User",
]
