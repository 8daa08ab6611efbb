"""Addresses of the worker list and of one worker."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
from enrolment.workers import as_of_views, entry, grid_views, leaving_views, registering_views, views
from enrolment.workers.changes import contract_views, many_views
from enrolment.workers.changes import views as changes

LIST = "agencies/<agency:code>/workers/"

ONE = LIST + "<int:pk>/"
BATCH = LIST + "registered/<uuid:batch>/"

urlpatterns = [
    path("agencies/<agency:code>/enrolment/", entry.agency_enrolment, name="agency_enrolment"),
    path(LIST, views.worker_list, name="agency_workers"),
    path(LIST + "export/", views.worker_export, name="workers_export"),
    path(LIST + "as-of/", as_of_views.roster_as_of, name="agency_roster_as_of"),
    path(LIST + "as-of/export/", as_of_views.roster_as_of_export, name="agency_roster_as_of_export"),
    path(LIST + "new/", views.worker_add, name="worker_add"),
    path(LIST + "grid/", grid_views.worker_grid, name="worker_grid"),
    path(LIST + "register/", registering_views.register_many, name="workers_register"),
    path(LIST + "category/", changes.workers_category, name="workers_category"),
    path(LIST + "guarantor/", many_views.workers_guarantor, name="workers_guarantor"),
    path(LIST + "group/", many_views.workers_group, name="workers_group"),
    path(LIST + "contracts/", contract_views.workers_contracts, name="workers_contracts"),
    path(LIST + "changes/", changes.agency_changes, name="agency_changes"),
    path(LIST + "changes/<int:pk>/", changes.change_batch, name="change_batch"),
    path(LIST + "changes/<int:pk>/undo/", changes.change_batch_undo, name="change_batch_undo"),
    path(BATCH, registering_views.registered, name="workers_registered"),
    path(BATCH + "undo/", registering_views.withdraw_many, name="workers_withdraw"),
    path(ONE, views.worker_detail, name="worker_detail"),
    path(ONE + "edit/", views.worker_edit, name="worker_edit"),
    path(ONE + "end/", leaving_views.worker_end, name="worker_end"),
    path(ONE + "reopen/", leaving_views.worker_reopen, name="worker_reopen"),
    path(ONE + "return/", leaving_views.worker_return, name="worker_return"),
    path(ONE + "register/", registering_views.register_one, name="worker_register"),
    path(ONE + "withdraw/", registering_views.withdraw_one, name="worker_withdraw"),
]
