"""Addresses of a month's result on paper."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from enrolment.reconciliation.minutes import views

_month = "agencies/<agency:code>/months/<month:month>/"

urlpatterns = [
    path(f"{_month}export/", views.agency_month_export, name="agency_month_export"),
    path(f"{_month}minutes/", views.agency_month_minutes, name="agency_month_minutes"),
]
