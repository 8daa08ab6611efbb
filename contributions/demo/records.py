"""The trial's stated figures, documents and what those demand: what the news items say, word for word."""

from typing import Any

from agencies.models import Agency, Compliance, Demand, Document, Region, StatedFigure, User
from contributions.demo import data


def add_records() -> None:
    """To be run once, as the system; entered by whoever looks after the region."""
    records = data.read("figures")
    StatedFigure.objects.bulk_create(StatedFigure(**_resolved(row)) for row in records["figures"])
    Document.objects.bulk_create(Document(**_resolved(row)) for row in records["documents"])
    Demand.objects.bulk_create(Demand(**_of_document(row)) for row in records["demands"])
    Compliance.objects.bulk_create(Compliance(**_answered(row)) for row in records["answers"])


def _resolved(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its region, agency and author instead of their codes."""
    region = Region.objects.get(code=row["region"])
    agency = Agency.objects.get(code=row["agency"]) if "agency" in row else None
    author = User.objects.filter(memberships__region=region, memberships__role="city_manager").first()
    return row | {"region": region, "agency": agency, "created_by": author}


def _of_document(row: dict[str, Any]) -> dict[str, Any]:
    """The demand with the document that its region knows by that number."""
    document = Document.objects.select_related("region").get(
        region__code=row["region"], number=row["document"]
    )
    return row | {"document": document, "region": document.region, "created_by": document.created_by}


def _answered(row: dict[str, Any]) -> dict[str, Any]:
    """The answer with its demand, named by its words, and whoever said it."""
    agency = Agency.objects.get(code=row["agency"])
    demand = Demand.objects.get(region=agency.region_id, text=row["text"])
    said = {name: row[name] for name in ("state", "on", "note")}
    author = User.objects.get(username=row["by"])
    return said | {"demand": demand, "agency": agency, "region_id": agency.region_id, "said_by": author}
