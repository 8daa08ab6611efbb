"""The figures of a page as a workbook or as CSV. Figures only: no person is in them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agencies.models import AgencyKind
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from contributions.coverage.denominators import AGENCIES
from contributions.coverage.funnel import AgencyCoverage, Funnel, PlaceCoverage
from contributions.coverage.worded import span_in_words


def as_workbook(
    place: PlaceCoverage, agencies: Iterable[AgencyCoverage], code: str, name: str
) -> HttpResponse:
    """One sheet per question: the figures of the place, its rates with their sources, those of its agencies
    that were asked for."""
    sheets = {
        _("Figures"): ([_("Figure"), _("Value")], summary_rows(place, name)),
        _("Rates"): (rate_head(), rate_rows(place)),
        _("Agencies"): (agency_head(), agency_rows(agencies)),
    }
    if place.community.known:
        apart = [one for one in (*place.agencies, *place.programmes) if one.community.known]
        sheets[_("Counted apart")] = (community_head(), community_rows(apart))
    return workbook_response(sheets, file_name(_("coverage"), code, place.as_of))


def as_csv(place: PlaceCoverage, agencies: Iterable[AgencyCoverage], code: str) -> HttpResponse:
    """Agencies of the place, one line each."""
    name = file_name(_("coverage"), code, place.as_of, extension="csv")
    return csv_response(agency_head(), agency_rows(agencies), name)


def summary_rows(place: PlaceCoverage, name: str) -> list[tuple[str, Any]]:
    staff = place.staff
    return [
        (_("Place"), name),
        (_("Position as of"), place.as_of),
        (_("Declared total, as the city has chosen"), place.declared_count),
        (_("Source of that total"), place.declared.source_text if place.declared else None),
        (_("Listed"), staff.listed),
        (_("Submitted to BPJS"), staff.submitted if staff.known else None),
        (_("Registered"), staff.registered if staff.known else None),
        (_("of which confirmed by BPJS"), staff.confirmed if staff.known else None),
        *zip(state_head(), state_cells(staff), strict=True),
        (_("Contribution of the month"), f"{staff.month:%Y-%m}" if staff.month else None),
        (_("Covered by Taspen"), staff.taspen if staff.known else None),
        (_("Not protected yet"), place.gaps[0] if len(place.gaps) == 1 else span_in_words(place.gaps)),
        (_("Figures last changed on"), staff.day),
        (_("Agencies"), place.agency_count),
        (_("Agencies with a list"), place.with_roster),
        (_("Agencies registered"), place.registered_agencies),
    ]


def rate_head() -> list[str]:
    return [
        _("Rate"),
        _("Part"),
        _("Of"),
        _("Share"),
        _("What the total covers"),
        _("Source"),
        _("As of"),
        _("Caution"),
    ]


def rate_rows(place: PlaceCoverage) -> list[list[Any]]:
    return [
        [
            _("By agency") if rate.measure == AGENCIES else _("By worker"),
            rate.numerator,
            rate.denominator,
            None if rate.share is None else round(rate.share, 4),
            rate.stated.unit_note,
            rate.stated.source_text,
            rate.stated.as_of,
            rate.stated.caution,
        ]
        for rate in place.rates
    ]


def agency_head() -> list[str]:
    return [
        _("Code"),
        _("Agency"),
        _("Kind"),
        _("Declared by the agency"),
        _("Declared on"),
        _("Listed"),
        _("Submitted to BPJS"),
        _("Registered"),
        _("of which confirmed by BPJS"),
        _("Covered by Taspen"),
        *state_head(),
        _("Not protected yet"),
        _("Share"),
        _("Figures last changed on"),
        _("List as of"),
    ]


def agency_rows(agencies: Iterable[AgencyCoverage]) -> list[list[Any]]:
    """A row per agency; empty cells where there is no data, zeros only where a zero is known."""
    return [
        [
            one.office.code,
            one.office.name,
            str(AgencyKind(one.office.kind).label),
            one.declared,
            one.stated.as_of if one.stated else None,
            *funnel_cells(one),
            one.staff.taspen if one.staff.known else None,
            *state_cells(one.staff),
            one.gap,
            None if one.share is None else round(one.share, 4),
            one.staff.day,
            one.roster_date,
        ]
        for one in agencies
    ]


def funnel_cells(one: AgencyCoverage) -> list[int | dt.date | None]:
    staff = one.staff
    if not staff.known:
        return [None, None, None, None]
    return [staff.listed, staff.submitted, staff.registered, staff.confirmed]


def state_head() -> list[str]:
    return [_("Active"), _("Awaiting first contribution"), _("In arrears"), _("Contributions not kept here")]


def state_cells(funnel: Funnel) -> list[int | None]:
    """How the registered stand with their contributions; nothing where nobody keeps them."""
    if funnel.active is None:
        return [None, None, None, funnel.unknown if funnel.known else None]
    return [funnel.active, funnel.awaiting, funnel.arrears, funnel.unknown]


def community_head() -> list[str]:
    return [
        _("Code"),
        _("Agency"),
        _("Listed"),
        _("Submitted to BPJS"),
        _("Registered"),
        _("of which confirmed by BPJS"),
        *state_head(),
    ]


def community_rows(agencies: Iterable[AgencyCoverage]) -> list[list[Any]]:
    return [
        [
            one.office.code,
            one.office.name,
            one.community.listed,
            one.community.submitted,
            one.community.registered,
            one.community.confirmed,
            *state_cells(one.community),
        ]
        for one in agencies
    ]
