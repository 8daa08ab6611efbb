"""Addresses of cases: an agency's, a city's, a branch's."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from enrolment.cases import views

AGENCY = "agencies/<agency:code>/cases/"
REGION = "regions/<region:code>/cases/"
BRANCH = "branches/<slug:code>/cases/"

urlpatterns = [
    path(AGENCY, views.agency_cases, name="agency_cases"),
    path(f"{AGENCY}<int:pk>/", views.agency_case, name="agency_case"),
    path(REGION, views.region_cases, name="region_cases"),
    path(f"{REGION}export/", views.region_cases_export, name="region_cases_export"),
    path(f"{REGION}<int:pk>/", views.region_case, name="region_case"),
    path(f"{REGION}<int:pk>/undo/", views.region_case_undo, name="region_case_undo"),
    path(BRANCH, views.branch_cases, name="branch_cases"),
    path(f"{BRANCH}export/", views.branch_cases_export, name="branch_cases_export"),
    path(f"{BRANCH}<int:pk>/", views.branch_case, name="branch_case"),
    path(f"{BRANCH}<int:pk>/undo/", views.branch_case_undo, name="branch_case_undo"),
]
