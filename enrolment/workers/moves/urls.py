"""Addresses of moves of many workers."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address part <agency:code>
from enrolment.workers.moves import views

LIST = "agencies/<agency:code>/workers/"
BATCH = LIST + "moved/<uuid:batch>/"

urlpatterns = [
    path(LIST + "submit/", views.workers_submit, name="workers_submit"),
    path(LIST + "take-back/", views.workers_take_back, name="workers_take_back"),
    path(LIST + "end/", views.workers_end, name="workers_end"),
    path(BATCH, views.workers_moved, name="workers_moved"),
    path(BATCH + "undo/", views.workers_moved_undo, name="workers_moved_undo"),
]
