"""The frame around a page: which scope one acts for, its row of tabs, the way back up.

A view builds a Nav and passes it as `nav`; templates/base.html shows it. A tab whose page is not in the
URL configuration is left out, so a page may be added or removed without touching this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Region(Protocol):
    """What a region must offer here: `level` is "province" or any word for kabupaten and kota."""

    code: str
    name: str


class Agency(Protocol):
    code: str
    name: str


class Branch(Protocol):
    code: str
    name: str


@dataclass(frozen=True)
class Link:
    """A place one can go; `url` is empty where there is a word but no page."""

    label: Text
    url: str = ""
    active: bool = False


@dataclass(frozen=True)
class Nav:
    """What base.html needs: the scope and its address, tabs, breadcrumb, where its search is sent (POST)."""

    scope_label: Text = ""
    scope_url: str = ""
    tabs: Sequence[Link] = ()
    breadcrumb: Sequence[Link] = ()
    search_url: str = ""
    scopes: Sequence[Link] = field(default=())

    def under(self, *links: Link) -> "Nav":
        """The same frame one or more steps deeper: for pages below a tab."""
        return replace(self, breadcrumb=(*self.breadcrumb, *links))


def address(name: str, *args: str) -> str:
    """The page's address, or an empty string while no such page exists."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def tabs_of(pages: Sequence[tuple[str, Text]], code: str, active: str) -> tuple[Link, ...]:
    """One tab per (URL name, label) that has a page for this code; `active` is a URL name."""
    found = ((name, label, address(name, code)) for name, label in pages)
    return tuple(Link(label, url, name == active) for name, label, url in found if url)


AGENCY_PAGES = (
    ("agency_home", _("Home")),
    ("agency_workers", _("Worker list")),
    ("agency_uploads", _("History")),
)
CITY_PAGES = (
    ("region_detail", _("Coverage")),
    ("region_agencies", _("Agencies")),
    ("region_documents", _("Documents & letters")),
    ("region_stated_figures", _("Figures by source")),
    ("region_members", _("Users")),
)
PROVINCE_PAGES = (
    ("region_detail", _("Coverage")),
    ("region_cities", _("Regencies and cities")),
)
BRANCH_PAGES = (("branch_detail", _("Agencies")),)


def agency_tabs(agency: Agency, active: str = "", *, region: Region | None = None) -> Nav:
    """The frame of an agency's pages; `region` puts its coverage page into the breadcrumb."""
    home = address("agency_home", agency.code)
    upper = (Link(region.name, address("region_detail", region.code)),) if region else ()
    return Nav(
        scope_label=getattr(agency, "short_name", "") or agency.name,
        scope_url=home,
        tabs=tabs_of(AGENCY_PAGES, agency.code, active),
        breadcrumb=(*upper, Link(agency.name, home)),
        search_url=address("agency_workers", agency.code),
    )


def is_city(region: Region) -> bool:
    """Kemendagri codes: a province is two digits (36), a kabupaten or kota has a dot (36.73)."""
    return "." in region.code


def region_tabs(region: Region, active: str = "", *, province: Region | None = None) -> Nav:
    """The frame of a region's pages: a kabupaten or kota has other tabs than a province."""
    home = address("region_detail", region.code)
    upper = (Link(province.name, address("region_detail", province.code)),) if province else ()
    return Nav(
        scope_label=region.name,
        scope_url=home,
        tabs=tabs_of(CITY_PAGES if is_city(region) else PROVINCE_PAGES, region.code, active),
        breadcrumb=(*upper, Link(region.name, home)),
    )


def branch_tabs(branch: Branch, active: str = "") -> Nav:
    """The frame of a branch's pages."""
    home = address("branch_detail", branch.code)
    return Nav(
        scope_label=branch.name,
        scope_url=home,
        tabs=tabs_of(BRANCH_PAGES, branch.code, active),
        breadcrumb=(Link(branch.name, home),),
    )
