"""Addresses of statements."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.rosters.statements import views

_all = "agencies/<agency:code>/statements/"
_one = f"{_all}<uuid:pk>/"

urlpatterns = [
    path(_all, views.statement_list, name="agency_statements"),
    path(f"{_all}new/", views.statement_new, name="agency_statement_new"),
    path(_one, views.statement_detail, name="statement_detail"),
    path(f"{_one}pdf/", views.statement_pdf, name="statement_pdf"),
    path(f"{_one}word/", views.statement_word, name="statement_word"),
    path(f"{_one}scan/", views.statement_scan, name="statement_scan"),
    path(f"{_one}scan/add/", views.statement_scan_add, name="statement_scan_add"),
    path(f"{_one}scan/delete/", views.statement_scan_delete, name="statement_scan_delete"),
]
