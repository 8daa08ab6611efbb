"""Addresses of the nation's and the provinces' pages."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code>
from contributions.nation import views

_region = "regions/<region:code>/"

urlpatterns = [
    path("country/", views.country_coverage, name="country_coverage"),
    path("country/coverage.xlsx", views.country_export, {"kind": "xlsx"}, name="country_coverage_xlsx"),
    path("country/coverage.csv", views.country_export, {"kind": "csv"}, name="country_coverage_csv"),
    path(f"{_region}cities/", views.region_cities, name="region_cities"),
    path(f"{_region}cities.xlsx", views.region_cities_export, {"kind": "xlsx"}, name="region_cities_xlsx"),
    path(f"{_region}cities.csv", views.region_cities_export, {"kind": "csv"}, name="region_cities_csv"),
]
