"""Addresses of budgets."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <region:code> and <agency:code>
from contributions.budget import views

_region = "regions/<region:code>/budget/"
_agency = "agencies/<agency:code>/budget/"

urlpatterns = [
    path(_region, views.region_budget, name="region_budget"),
    path(f"{_region}xlsx/", views.region_budget_xlsx, name="region_budget_xlsx"),
    path(_agency, views.agency_budget, name="agency_budget"),
    path(f"{_agency}xlsx/", views.agency_budget_xlsx, name="agency_budget_xlsx"),
]
