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
from agencies.records.views.figure_files import (
    declared_file,
    declared_file_change,
    figure_file,
    figure_file_change,
)
from agencies.records.views.figures import (
    figure_choose,
    figure_delete,
    figure_edit,
    figure_export,
    figure_list,
    figure_new,
)
from agencies.records.views.importing import (
    figures_import,
    figures_take_back,
    figures_take_over,
    figures_template,
)

__all__ = [
    "agency_declared",
    "declared_delete",
    "declared_file",
    "declared_file_change",
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
    "figure_file",
    "figure_file_change",
    "figure_list",
    "figure_new",
    "figures_import",
    "figures_take_back",
    "figures_take_over",
    "figures_template",
    "record_restore",
]
