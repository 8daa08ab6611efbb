"""Addresses of closing a month."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from enrolment.reconciliation.closing import views

_month = "agencies/<agency:code>/months/<month:month>/"

urlpatterns = [
    path(f"{_month}close/", views.agency_month_close, name="agency_month_close"),
    path(f"{_month}reopen/", views.agency_month_reopen, name="agency_month_reopen"),
]
