"""Addresses of months and their differences."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from enrolment.reconciliation.deciding.views import agency, branch, one

_months = "agencies/<agency:code>/months/"
_month = f"{_months}<month:month>/"
_decision = f"{_month}decisions/<uuid:pk>/"
_one = "agencies/<agency:code>/differences/<int:pk>/"
_branch = "branches/<slug:code>/<month:month>/differences/"

urlpatterns = [
    path(_months, agency.agency_months, name="agency_months"),
    path(_month, agency.agency_month, name="agency_month"),
    path(f"{_month}decide/", agency.agency_month_decide, name="agency_month_decide"),
    path(f"{_month}send/", agency.agency_month_send, name="agency_month_send"),
    path(f"{_month}compare/", agency.agency_month_compare, name="agency_month_compare"),
    path(f"{_month}decisions/", agency.agency_decisions, name="agency_decisions"),
    path(_decision, agency.agency_decision, name="agency_decision"),
    path(f"{_decision}undo/", agency.agency_decision_undo, name="agency_decision_undo"),
    path(_one, one.agency_difference, name="agency_difference"),
    path(f"{_one}send/", one.agency_difference_send, name="agency_difference_send"),
    path(f"{_one}answer/", one.agency_difference_answer, name="agency_difference_answer"),
    path(f"{_one}file/", one.agency_difference_file, name="agency_difference_file"),
    path("branches/<slug:code>/differences/", branch.branch_differences_now, name="branch_differences_now"),
    path(_branch, branch.branch_differences, name="branch_differences"),
    path(f"{_branch}decide/", branch.branch_differences_decide, name="branch_differences_decide"),
    path(f"{_branch}send/", branch.branch_differences_send, name="branch_differences_send"),
]
