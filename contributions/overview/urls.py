"""Addresses of the months of cities and branches."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from contributions.overview import finalising, views

_region = "regions/<region:code>/contributions/"
_branch = "branches/<slug:code>/contributions/"
_month = "<month:month>/"

urlpatterns = [
    path(_region, views.region_contributions, name="region_contributions"),
    path(f"{_region}{_month}", views.region_contribution_month, name="region_contribution_month"),
    path(f"{_region}{_month}assess/", views.region_contribution_assess, name="region_contribution_assess"),
    path(f"{_region}{_month}final/", finalising.region_contribution_final, name="region_contribution_final"),
    path(
        f"{_region}{_month}export.xlsx",
        views.region_contribution_export,
        {"kind": "xlsx"},
        name="region_contribution_xlsx",
    ),
    path(
        f"{_region}{_month}export.csv",
        views.region_contribution_export,
        {"kind": "csv"},
        name="region_contribution_csv",
    ),
    path(_branch, views.branch_contributions, name="branch_contributions"),
    path(f"{_branch}{_month}", views.branch_contribution_month, name="branch_contribution_month"),
    path(
        f"{_branch}{_month}export.xlsx",
        views.branch_contribution_export,
        {"kind": "xlsx"},
        name="branch_contribution_xlsx",
    ),
    path(
        f"{_branch}{_month}export.csv",
        views.branch_contribution_export,
        {"kind": "csv"},
        name="branch_contribution_csv",
    ),
]
