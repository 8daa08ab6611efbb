"""Pages of cases: an agency's own, and those of the city or branch that decides."""

from enrolment.cases.views.agency import agency_case, agency_cases
from enrolment.cases.views.branch import (
    branch_case,
    branch_case_undo,
    branch_cases,
    branch_cases_export,
)
from enrolment.cases.views.region import (
    region_case,
    region_case_undo,
    region_cases,
    region_cases_export,
)

__all__ = [
    "agency_case",
    "agency_cases",
    "branch_case",
    "branch_case_undo",
    "branch_cases",
    "branch_cases_export",
    "region_case",
    "region_case_undo",
    "region_cases",
    "region_cases_export",
]
