"""Addresses of uploads: the history of an agency, one upload, what one does with it."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.rosters import views

_uploads = "agencies/<agency:code>/uploads/"
_exits = "agencies/<agency:code>/exits/"

urlpatterns = [
    path(_uploads, views.upload_list, name="agency_uploads"),
    path(f"{_uploads}new/", views.upload_new, name="agency_upload_new"),
    path(f"{_uploads}nil/", views.upload_nil, name="upload_nil"),
    path(f"{_uploads}<uuid:pk>/take-back/", views.upload_nil_undo, name="upload_nil_undo"),
    path(f"{_uploads}<uuid:pk>/", views.upload_detail, name="upload_detail"),
    path(f"{_uploads}<uuid:pk>/save/", views.upload_save, name="upload_save"),
    path(f"{_uploads}<uuid:pk>/undo/", views.upload_undo, name="upload_undo"),
    path(f"{_uploads}<uuid:pk>/redo/", views.upload_redo, name="upload_redo"),
    path(f"{_uploads}<uuid:pk>/discard/", views.upload_discard, name="upload_discard"),
    path(f"{_uploads}<uuid:pk>/file/", views.upload_file, name="upload_file"),
    path(f"{_uploads}<uuid:pk>/rows/<int:ordinal>/", views.upload_row, name="upload_row"),
    path(_exits, views.exit_list, name="agency_exits"),
    path(f"{_exits}bulk/", views.exit_bulk, name="agency_exits_bulk"),
    path(f"{_exits}decided/", views.exits_decided, name="agency_exits_decided"),
    path(f"{_exits}<int:pk>/undo/", views.exit_back, name="agency_exit_back"),
]
