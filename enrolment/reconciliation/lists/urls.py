"""Addresses of BPJS's lists: handed in, read, put in force."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.reconciliation.lists import views

AGENCY = "agencies/<agency:code>/lists/"
BRANCH = "branches/<slug:code>/lists/"

urlpatterns = [
    path(AGENCY, views.agency_lists, name="agency_lists"),
    path(f"{AGENCY}export/", views.agency_list_export, name="agency_list_export"),
    path(f"{AGENCY}new/", views.agency_list_new, name="agency_list_new"),
    path(f"{AGENCY}together/<uuid:pk>/", views.agency_list_batch, name="agency_list_batch"),
    path(
        f"{AGENCY}together/<uuid:pk>/export/", views.agency_list_batch_export, name="agency_list_batch_export"
    ),
    path(f"{AGENCY}together/<uuid:pk>/force/", views.agency_list_batch_force, name="agency_list_batch_force"),
    path(f"{AGENCY}<uuid:pk>/", views.agency_list, name="agency_list"),
    path(f"{AGENCY}<uuid:pk>/place/", views.agency_list_place, name="agency_list_place"),
    path(f"{AGENCY}<uuid:pk>/columns/", views.agency_list_columns, name="agency_list_columns"),
    path(f"{AGENCY}<uuid:pk>/force/", views.agency_list_force, name="agency_list_force"),
    path(f"{AGENCY}<uuid:pk>/withdraw/", views.agency_list_withdraw, name="agency_list_withdraw"),
    path(f"{AGENCY}<uuid:pk>/first/", views.agency_list_first, name="agency_list_first"),
    path(f"{AGENCY}<uuid:pk>/file/", views.agency_list_file, name="agency_list_file"),
    path(f"{AGENCY}<uuid:pk>/people/", views.agency_list_people, name="agency_list_people"),
    path(BRANCH, views.branch_lists, name="branch_lists"),
    path(f"{BRANCH}export/", views.branch_lists_export, name="branch_lists_export"),
    path(f"{BRANCH}new/", views.branch_lists_new, name="branch_lists_new"),
    path(f"{BRANCH}together/<uuid:pk>/", views.branch_lists_batch, name="branch_lists_batch"),
    path(
        f"{BRANCH}together/<uuid:pk>/export/",
        views.branch_lists_batch_export,
        name="branch_lists_batch_export",
    ),
    path(
        f"{BRANCH}together/<uuid:pk>/force/", views.branch_lists_batch_force, name="branch_lists_batch_force"
    ),
    path(f"{BRANCH}<uuid:pk>/", views.branch_lists_one, name="branch_lists_one"),
    path(f"{BRANCH}<uuid:pk>/place/", views.branch_lists_place, name="branch_lists_place"),
    path(f"{BRANCH}<uuid:pk>/columns/", views.branch_lists_columns, name="branch_lists_columns"),
    path(f"{BRANCH}<uuid:pk>/force/", views.branch_lists_force, name="branch_lists_force"),
    path(f"{BRANCH}<uuid:pk>/withdraw/", views.branch_lists_withdraw, name="branch_lists_withdraw"),
    path(f"{BRANCH}<uuid:pk>/file/", views.branch_lists_file, name="branch_lists_file"),
    path(f"{BRANCH}<uuid:pk>/people/", views.branch_lists_people, name="branch_lists_people"),
]
