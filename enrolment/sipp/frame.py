"""The frame around the pages of official sheets, and what they offer whom."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from enrolment.models import OfficialSheet, SheetKind


def nav_of(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    """The agency's frame; `deeper` leads from the sheets to the page."""
    above = Link(_("Enrolment"), reverse("agency_enrolment", args=[agency.code]))
    here = Link(_("Official sheets"), reverse("agency_sheets", args=[agency.code]))
    return agency_frame(request, agency, "agency_enrolment", above, here, *deeper)


def sheet_of(agency: Agency, pk: UUID) -> OfficialSheet:
    """The agency's sheet, or 404."""
    sheets = OfficialSheet.objects.for_agency(agency).select_related(
        "group", "agency__region", "template", "made_by", "answered_by"
    )
    return get_object_or_404(sheets, pk=pk)


def kind_of(kind: str) -> SheetKind:
    """The kind of sheet in an address, or 404."""
    if kind not in SheetKind:
        raise Http404
    return SheetKind(kind)


def allowed(request: HttpRequest, agency: Agency) -> dict[str, bool]:
    """What the pages offer this user."""
    held = access.scope_of(request.user).permissions_in_agency(agency)
    return {
        "may_submit": access.P.SUBMIT in held,
        "may_download": {access.P.SUBMIT, access.P.EXPORT_PEOPLE} <= held,
        "may_edit": access.P.EDIT_ROSTER in held,
        "may_settle": access.P.MANAGE_GROUPS in held,
    }
