"""The frame around the pages of cards."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address


def nav_of(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    """Under the agency's enrolment; `deeper` leads from the card list to the page."""
    enrolment = address("agency_enrolment", agency.code)
    above = (Link(_("Enrolment"), enrolment),) if enrolment else ()
    here = Link(_("Cards"), reverse("agency_cards", args=[agency.code]))
    return agency_frame(request, agency, "agency_enrolment", *above, here, *deeper)
