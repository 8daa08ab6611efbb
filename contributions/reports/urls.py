"""Addresses of reports."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code>
from contributions.reports import views

_region = "regions/<region:code>/reports/"
_one = f"{_region}<uuid:pk>/"

urlpatterns = [
    path(_region, views.region_reports, name="region_reports"),
    path(f"{_region}new/", views.region_report_new, name="region_report_new"),
    path(_one, views.region_report, name="region_report"),
    path(f"{_one}files/<slug:kind>/", views.region_report_file, name="region_report_file"),
    path(f"{_one}again/", views.region_report_again, name="region_report_again"),
    path(f"{_one}delete/", views.region_report_delete, name="region_report_delete"),
]
