"""Addresses of lists of payments, and of a branch's payments."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from contributions.payments.lists import branch, views

AGENCY = "agencies/<agency:code>/payments/lists/"
BRANCH = "branches/<slug:code>/payments/"
LISTS = f"{BRANCH}lists/"

urlpatterns = [
    path(AGENCY, views.agency_payment_lists, name="agency_payment_lists"),
    path(f"{AGENCY}new/", views.agency_payment_list_new, name="agency_payment_list_new"),
    path(f"{AGENCY}<uuid:pk>/", views.agency_payment_list, name="agency_payment_list"),
    path(
        f"{AGENCY}<uuid:pk>/columns/", views.agency_payment_list_columns, name="agency_payment_list_columns"
    ),
    path(f"{AGENCY}<uuid:pk>/answer/", views.agency_payment_list_answer, name="agency_payment_list_answer"),
    path(f"{AGENCY}<uuid:pk>/forget/", views.agency_payment_list_forget, name="agency_payment_list_forget"),
    path(f"{AGENCY}<uuid:pk>/save/", views.agency_payment_list_save, name="agency_payment_list_save"),
    path(f"{AGENCY}<uuid:pk>/undo/", views.agency_payment_list_undo, name="agency_payment_list_undo"),
    path(
        f"{AGENCY}<uuid:pk>/discard/", views.agency_payment_list_discard, name="agency_payment_list_discard"
    ),
    path(f"{AGENCY}<uuid:pk>/file/", views.agency_payment_list_file, name="agency_payment_list_file"),
    path(f"{AGENCY}<uuid:pk>/export/", views.agency_payment_list_export, name="agency_payment_list_export"),
    path(LISTS, views.branch_payment_lists, name="branch_payment_lists"),
    path(f"{LISTS}new/", views.branch_payment_list_new, name="branch_payment_list_new"),
    path(f"{LISTS}<uuid:pk>/", views.branch_payment_list, name="branch_payment_list"),
    path(f"{LISTS}<uuid:pk>/columns/", views.branch_payment_list_columns, name="branch_payment_list_columns"),
    path(f"{LISTS}<uuid:pk>/answer/", views.branch_payment_list_answer, name="branch_payment_list_answer"),
    path(f"{LISTS}<uuid:pk>/forget/", views.branch_payment_list_forget, name="branch_payment_list_forget"),
    path(f"{LISTS}<uuid:pk>/save/", views.branch_payment_list_save, name="branch_payment_list_save"),
    path(f"{LISTS}<uuid:pk>/undo/", views.branch_payment_list_undo, name="branch_payment_list_undo"),
    path(f"{LISTS}<uuid:pk>/discard/", views.branch_payment_list_discard, name="branch_payment_list_discard"),
    path(f"{LISTS}<uuid:pk>/file/", views.branch_payment_list_file, name="branch_payment_list_file"),
    path(f"{LISTS}<uuid:pk>/export/", views.branch_payment_list_export, name="branch_payment_list_export"),
    path(BRANCH, branch.branch_payments, name="branch_payments"),
    path(f"{BRANCH}export/", branch.branch_payments_export, name="branch_payments_export"),
    path(f"{BRANCH}<uuid:pk>/place/", branch.branch_payment_place, name="branch_payment_place"),
    path(f"{BRANCH}<uuid:pk>/void/", branch.branch_payment_void, name="branch_payment_void"),
    path(f"{BRANCH}<uuid:pk>/restore/", branch.branch_payment_restore, name="branch_payment_restore"),
    path(f"{BRANCH}<uuid:pk>/unplace/", branch.branch_payment_unplace, name="branch_payment_unplace"),
]
