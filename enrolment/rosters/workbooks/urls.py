"""Addresses of the workbooks that go out and come back."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.rosters.workbooks import views

_agency = "agencies/<agency:code>/"
_upload = f"{_agency}uploads/<uuid:pk>/"

urlpatterns = [
    path(f"{_agency}template/", views.agency_template, name="agency_template"),
    path(f"{_agency}workers/workbook/", views.agency_roster_workbook, name="agency_roster_workbook"),
    path(f"{_upload}errors/", views.upload_errors, name="upload_errors"),
    path(f"{_upload}corrections/", views.upload_correct, name="upload_correct"),
    path(f"{_upload}corrected/", views.upload_corrected, name="upload_corrected"),
]
