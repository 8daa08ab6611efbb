"""The frame around the pages of workers, and what they offer whom."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from enrolment.models import Worker


def nav_of(request: HttpRequest, agency: Agency, *links: Link) -> Nav:
    """The agency's frame; `links` lead from the list to the page."""
    above = (Link(_("Worker list"), reverse("agency_workers", args=[agency.code])),) if links else ()
    return agency_frame(request, agency, "agency_workers", *above, *links)


def nav_of_worker(request: HttpRequest, agency: Agency, worker: Worker, *links: Link) -> Nav:
    """The frame of a page below one worker's."""
    here = Link(worker.name, reverse("worker_detail", args=[agency.code, worker.pk]))
    return nav_of(request, agency, here, *links)


def allowed(request: HttpRequest, agency: Agency) -> dict[str, bool]:
    """What the pages offer this user."""
    held = access.scope_of(request.user).permissions_in_agency(agency)
    return {
        "may_edit": access.P.EDIT_ROSTER in held,
        "may_register": access.P.REGISTER in held,
        "may_export": access.P.EXPORT_PEOPLE in held,
        "may_submit": access.P.SUBMIT in held,
    }
