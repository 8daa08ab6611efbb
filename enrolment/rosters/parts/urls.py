"""Addresses to which a file is sent in parts."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code> and <region:code>
from enrolment.rosters.parts import views

_agency = "agencies/<agency:code>/uploads/parts/"
_region = "regions/<region:code>/uploads/parts/"

urlpatterns = [
    path(_agency, views.agency_parts, name="agency_parts"),
    path(f"{_agency}<uuid:pk>/", views.agency_part, name="agency_part"),
    path(f"{_agency}<uuid:pk>/discard/", views.agency_part_discard, name="agency_part_discard"),
    path(_region, views.region_parts, name="region_parts"),
    path(f"{_region}<uuid:pk>/", views.region_part, name="region_part"),
    path(f"{_region}<uuid:pk>/discard/", views.region_part_discard, name="region_part_discard"),
]
