"""Addresses of matching: the columns of an upload, and what is kept for the next file."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.rosters.matching import views

_agency = "agencies/<agency:code>/"

urlpatterns = [
    path(f"{_agency}uploads/<uuid:pk>/columns/", views.upload_columns, name="upload_columns"),
    path(f"{_agency}uploads/<uuid:pk>/values/", views.upload_values, name="upload_values"),
    path(f"{_agency}matchings/", views.agency_matchings, name="agency_matchings"),
    path(f"{_agency}matchings/<int:pk>/forget/", views.matching_forget, name="matching_forget"),
]
