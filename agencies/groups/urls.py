"""Addresses of contribution groups."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address part <agency:code>
from agencies.groups import views

_all = "agencies/<agency:code>/groups/"
_one = f"{_all}<int:pk>/"

urlpatterns = [
    path(_all, views.agency_groups, name="agency_groups"),
    path(f"{_all}new/", views.agency_group_new, name="agency_group_new"),
    path(_one, views.agency_group, name="agency_group"),
    path(f"{_one}edit/", views.agency_group_edit, name="agency_group_edit"),
    path(f"{_one}programmes/", views.agency_group_programmes, name="agency_group_programmes"),
]
