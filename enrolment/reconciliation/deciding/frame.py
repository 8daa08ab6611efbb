"""What the pages of an agency's month share: the frame, the month, who may do what."""

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
from enrolment.models import AgencyMonth
from enrolment.rosters.staging import version_of
from enrolment.workers.wording import month_name


def nav_of_month(request: HttpRequest, agency: Agency, month: dt.date, *deeper: Link) -> Nav:
    """The agency's frame; `deeper` leads below its month."""
    months = Link(_("Reconciliation"), address("agency_months", agency.code))
    here = Link(month_name(month), address("agency_month", agency.code, f"{month:%Y-%m}") if deeper else "")
    return agency_frame(request, agency, "agency_enrolment", months, here, *deeper)


def months_around(month: dt.date, name: str, code: str) -> dict[str, Any]:
    """The months before and after on the page of that URL name: none beyond this one, nor before those that
    addresses tell."""
    earlier = (month - dt.timedelta(days=1)).replace(day=1)
    later = (month + dt.timedelta(days=32)).replace(day=1)

    def link(to: dt.date) -> Link:
        return Link(month_name(to), reverse(name, args=[code, to]))

    return {
        "month": month,
        "earlier": link(earlier) if earlier.year >= 2000 else None,
        "later": link(later) if later <= timezone.localdate() else None,
    }


def month_of(agency: Agency, month: dt.date) -> AgencyMonth | None:
    """The agency's month as far as it was compared or closed."""
    rows = AgencyMonth.objects.select_related("closed_by", "reopened_by")
    return rows.filter(agency=agency, month=month).first()


def roster_moved(found: AgencyMonth | None) -> bool:
    """Whether the agency's list changed since the comparison; of a closed month nobody asks."""
    if found is None or found.reconciled_at is None or found.closed_at:
        return False
    return found.roster_version != version_of(found.agency_id)


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
