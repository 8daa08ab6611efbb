"""The frame of pages below the list of figures by source: one can always go back up to it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Region
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav

LIST = "region_stated_figures"


def below_figures(request: HttpRequest, region: Region, here: str) -> Nav:
    above = Link(_("Figures by source"), reverse(LIST, args=[region.code]))
    return region_frame(request, region, LIST, above, Link(here))
