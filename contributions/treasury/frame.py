"""The frame of the treasurer's pages, and addresses of what other pages give."""

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address
from enrolment.workers.wording import month_name


def frame(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    return agency_frame(request, agency, "agency_contributions", contributions(agency), *deeper)


def contributions(agency: Agency) -> Link:
    return Link(_("Contributions"), address("agency_contributions", agency.code))


def month_frame(request: HttpRequest, agency: Agency, month: dt.date, *deeper: Link) -> Nav:
    return frame(request, agency, Link(month_name(month), month_address(agency, month)), *deeper)


def month_address(agency: Agency, month: dt.date) -> str:
    return address("agency_contribution_month", agency.code, f"{month:%Y-%m}")
