"""Addresses of an agency's months."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from contributions.months.views import changing, correcting, exporting, finalising, month, overview

_all = "agencies/<agency:code>/contributions/"
_month = f"{_all}<month:month>/"

urlpatterns = [
    path(_all, overview.agency_contributions, name="agency_contributions"),
    path(f"{_all}export/", exporting.agency_contributions_export, name="agency_contributions_export"),
    path(f"{_all}compute/", changing.agency_contributions_compute, name="agency_contributions_compute"),
    path(f"{_all}final/", finalising.agency_contributions_final, name="agency_contributions_final"),
    path(_month, month.agency_contribution_month, name="agency_contribution_month"),
    path(f"{_month}compute/", changing.agency_contribution_compute, name="agency_contribution_compute"),
    path(f"{_month}final/", changing.agency_contribution_final, name="agency_contribution_final"),
    path(f"{_month}delay/", changing.agency_contribution_delay, name="agency_contribution_delay"),
    path(
        f"{_month}delay/clear/",
        changing.agency_contribution_delay_clear,
        name="agency_contribution_delay_clear",
    ),
    path(
        f"{_month}corrections/",
        correcting.agency_contribution_corrections,
        name="agency_contribution_corrections",
    ),
    path(
        f"{_month}corrections/drop/",
        correcting.agency_contribution_corrections_drop,
        name="agency_contribution_corrections_drop",
    ),
    path(f"{_month}export/", exporting.agency_contribution_export, name="agency_contribution_export"),
    # The same workbook for the treasurer's own papers, who exports no list of people.
    path(f"{_month}workbook/", exporting.agency_contribution_workbook, name="agency_contribution_workbook"),
]
