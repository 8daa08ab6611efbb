"""Addresses of the worker list and of one worker."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
from enrolment.workers import views

LIST = "agencies/<agency:code>/workers/"

urlpatterns = [
    path(LIST, views.worker_list, name="agency_workers"),
    path(LIST + "export/", views.worker_export, name="workers_export"),
    path(LIST + "new/", views.worker_add, name="worker_add"),
    path(LIST + "grid/", views.worker_add, name="worker_grid"),
    path(LIST + "register/", views.worker_add, name="workers_register"),
    path(LIST + "<int:pk>/", views.worker_detail, name="worker_detail"),
    path(LIST + "<int:pk>/edit/", views.worker_edit, name="worker_edit"),
]
