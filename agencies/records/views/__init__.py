"""Pages of stated figures, declared headcounts and documents."""

from agencies.records.views.declared import agency_declared, declared_delete, declared_restore
from agencies.records.views.deleting import record_restore
from agencies.records.views.documents import (
    document_delete,
    document_detail,
    document_edit,
    document_export,
    document_file,
    document_file_change,
    document_list,
    document_new,
)
from agencies.records.views.figures import (
    figure_choose,
    figure_delete,
    figure_edit,
    figure_export,
    figure_list,
    figure_new,
)

__all__ = [
    "agency_declared",
    "declared_delete",
    "declared_restore",
    "document_delete",
    "document_detail",
    "document_edit",
    "document_export",
    "document_file",
    "document_file_change",
    "document_list",
    "document_new",
    "figure_choose",
    "figure_delete",
    "figure_edit",
    "figure_export",
    "figure_list",
    "figure_new",
    "record_restore",
]
