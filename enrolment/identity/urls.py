"""Addresses of identity checks."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.identity import answer_views, views

_all = "agencies/<agency:code>/identity/"
_answer = f"{_all}answers/<uuid:pk>/"
_worker = "agencies/<agency:code>/workers/<int:pk>/identity/"

urlpatterns = [
    path(_all, views.agency_identity, name="agency_identity"),
    path(f"{_all}export/", views.agency_identity_export, name="agency_identity_export"),
    path(f"{_all}answers/new/", answer_views.agency_identity_answer_new, name="agency_identity_answer_new"),
    path(_answer, answer_views.agency_identity_answer, name="agency_identity_answer"),
    path(f"{_answer}undo/", answer_views.agency_identity_answer_undo, name="agency_identity_answer_undo"),
    path(
        f"{_answer}discard/",
        answer_views.agency_identity_answer_discard,
        name="agency_identity_answer_discard",
    ),
    path(_worker, views.worker_identity, name="worker_identity"),
    path(f"{_worker}forget/", views.worker_identity_forget, name="worker_identity_forget"),
]
