"""Addresses of an upload that the worker has."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code> and <region:code>
from enrolment.rosters.background import views

_upload = "agencies/<agency:code>/uploads/<uuid:pk>/"

urlpatterns = [
    path(f"{_upload}progress/", views.upload_progress, name="upload_progress"),
    path(
        "regions/<region:code>/uploads/<uuid:pk>/progress/",
        views.region_upload_progress,
        name="region_upload_progress",
    ),
    path(f"{_upload}stop/", views.upload_stop, name="upload_stop"),
]
