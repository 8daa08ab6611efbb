"""A month of many agencies as a workbook or CSV. Figures only: no person is in them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.badges import sign
from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from contributions.billing.wording import sign_of
from contributions.overview.line import Line
from contributions.overview.sums import Age, Sums


def as_workbook(
    place: str, code: str, month: dt.date, lines: Sequence[Line], of_all: tuple[Sums, list[Age]]
) -> HttpResponse:
    """The agencies shown, the sums of all of them, and the age of what is overdue."""
    sums, ages = of_all
    sheets = {
        _("Agencies"): (head(), rows(lines)),
        _("Sums"): ([_("Figure"), _("Value")], _sum_rows(place, month, sums)),
        _("Age of arrears"): (
            [_("Age"), _("Agencies"), _("Months"), _("Amount (Rp)")],
            [[age.words, age.agencies, age.months, age.amount] for age in ages],
        ),
    }
    return workbook_response(sheets, file_name(_("contributions"), code, f"{month:%Y-%m}"))


def as_csv(code: str, month: dt.date, lines: Iterable[Line]) -> HttpResponse:
    name = file_name(_("contributions"), code, f"{month:%Y-%m}", extension="csv")
    return csv_response(head(), rows(lines), name)


def head() -> list[str]:
    return [
        _("Code"), _("Agency"), _("Regency or city"), _("Paid through"), _("State"), _("Registered"),
        _("Workers"), _("Base (Rp)"), _("JKK (Rp)"), _("JKM (Rp)"), _("JHT (Rp)"), _("JP (Rp)"),
        _("Our computation (Rp)"), _("BPJS's bill (Rp)"), _("Difference (Rp)"), _("Paid (Rp)"),
        _("Still to pay (Rp)"), _("Due on"), _("Reason of the delay"), _("Promised for"),
        _("Arrears today (Rp)"), _("Overdue since"), _("Paid too much (Rp)"), _("Position as of"),
    ]  # fmt: skip


def rows(lines: Iterable[Line]) -> list[list[Any]]:
    """A row per agency; empty cells where nothing was computed, zeros only where a zero is known."""
    return [_row(line) for line in lines]


def _row(line: Line) -> list[Any]:
    computed = line.is_computed
    parts = [line.sums[name] if computed else None for name in ("base", "jkk", "jkm", "jht", "jp", "total")]
    paid = [line.sums["paid"], line.balance] if line.months else [None, None]
    return [
        line.agency.code, line.name, line.agency.region.name, line.served_by,
        str(sign(sign_of(line.standing)).word), line.registered, line.workers, *parts,
        line.billed, line.difference, *paid, line.due_on, line.reason, line.promised_on,
        line.arrears, f"{line.debts[0].month:%Y-%m}" if line.debts else None, line.credit, line.today,
    ]  # fmt: skip


def _sum_rows(place: str, month: dt.date, sums: Sums) -> list[tuple[str, Any]]:
    ours = sums.computed > 0
    return [
        (_("Place"), place),
        (_("Month"), f"{month:%Y-%m}"),
        (_("Position as of"), timezone.localdate()),
        (_("Agencies"), sums.agencies),
        (_("Agencies computed"), sums.computed),
        (_("Agencies with people registered, not computed"), sums.waiting),
        (_("Registered"), sums.registered),
        (_("Workers"), sums.workers if ours else None),
        (_("Base (Rp)"), sums.base if ours else None),
        (_("JKK (Rp)"), sums.jkk if ours else None),
        (_("JKM (Rp)"), sums.jkm if ours else None),
        (_("JHT (Rp)"), sums.jht if ours else None),
        (_("JP (Rp)"), sums.jp if ours else None),
        (_("Our computation (Rp)"), sums.ours),
        (_("BPJS's bill (Rp)"), sums.billed),
        (_("Agencies billed"), sums.billed_agencies),
        (_("Difference (Rp)"), sums.difference if sums.billed is not None else None),
        (_("Paid (Rp)"), sums.paid if sums.known else None),
        (_("Still to pay (Rp)"), sums.balance if sums.known else None),
        (_("Arrears today (Rp)"), sums.arrears),
        (_("Paid too much (Rp)"), sums.credit),
    ]
