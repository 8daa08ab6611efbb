"""Addresses of the treasurer's pages."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code> and <region:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from contributions.treasury.views import ceilings, deductions, making, papers, region

_region = "regions/<region:code>/contributions/ceilings"
_agency = "agencies/<agency:code>/contributions/"
_month = f"{_agency}<month:month>/"

urlpatterns = [
    path(f"{_region}/", region.region_ceilings, name="region_ceilings"),
    path(f"{_region}.xlsx", region.region_ceilings_xlsx, name="region_ceilings_xlsx"),
    path(f"{_region}.csv", region.region_ceilings_csv, name="region_ceilings_csv"),
    path(f"{_agency}ceilings/", ceilings.agency_ceilings, name="agency_ceilings"),
    path(f"{_agency}ceilings.xlsx", ceilings.agency_ceilings_xlsx, name="agency_ceilings_xlsx"),
    path(f"{_agency}ceilings/new/", ceilings.agency_ceilings_new, name="agency_ceilings_new"),
    path(
        f"{_agency}ceilings/<int:pk>/remove/", ceilings.agency_ceilings_remove, name="agency_ceilings_remove"
    ),
    path(f"{_month}deductions/", deductions.agency_deductions, name="agency_deductions"),
    path(f"{_month}deductions.xlsx", deductions.agency_deductions_xlsx, name="agency_deductions_xlsx"),
    path(f"{_month}deductions.pdf", deductions.agency_deductions_pdf, name="agency_deductions_pdf"),
    path(f"{_month}deductions/making/", making.agency_deductions_making, name="agency_deductions_making"),
    path(f"{_month}papers/", papers.agency_account_papers, name="agency_account_papers"),
    path(f"{_month}papers.zip", papers.agency_account_papers_zip, name="agency_account_papers_zip"),
    path(f"{_month}papers.pdf", papers.agency_account_papers_pdf, name="agency_account_papers_pdf"),
    path(f"{_month}papers.xlsx", papers.agency_account_papers_xlsx, name="agency_account_papers_xlsx"),
    path(f"{_month}papers/making/", making.agency_account_papers_making, name="agency_account_papers_making"),
]
