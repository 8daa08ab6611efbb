"""Addresses of the coverage pages."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from contributions.coverage import home, views

_region = "regions/<region:code>/"

urlpatterns = [
    path(_region, views.region_detail, name="region_detail"),
    path(f"{_region}coverage.xlsx", views.region_export, {"kind": "xlsx"}, name="region_coverage_xlsx"),
    path(f"{_region}coverage.csv", views.region_export, {"kind": "csv"}, name="region_coverage_csv"),
    path("agencies/<agency:code>/", home.agency_home, name="agency_home"),
    path("branches/<slug:code>/", views.branch_detail, name="branch_detail"),
]
