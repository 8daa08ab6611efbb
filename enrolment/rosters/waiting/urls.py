"""Addresses of bad rows: an answer for many, dropping, and what waits."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code> and <region:code>
from enrolment.rosters.waiting import views

_upload = "agencies/<agency:code>/uploads/<uuid:pk>/"

urlpatterns = [
    path(f"{_upload}answer/", views.upload_answer, name="upload_answer"),
    path(f"{_upload}answer/undo/", views.upload_answer_undo, name="upload_answer_undo"),
    path(f"{_upload}drop/", views.upload_drop, name="upload_drop"),
    path(f"{_upload}drop/undo/", views.upload_take_back, name="upload_take_back"),
    path("agencies/<agency:code>/waiting/", views.agency_waiting, name="agency_waiting"),
    path("regions/<region:code>/waiting/", views.region_waiting, name="region_waiting"),
]
