"""Addresses of the three-way reconciliation."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code> and <region:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from contributions.matching.views import agency, leavers, places

_agency = "agencies/<agency:code>/contributions/"
_month = f"{_agency}<month:month>/matching/"
_region = "regions/<region:code>/contributions/"
_region_month = f"{_region}<month:month>/matching/"
_branch = "branches/<slug:code>/contributions/"
_branch_month = f"{_branch}<month:month>/matching/"

urlpatterns = [
    path(_month, agency.agency_money_matching, name="agency_money_matching"),
    path(f"{_month}export/", agency.agency_money_matching_export, name="agency_money_matching_export"),
    path(f"{_month}books/", agency.agency_money_matching_books, name="agency_money_matching_books"),
    path(
        f"{_agency}paid-but-ended/books/",
        leavers.agency_paid_but_ended_books,
        name="agency_paid_but_ended_books",
    ),
    path(f"{_agency}paid-but-ended/", leavers.agency_paid_but_ended, name="agency_paid_but_ended"),
    path(
        f"{_agency}paid-but-ended/export/",
        leavers.agency_paid_but_ended_export,
        name="agency_paid_but_ended_export",
    ),
    path(f"{_region}paid-but-ended/", leavers.region_paid_but_ended, name="region_paid_but_ended"),
    path(
        f"{_region}paid-but-ended/export/",
        leavers.region_paid_but_ended_export,
        name="region_paid_but_ended_export",
    ),
    path(f"{_branch}paid-but-ended/", leavers.branch_paid_but_ended, name="branch_paid_but_ended"),
    path(
        f"{_branch}paid-but-ended/export/",
        leavers.branch_paid_but_ended_export,
        name="branch_paid_but_ended_export",
    ),
    path(_region_month, places.region_money_matching, name="region_money_matching"),
    path(f"{_region_month}export/", places.region_money_matching_export, name="region_money_matching_export"),
    path(_branch_month, places.branch_money_matching, name="branch_money_matching"),
    path(f"{_branch_month}export/", places.branch_money_matching_export, name="branch_money_matching_export"),
]
