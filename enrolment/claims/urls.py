"""Addresses of claims."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code> and <region:code>
from enrolment.claims.views import agency, desks, steps

_all = "agencies/<agency:code>/claims/"
_one = f"{_all}<int:pk>/"
_branch = "branches/<slug:code>/claims/"
_region = "regions/<region:code>/claims/"

urlpatterns = [
    path(_all, agency.agency_claims, name="agency_claims"),
    path(f"{_all}export/", agency.agency_claims_export, name="agency_claims_export"),
    path("agencies/<agency:code>/workers/<int:pk>/claims/new/", agency.claim_new, name="claim_new"),
    path(_one, agency.claim_detail, name="claim_detail"),
    path(f"{_one}pdf/", agency.claim_summary, name="claim_summary"),
    path(f"{_one}undo/", steps.claim_undo, name="claim_undo"),
    path(f"{_one}papers/", steps.claim_paper, name="claim_paper"),
    path(f"{_one}<slug:step>/", steps.claim_step, name="claim_step"),
    path(_branch, desks.branch_claims, name="branch_claims"),
    path(f"{_branch}export/", desks.branch_claims_export, name="branch_claims_export"),
    path(_region, desks.region_claims, name="region_claims"),
    path(f"{_region}figures/", desks.region_claims_figures, name="region_claims_figures"),
    path(f"{_region}export/", desks.region_claims_export, name="region_claims_export"),
]
