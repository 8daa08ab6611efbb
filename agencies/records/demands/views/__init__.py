"""Pages of demands: the city's, and the agency's."""

from agencies.records.demands.views.agency import (
    agency_demand,
    agency_demand_file,
    agency_demand_restore,
    agency_demand_take_back,
    agency_document_file,
    agency_documents,
)
from agencies.records.demands.views.region import (
    demand_answers,
    demand_detail,
    demand_export,
)
from agencies.records.demands.views.writing import (
    demand_delete,
    demand_edit,
    document_demand_new,
    document_demand_restore,
)

__all__ = [
    "agency_demand",
    "agency_demand_file",
    "agency_demand_restore",
    "agency_demand_take_back",
    "agency_document_file",
    "agency_documents",
    "demand_answers",
    "demand_delete",
    "demand_detail",
    "demand_edit",
    "demand_export",
    "document_demand_new",
    "document_demand_restore",
]
