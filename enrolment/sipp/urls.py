"""Addresses of official sheets."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.sipp.views import answers, overview, ready, settings, sheets

_all = "agencies/<agency:code>/sheets/"
_one = f"{_all}<uuid:pk>/"

urlpatterns = [
    path(_all, overview.sheet_list, name="agency_sheets"),
    path(f"{_all}forms/", settings.template_list, name="agency_sheets_templates"),
    path(f"{_all}forms/<uuid:pk>/retire/", settings.template_retire, name="agency_sheets_template_retire"),
    path(f"{_all}codes/", settings.codes, name="agency_sheets_codes"),
    path(f"{_all}married/", settings.details, name="agency_sheets_details"),
    path(_one, sheets.sheet_detail, name="agency_sheet"),
    path(f"{_one}download/", sheets.sheet_download, name="agency_sheet_download"),
    path(f"{_one}withdraw/", sheets.sheet_withdraw, name="agency_sheet_withdraw"),
    path(f"{_one}totals/", answers.sheet_totals, name="agency_sheet_totals"),
    path(f"{_one}uploaded/", answers.sheet_uploaded, name="agency_sheet_uploaded"),
    path(f"{_one}answer/", answers.sheet_answer, name="agency_sheet_answer"),
    path(f"{_one}rest/", answers.sheet_rest, name="agency_sheet_rest"),
    path(f"{_all}<slug:kind>/", ready.sheet_ready, name="agency_sheets_ready"),
    path(f"{_all}<slug:kind>/make/", ready.sheet_make, name="agency_sheets_make"),
]
