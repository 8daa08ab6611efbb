"""Places side by side as a workbook or as CSV: figures with their denominators and sources, and what was
stated about places without figures. No person is in them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from contributions.coverage.exports import rate_head, rate_rows, state_cells, state_head, summary_rows
from contributions.nation.places import Place, Whole
from contributions.nation.wording import whole_source


def as_csv(places: Iterable[Place], name: str, day: dt.date) -> HttpResponse:
    return csv_response(head(), rows(places), file_name(_("coverage"), name, day, extension="csv"))


def as_workbook(places: Sequence[Place], whole: Whole, name: str) -> HttpResponse:
    """The whole, its rates, the places, and what was stated where there are no figures."""
    day = whole.sums.as_of
    sheets = {
        _("Figures"): ([_("Figure"), _("Value")], summary_rows(whole.sums, name)),
        _("Rates"): (rate_head(), rate_rows(whole.sums)),
        _("Places"): (head(), rows(places)),
        _("Figures by source"): (told_head(), told_rows(places)),
    }
    return workbook_response(sheets, file_name(_("coverage"), name, day))


def head() -> list[str]:
    return [
        _("Code"),
        _("Place"),
        _("Position as of"),
        _("Listed"),
        _("Submitted to BPJS"),
        _("Registered"),
        _("of which confirmed by BPJS"),
        _("Covered by Taspen"),
        *state_head(),
        _("To be protected, from"),
        _("To be protected, to"),
        _("Source of that total"),
        _("Not protected yet, from"),
        _("Not protected yet, to"),
        _("Share of the largest total"),
        _("Agencies"),
        _("Agencies with a list"),
        _("Agencies with a list of this month"),
        _("Agencies registered"),
        _("Oldest list"),
        _("Newest list"),
        _("Regencies and cities"),
        _("Regencies and cities with figures"),
    ]


def rows(places: Iterable[Place]) -> list[list[Any]]:
    """A row per place; empty cells where there is no data, zeros only where a zero is known."""
    return [_row(place) for place in places]


def _row(place: Place) -> list[Any]:
    one = place.sums
    staff, wholes, gaps = one.staff, one.wholes, one.gaps
    funnel = [staff.listed, staff.submitted, staff.registered, staff.confirmed, staff.taspen]
    return [
        place.region.code,
        place.region.name,
        one.as_of,
        *(funnel if staff.known else [None] * len(funnel)),
        *state_cells(staff),
        *((wholes[0], wholes[-1]) if wholes else (None, None)),
        "; ".join(whole_source(one, whole) for whole in wholes) or None,
        *((gaps[0], gaps[-1]) if gaps else (None, None)),
        None if one.share is None else round(one.share, 4),
        one.agency_count,
        one.with_roster,
        one.lists.fresh,
        one.registered_agencies if staff.known else None,
        one.lists.oldest,
        one.lists.newest,
        place.cities or None,
        place.using if place.cities else None,
    ]


def told_head() -> list[str]:
    return [
        _("Code"),
        _("Place"),
        _("Figure"),
        _("Value"),
        _("Words as printed"),
        _("What it covers"),
        _("Who said it"),
        _("Source"),
        _("As of"),
        _("Caution"),
    ]


def told_rows(places: Iterable[Place]) -> list[list[Any]]:
    return [
        [
            figure.region.code,
            figure.region.name,
            figure.get_metric_display(),
            figure.value,
            figure.value_text,
            figure.unit_note,
            figure.speaker,
            figure.source,
            figure.as_of,
            figure.caution,
        ]
        for place in places
        for figure in place.told
    ]
