"""Addresses of the board and of a city's progress."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <region:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from enrolment.reconciliation.board import views

_branch = "branches/<slug:code>/"
_region = "regions/<region:code>/"

urlpatterns = [
    path(f"{_branch}month/", views.branch_month_now, name="branch_month_now"),
    path(f"{_branch}<month:month>/", views.branch_month, name="branch_month"),
    path(f"{_branch}<month:month>/export/", views.branch_month_export, name="branch_month_export"),
    path(f"{_region}month/", views.region_month_now, name="region_month_now"),
    path(f"{_region}<month:month>/", views.region_month, name="region_month"),
    path(f"{_region}<month:month>/export/", views.region_month_export, name="region_month_export"),
]
