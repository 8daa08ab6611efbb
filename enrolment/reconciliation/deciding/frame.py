"""What the pages of an agency's month share: the frame, the month, who may do what."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address
from enrolment.models import AgencyMonth
from enrolment.workers.wording import month_name


def nav_of_month(request: HttpRequest, agency: Agency, month: dt.date, *deeper: Link) -> Nav:
    """The agency's frame; `deeper` leads below its month."""
    months = Link(_("Reconciliation"), address("agency_months", agency.code))
    here = Link(month_name(month), address("agency_month", agency.code, f"{month:%Y-%m}") if deeper else "")
    return agency_frame(request, agency, "agency_enrolment", months, here, *deeper)


def month_of(agency: Agency, month: dt.date) -> AgencyMonth | None:
    """The agency's month as far as it was compared or closed."""
    rows = AgencyMonth.objects.select_related("closed_by", "reopened_by")
    return rows.filter(agency=agency, month=month).first()


def allowed(request: HttpRequest, agency: Agency, found: AgencyMonth | None) -> dict[str, Any]:
    """What the pages offer: nothing of a closed month is changed. Who closes the month asks the agency, who
    keeps its list answers."""
    held = access.scope_of(request.user).permissions_in_agency(agency)
    is_open = found is None or found.closed_at is None
    decides = access.P.RECONCILE in held and is_open
    return {
        "may_decide": decides,
        "may_ask": is_open and access.P.CLOSE_MONTH in held,
        "may_answer": is_open and access.P.EDIT_ROSTER in held,
        "may_close": access.P.CLOSE_MONTH in held,
        "may_export": access.P.EXPORT_PEOPLE in held,
        "may_print": access.P.RECONCILE in held,
    }
