"""What the pages of an agency's contributions share: the frame, the months around, who may do what."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address
from contributions.billing.due import FIRST_MONTH, after, month_of
from enrolment.workers.wording import month_name


def nav_of_month(request: HttpRequest, agency: Agency, month: dt.date, *deeper: Link) -> Nav:
    """The agency's frame; `deeper` leads below its month."""
    months = Link(_("Contributions"), address("agency_contributions", agency.code))
    url = address("agency_contribution_month", agency.code, f"{month:%Y-%m}") if deeper else ""
    return agency_frame(
        request, agency, "agency_contributions", months, Link(month_name(month), url), *deeper
    )


def months_around(agency: Agency, month: dt.date) -> dict[str, Link | None]:
    """The months before and after, none beyond the present one, none before BPJS Ketenagakerjaan began."""

    def link(to: dt.date) -> Link | None:
        if not FIRST_MONTH <= to <= month_of(timezone.localdate()):
            return None
        return Link(month_name(to), reverse("agency_contribution_month", args=[agency.code, to]))

    earlier = after(month, -1) if month > FIRST_MONTH else month
    return {"earlier": link(earlier) if earlier != month else None, "later": link(after(month))}


def can_be_computed(month: dt.date) -> bool:
    """A month that has begun, of the time since BPJS Ketenagakerjaan exists."""
    return FIRST_MONTH <= month <= month_of(timezone.localdate())


def is_over(month: dt.date) -> bool:
    """Nobody comes any more: time to make it final. Of the present month nothing is missing yet."""
    return month < month_of(timezone.localdate())


def allowed(request: HttpRequest, agency: Agency) -> dict[str, Any]:
    """What the pages offer this user, whatever the month."""
    held = access.scope_of(request.user).permissions_in_agency(agency)
    return {
        "may_see_people": access.P.SEE_PEOPLE in held,
        "may_assess": access.P.ASSESS in held,
        "may_pay": access.P.PAY in held,
        "may_set_terms": access.P.SET_TERMS in held,
        "may_export": access.P.EXPORT_PEOPLE in held,
    }
