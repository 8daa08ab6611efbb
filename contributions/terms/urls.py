"""Addresses of terms."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code> and <region:code>
from contributions.terms import region_views, views, worker_views

_all = "agencies/<agency:code>/contributions/terms/"
_one = f"{_all}<int:pk>/"
_region = "regions/<region:code>/contributions/terms/"
_batch = f"{_region}batches/<uuid:batch>/"
_worker = "agencies/<agency:code>/workers/<int:pk>/contributions/"

urlpatterns = [
    path(_all, views.agency_terms, name="agency_terms"),
    path(f"{_all}new/", views.agency_terms_new, name="agency_terms_new"),
    path(f"{_one}edit/", views.agency_terms_edit, name="agency_terms_edit"),
    path(f"{_one}end/", views.agency_terms_end, name="agency_terms_end"),
    path(f"{_one}delete/", views.agency_terms_delete, name="agency_terms_delete"),
    path(_region, region_views.region_terms, name="region_terms"),
    path(f"{_region}export/", region_views.region_terms_export, name="region_terms_export"),
    path(f"{_region}new/", region_views.region_terms_new, name="region_terms_new"),
    path(_batch, region_views.region_terms_batch, name="region_terms_batch"),
    path(f"{_batch}undo/", region_views.region_terms_undo, name="region_terms_undo"),
    path(_worker, worker_views.worker_contributions, name="worker_contributions"),
    path(f"{_worker}export/", worker_views.worker_contributions_export, name="worker_contributions_export"),
]
