"""Frozen figures as workbooks and as CSV. Figures only: no person is in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, AgencyKind, Region
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from contributions.models import Snapshot
from contributions.snapshots.comparing import Comparison, Pair
from contributions.snapshots.frozen import Frozen, Month, Unit
from contributions.snapshots.pages import Line
from contributions.snapshots.taking import month_end
from contributions.snapshots.told import OF_CONTRIBUTIONS, figure, unpaid

Rows = Iterable[Sequence[Any]]


def _response(kind: str, name: Sequence[Any], head: list[str], rows: Rows, title: str) -> HttpResponse:
    if kind == "csv":
        return csv_response(head, rows, file_name(*name, extension="csv"))
    return workbook_response({title: (head, rows)}, file_name(*name))


def figures_head() -> list[str]:
    return [
        _("Declared"), _("Listed"), _("Submitted to BPJS"), _("Registered"), _("of which confirmed by BPJS"),
        _("Active"), _("Awaiting first contribution"), _("In arrears"), _("Contributions not kept here"),
        _("Covered by Taspen"), _("Unpaid (Rp)"),
    ]  # fmt: skip


def figures_cells(one: Frozen | Snapshot) -> list[Any]:
    """Empty where there is no data, zeros only where a zero is known."""
    known = one.listed is not None
    steps = [one.submitted, one.registered, one.confirmed] if known else [None] * 3
    states = [figure(one, column) for column in OF_CONTRIBUTIONS]
    rest = [one.unknown, one.taspen] if known else [None] * 2
    return [one.declared, one.listed, *steps, *states, *rest, unpaid(one)]


def of_months(lines: Sequence[Line], code: str, kind: str) -> HttpResponse:
    """A city's frozen months, the newest first."""
    head = [
        _("Month"), _("Position as of"), *figures_head(), _("Not protected yet"), _("Agencies"),
        _("Agencies with a list"), _("Agencies registered"), _("Source of the total"), _("Frozen"),
        _("Version"), _("Reason"),
    ]  # fmt: skip
    rows = [
        [
            f"{one.month:%Y-%m}",
            month_end(one.month),
            *figures_cells(one.snapshot),
            one.gap,
            one.snapshot.agencies,
            one.snapshot.with_roster,
            one.snapshot.registered_agencies,
            one.snapshot.declared_source,
            timezone.localtime(one.snapshot.taken_at).date(),
            one.snapshot.version,
            one.snapshot.reason,
        ]
        for one in lines
    ]
    return _response(kind, (_("month ends"), code), head, rows, _("Month ends"))


def of_units(snapshot: Snapshot, units: Sequence[Unit], region: Region, kind: str) -> HttpResponse:
    """The agencies of one frozen month; in the workbook those counted apart have a sheet of their own."""
    head = [_("Code"), _("Agency"), _("Kind"), *figures_head(), _("Not protected yet"), _("Unpaid months"),
            _("List as of")]  # fmt: skip
    rows = [
        [
            *_named(unit.agency),
            *figures_cells(unit.staff),
            unit.staff.gap,
            unit.staff.unpaid_months,
            unit.staff.roster_date,
        ]
        for unit in units
    ]
    name = (_("month end"), region.code, f"{snapshot.month:%Y-%m}", f"v{snapshot.version}")
    if kind == "csv":
        return csv_response(head, rows, file_name(*name, extension="csv"))
    sheets: dict[str, tuple[Sequence[Any], Rows]] = {
        _("Figures"): ([_("Figure"), _("Value")], _summary(snapshot, region)),
        _("Agencies"): (head, rows),
    }
    apart = [unit for unit in units if unit.community.known]
    if apart:
        cells = [[*_named(unit.agency), *figures_cells(unit.community)] for unit in apart]
        sheets[_("Counted apart")] = ([_("Code"), _("Agency"), _("Kind"), *figures_head()], cells)
    return workbook_response(sheets, file_name(*name))


def _named(agency: Agency) -> list[Any]:
    return [agency.code, agency.name, str(AgencyKind(agency.kind).label)]


def _summary(snapshot: Snapshot, region: Region) -> list[list[Any]]:
    return [
        [_("Place"), region.name],
        [_("Position as of"), month_end(snapshot.month)],
        [_("Frozen"), timezone.localtime(snapshot.taken_at).date()],
        [_("Version"), snapshot.version],
        [_("Reason"), snapshot.reason],
        *map(list, zip(figures_head(), figures_cells(snapshot), strict=True)),
        [_("Source of the total"), snapshot.declared_source],
        [_("Agencies"), snapshot.agencies],
        [_("Agencies with a list"), snapshot.with_roster],
        [_("Agencies registered"), snapshot.registered_agencies],
    ]


def of_agency(months: Sequence[Month], agency: Agency, kind: str) -> HttpResponse:
    """The frozen months of an agency, the newest first."""
    head = [_("Month"), _("Position as of"), *figures_head(), _("Not protected yet"), _("Unpaid months"),
            _("List as of"), _("Frozen"), _("Version")]  # fmt: skip
    rows = [
        [
            f"{one.month:%Y-%m}",
            month_end(one.month),
            *figures_cells(one.staff),
            one.staff.gap,
            one.staff.unpaid_months,
            one.staff.roster_date,
            timezone.localtime(one.taken_at).date(),
            one.version,
        ]
        for one in months
    ]
    return _response(kind, (_("month ends"), agency.code), head, rows, _("Month ends"))


def of_pairs(found: Comparison, region: Region, kind: str) -> HttpResponse:
    """Two months of every agency that is shown."""
    first, last = f"{found.first.month:%Y-%m}", f"{found.last.month:%Y-%m}"
    names = [_("Listed"), _("Registered"), _("Active"), _("Not protected yet")]
    head = [_("Code"), _("Agency"), _("Kind")]
    for name in names:
        head += [f"{name}, {first}", f"{name}, {last}", _("%(figure)s, change") % {"figure": name}]
    rows = [[*_named(pair.agency), *_pair_cells(pair)] for pair in found.shown]
    return _response(kind, (_("comparison"), region.code, first, last), head, rows, _("Comparison"))


def _pair_cells(pair: Pair) -> list[Any]:
    one, other = pair.before, pair.after
    return [
        one.listed, other.listed, pair.listed,
        one.registered if one.known else None, other.registered if other.known else None, pair.registered,
        figure(one, "active"), figure(other, "active"), pair.active,
        one.gap, other.gap, pair.gap,
    ]  # fmt: skip
