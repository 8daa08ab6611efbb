"""Addresses of what documents demand and who complied."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from agencies.records.demands import views

_document = "regions/<region:code>/documents/<int:pk>/"
_demand = "regions/<region:code>/demands/<int:pk>/"
_own = "agencies/<agency:code>/documents/"
_asked = "agencies/<agency:code>/demands/<int:pk>/"

urlpatterns = [
    path(f"{_document}demands/new/", views.document_demand_new, name="document_demand_new"),
    path(f"{_document}demands/restore/", views.document_demand_restore, name="document_demand_restore"),
    path(_demand, views.demand_detail, name="demand_detail"),
    path(f"{_demand}edit/", views.demand_edit, name="demand_edit"),
    path(f"{_demand}delete/", views.demand_delete, name="demand_delete"),
    path(f"{_demand}answers/", views.demand_answers, name="demand_answers"),
    path(f"{_demand}export/", views.demand_export, name="demand_export"),
    path(_own, views.agency_documents, name="agency_documents"),
    path(f"{_own}<int:pk>/file/", views.agency_document_file, name="agency_document_file"),
    path(_asked, views.agency_demand, name="agency_demand"),
    path(f"{_asked}file/", views.agency_demand_file, name="agency_demand_file"),
    path(f"{_asked}take-back/", views.agency_demand_take_back, name="agency_demand_take_back"),
    path(f"{_asked}restore/", views.agency_demand_restore, name="agency_demand_restore"),
]
