"""Addresses of a city's files, and of the comparison as an agency sees it."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from enrolment.rosters.city import views

_files = "regions/<region:code>/uploads/"
_file = f"{_files}<uuid:pk>/"
_matchings = "regions/<region:code>/matchings/"
_comparisons = "agencies/<agency:code>/comparisons/"
_comparison = f"{_comparisons}<uuid:pk>/"

urlpatterns = [
    path(_files, views.region_uploads, name="region_uploads"),
    path(f"{_files}new/", views.region_upload_new, name="region_upload_new"),
    path(_file, views.region_upload, name="region_upload"),
    path(f"{_file}file/", views.region_upload_file, name="region_upload_file"),
    path(f"{_file}names/", views.region_upload_names, name="region_upload_names"),
    path(f"{_file}columns/", views.region_upload_columns, name="region_upload_columns"),
    path(f"{_file}values/", views.region_upload_values, name="region_upload_values"),
    path(f"{_file}discard/", views.region_upload_discard, name="region_upload_discard"),
    path(f"{_file}hand-out/", views.region_upload_hand_out, name="region_upload_hand_out"),
    path(f"{_file}hand-out-again/", views.region_upload_hand_out_again, name="region_upload_hand_out_again"),
    path(f"{_file}withdraw/", views.region_upload_withdraw, name="region_upload_withdraw"),
    path(f"{_file}compare/", views.region_upload_compare, name="region_upload_compare"),
    path(f"{_file}take-back/", views.region_upload_take_back, name="region_upload_take_back"),
    path(f"{_file}export/", views.region_upload_export, name="region_upload_export"),
    path(_matchings, views.region_matchings, name="region_matchings"),
    path(f"{_matchings}<int:pk>/forget/", views.region_matching_forget, name="region_matching_forget"),
    path(_comparisons, views.agency_comparisons, name="agency_comparisons"),
    path(_comparison, views.agency_comparison, name="agency_comparison"),
    path(f"{_comparison}export/", views.agency_comparison_export, name="agency_comparison_export"),
    path(f"{_comparison}take/", views.agency_comparison_take, name="agency_comparison_take"),
]
