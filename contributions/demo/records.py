"""The trial's stated figures and documents: what the news items say, word for word."""

from typing import Any

from agencies.models import Agency, Document, Region, StatedFigure, User
from contributions.demo import data


def add_records() -> None:
    """To be run once, as the system; entered by whoever looks after the region."""
    records = data.read("figures")
    StatedFigure.objects.bulk_create(StatedFigure(**_resolved(row)) for row in records["figures"])
    Document.objects.bulk_create(Document(**_resolved(row)) for row in records["documents"])


def _resolved(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its region, agency and author instead of their codes."""
    region = Region.objects.get(code=row["region"])
    agency = Agency.objects.get(code=row["agency"]) if "agency" in row else None
    author = User.objects.filter(memberships__region=region, memberships__role="city_manager").first()
    return row | {"region": region, "agency": agency, "created_by": author}
