"""Addresses of terms."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code> and <region:code>
from contributions.terms import views, worker_views

_all = "agencies/<agency:code>/contributions/terms/"
_one = f"{_all}<int:pk>/"
_worker = "agencies/<agency:code>/workers/<int:pk>/contributions/"

urlpatterns = [
    path(_all, views.agency_terms, name="agency_terms"),
    path(f"{_all}new/", views.agency_terms_new, name="agency_terms_new"),
    path(f"{_one}edit/", views.agency_terms_edit, name="agency_terms_edit"),
    path(f"{_one}end/", views.agency_terms_end, name="agency_terms_end"),
    path(f"{_one}delete/", views.agency_terms_delete, name="agency_terms_delete"),
    path(_worker, worker_views.worker_contributions, name="worker_contributions"),
    path(f"{_worker}export/", worker_views.worker_contributions_export, name="worker_contributions_export"),
]
