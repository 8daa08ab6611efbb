"""The frame around the pages of terms."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies.models import Agency, Region
from agencies.pages.frame import agency_frame, region_frame
from agencies.pages.navigation import Link, Nav, address


def nav_of(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    here = Link(_("Terms"), address("agency_terms", agency.code) if deeper else "")
    return agency_frame(request, agency, "agency_contributions", above, here, *deeper)


def nav_of_region(request: HttpRequest, region: Region, *deeper: Link) -> Nav:
    above = Link(_("Contributions"), address("region_contributions", region.code))
    here = Link(_("Terms"), address("region_terms", region.code) if deeper else "")
    return region_frame(request, region, "region_contributions", above, here, *deeper)
