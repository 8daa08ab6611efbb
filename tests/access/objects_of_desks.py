"""Objects of the desks behind the numbers in addresses: demands of documents, an answer to one, a report."""

import datetime as dt
from typing import Any

from agencies.models import Agency
from contributions.models import Report
from contributions.reports.progress import REPORTS
from tests.factories import ComplianceFactory, DemandFactory


def desk_objects(agency: Agency) -> dict[str, dict[str, Any]]:
    """The first name that a URL name begins with wins."""
    demand = DemandFactory(text="=1+1", document__number="=1+1", document__region=agency.region)
    ComplianceFactory(demand=demand, agency=agency, note="=1+1")
    report = Report.objects.create(
        region=agency.region, as_of=dt.date(2020, 2, 29), decision="=1+1", recipient="=1+1", state="failed",
        error="=1+1", files={"pdf": REPORTS.store([b"%PDF-1.7"]).name},
    )  # fmt: skip
    return {
        "region_report_file": {"pk": report.pk, "kind": "pdf"},
        "region_report_": {"pk": report.pk},
        "region_report": {"pk": report.pk},
        "agency_demand": {"pk": demand.pk},
        "agency_document": {"pk": demand.document.pk},
        "demand": {"pk": demand.pk},
    }
