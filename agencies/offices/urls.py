"""Addresses of the front page, regions, the agencies of a region, branches."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from agencies.offices.views import agencies as pages
from agencies.offices.views import branches, home, importing

_region = "regions/<region:code>/agencies/"
_agency = "agencies/<agency:code>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("regions/", home.region_list, name="region_list"),
    path(_region, pages.agency_list, name="region_agencies"),
    path(f"{_region}new/", pages.agency_new, name="agency_new"),
    path(f"{_region}export/", pages.agency_export, name="agencies_export"),
    path(f"{_region}import/", importing.agencies_import, name="agencies_import"),
    path(f"{_region}import/save/", importing.agencies_take_over, name="agencies_take_over"),
    path(f"{_region}add-districts/", pages.add_districts, name="add_districts"),
    path(f"{_agency}edit/", pages.agency_edit, name="agency_edit"),
    path(f"{_agency}close/", pages.agency_close, name="agency_close"),
    path(f"{_agency}reopen/", pages.agency_reopen, name="agency_reopen"),
    path(f"{_agency}delete/", pages.agency_delete, name="agency_delete"),
    path("branches/", branches.branch_list, name="branch_list"),
    path("branches/new/", branches.branch_new, name="branch_new"),
    path("branches/<slug:code>/edit/", branches.branch_edit, name="branch_edit"),
]
