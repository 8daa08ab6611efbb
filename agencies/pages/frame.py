"""The frame of a page: the tabs of an agency, region, branch or the country, and the way back up.

Only what the user may open: a tab asks for the same permission as its page (a test compares them), and a
region stands above an agency, a province above a city, for those alone who may open its page. A tab whose
page is not in the URL configuration is left out, so pages come and go without touching this module.
"""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import P, Permission, may, scope_of
from agencies.models import Agency, Branch, Region
from agencies.pages.navigation import Link, Nav, Text, address

# URL name, word, the permission that its page asks for; None: whoever is signed in.
Pages = Sequence[tuple[str, Text, Permission | None]]

AGENCY_PAGES: Pages = (
    ("agency_home", gettext_lazy("Home"), P.SEE_FIGURES),
    ("agency_workers", gettext_lazy("Worker list"), P.SEE_PEOPLE),
    ("agency_enrolment", gettext_lazy("Enrolment"), P.SEE_PEOPLE),
    ("agency_contributions", gettext_lazy("Contributions"), P.SEE_FIGURES),
    ("agency_uploads", gettext_lazy("History"), P.SEE_PEOPLE),
)
CITY_PAGES: Pages = (
    ("region_detail", gettext_lazy("Coverage"), P.SEE_FIGURES),
    ("region_agencies", gettext_lazy("Agencies"), P.SEE_FIGURES),
    ("region_month_now", gettext_lazy("Reconciliation"), P.SEE_PEOPLE),
    ("region_contributions", gettext_lazy("Contributions"), P.SEE_FIGURES),
    ("region_budget", gettext_lazy("Budget"), P.SEE_FIGURES),
    ("region_documents", gettext_lazy("Documents & letters"), P.SEE_RECORDS),
    ("region_reports", gettext_lazy("Reports"), P.SEE_FIGURES),
    ("region_stated_figures", gettext_lazy("Figures by source"), P.SEE_RECORDS),
    ("region_members", gettext_lazy("Users"), P.MANAGE_MEMBERS),
)
PROVINCE_PAGES: Pages = (
    ("region_detail", gettext_lazy("Coverage"), P.SEE_FIGURES),
    ("region_cities", gettext_lazy("Regencies and cities"), P.SEE_FIGURES),
    ("region_contributions", gettext_lazy("Contributions"), P.SEE_FIGURES),
    ("region_stated_figures", gettext_lazy("Figures by source"), P.SEE_RECORDS),
)
BRANCH_PAGES: Pages = (
    ("branch_month_now", gettext_lazy("Current month"), P.SEE_PEOPLE),
    ("branch_differences_now", gettext_lazy("Reconciliation"), P.SEE_PEOPLE),
    ("branch_payments", gettext_lazy("Payments"), P.SEE_FIGURES),
    ("branch_contributions", gettext_lazy("Contributions"), P.SEE_FIGURES),
    ("branch_detail", gettext_lazy("Agencies"), P.SEE_FIGURES),
)
COUNTRY_PAGES: Pages = (
    ("country_coverage", gettext_lazy("Coverage"), P.SEE_FIGURES),
    ("region_list", gettext_lazy("Regions"), P.SEE_FIGURES),
    ("rate_list", gettext_lazy("Contribution rates"), None),
    ("installation_members", gettext_lazy("Users"), P.ADMINISTER),
    ("branch_list", gettext_lazy("Branches"), P.ADMINISTER),
)


def agency_frame(request: HttpRequest, agency: Agency, active: str = "", *deeper: Link) -> Nav:
    """The frame of an agency's pages; `active` is the URL name of the tab, `deeper` leads below it."""
    held = scope_of(request.user).permissions_in_agency(agency)
    home = address("agency_home", agency.code)
    return Nav(
        scope_label=agency.short_name or agency.name,
        scope_url=home,
        tabs=_tabs(AGENCY_PAGES, held, active, agency.code),
        breadcrumb=(*_above(request, agency.region), Link(agency.name, home), *deeper),
        search_url=address("agency_workers", agency.code) if P.SEE_PEOPLE in held else "",
    )


def region_frame(request: HttpRequest, region: Region, active: str = "", *deeper: Link) -> Nav:
    """The frame of a region's pages: a kabupaten or kota has other tabs than a province."""
    held = scope_of(request.user).permissions_in_region(region)
    home = address("region_detail", region.code)
    return Nav(
        scope_label=region.name,
        scope_url=home,
        tabs=_tabs(PROVINCE_PAGES if region.is_province else CITY_PAGES, held, active, region.code),
        breadcrumb=(*_above(request, region.parent), Link(region.name, home), *deeper),
    )


def branch_frame(request: HttpRequest, branch: Branch, active: str = "", *deeper: Link) -> Nav:
    """The frame of a branch's pages."""
    held = scope_of(request.user).permissions_in_branch(branch)
    home = address("branch_detail", branch.code)
    return Nav(
        scope_label=branch.name,
        scope_url=home,
        tabs=_tabs(BRANCH_PAGES, held, active, branch.code),
        breadcrumb=(Link(branch.name, home), *deeper),
    )


def country_frame(request: HttpRequest, active: str = "", *deeper: Link) -> Nav:
    """The frame of pages about the whole country; users and branches for who runs the installation."""
    held = scope_of(request.user).everywhere
    home = address("country_coverage" if P.SEE_FIGURES in held else "rate_list")
    return Nav(_("All of Indonesia"), home, _tabs(COUNTRY_PAGES, held, active), breadcrumb=deeper)


def _tabs(pages: Pages, held: frozenset[Permission], active: str, *code: str) -> tuple[Link, ...]:
    found = ((name, label, address(name, *code)) for name, label, needed in pages if needed in (None, *held))
    return tuple(Link(label, url, name == active) for name, label, url in found if url)


def _above(request: HttpRequest, region: Region | None) -> tuple[Link, ...]:
    """The wider place, for those who may open its page."""
    if region is None or not may(request.user, P.SEE_FIGURES, region):
        return ()
    return (Link(region.name, address("region_detail", region.code)),)
