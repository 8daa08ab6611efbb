"""The frame around the pages of this package: a region's tabs, or those of the whole installation."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Region
from agencies.offices.switcher import administers
from agencies.pages.navigation import Link, Nav, address, region_tabs

AGENCIES = "region_agencies"


def region_nav(region: Region, active: str = AGENCIES, *deeper: Link) -> Nav:
    return region_tabs(region, active, province=region.parent).under(*deeper)


def country_nav(request: HttpRequest, active: str, *deeper: Link) -> Nav:
    """The tabs of those who act everywhere; users and branches for who runs the installation."""
    pages = [("region_list", _("Regions"))]
    if administers(request.user):
        pages += [("installation_members", _("Users")), ("branch_list", _("Branches"))]
    tabs = tuple(Link(label, address(name), name == active) for name, label in pages)
    home = address("region_list")
    return Nav(_("All of Indonesia"), home, tabs, breadcrumb=deeper)


def may(request: HttpRequest, region: Region, permission: access.Permission) -> bool:
    return permission in access.scope_of(request.user).permissions_in_region(region)
