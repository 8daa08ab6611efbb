"""Addresses of stated figures, declared headcounts and documents."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from agencies.records import views

_figures = "regions/<region:code>/figures/"
_documents = "regions/<region:code>/documents/"
_declared = "agencies/<agency:code>/declared/"

urlpatterns = [
    path(_figures, views.figure_list, name="region_stated_figures"),
    path(f"{_figures}new/", views.figure_new, name="stated_figure_new"),
    path(f"{_figures}export/", views.figure_export, name="stated_figures_export"),
    path(f"{_figures}import/", views.figures_import, name="stated_figures_import"),
    path(f"{_figures}import/form.xlsx", views.figures_template, name="stated_figures_template"),
    path(f"{_figures}import/save/", views.figures_take_over, name="stated_figures_take_over"),
    path(f"{_figures}import/back/", views.figures_take_back, name="stated_figures_take_back"),
    path(f"{_figures}<int:pk>/edit/", views.figure_edit, name="stated_figure_edit"),
    path(f"{_figures}<int:pk>/file/", views.figure_file, name="stated_figure_file"),
    path(f"{_figures}<int:pk>/file/change/", views.figure_file_change, name="stated_figure_file_change"),
    path(f"{_figures}<int:pk>/delete/", views.figure_delete, name="stated_figure_delete"),
    path(f"{_figures}<int:pk>/choose/", views.figure_choose, name="stated_figure_choose"),
    path("regions/<region:code>/records/restore/", views.record_restore, name="record_restore"),
    path(_documents, views.document_list, name="region_documents"),
    path(f"{_documents}new/", views.document_new, name="document_new"),
    path(f"{_documents}export/", views.document_export, name="documents_export"),
    path(f"{_documents}<int:pk>/", views.document_detail, name="document_detail"),
    path(f"{_documents}<int:pk>/edit/", views.document_edit, name="document_edit"),
    path(f"{_documents}<int:pk>/file/", views.document_file, name="document_file"),
    path(f"{_documents}<int:pk>/file/change/", views.document_file_change, name="document_file_change"),
    path(f"{_documents}<int:pk>/delete/", views.document_delete, name="document_delete"),
    path(_declared, views.agency_declared, name="agency_declared"),
    path(f"{_declared}restore/", views.declared_restore, name="declared_restore"),
    path(f"{_declared}<int:pk>/file/", views.declared_file, name="declared_file"),
    path(f"{_declared}<int:pk>/file/change/", views.declared_file_change, name="declared_file_change"),
    path(f"{_declared}<int:pk>/delete/", views.declared_delete, name="declared_delete"),
]
