"""Lists of payments in words: why one cannot be used, what is wrong with a row, what to do."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agencies.models import ContributionGroup
from agencies.pages import figures
from contributions.models import ListState, PaymentList, PaymentRow
from contributions.payments.lists.kinds import RowKind
from enrolment.problems import refusal_sentence

COLUMNS = {
    "code": _("Kode iuran"),
    "npp": _("NPP"),
    "payer": _("Payer or unit"),
    "month": _("Month"),
    "paid_on": _("Day of payment"),
    "amount": _("Amount"),
    "channel": _("Channel or bank"),
    "reference": _("Reference (NTPN, journal)"),
    "note": _("Description"),
    "way": _("Debit or credit"),
}
"""What a column of a list is called on screen, in the order in which people see them."""

# What is wrong, what to do.
_REFUSED: dict[str, tuple[str | Promise, str | Promise]] = {
    "empty_file": (_("the file is empty."), _("Choose the file that lists the payments, as Excel or CSV.")),
    "no_payment_table": (
        _("there is no table in this file."),
        _("Choose the file that lists the payments, as Excel or CSV."),
    ),
    "no_payment_header": (
        _("the columns of this list are not understood."),
        _("Match the columns once; the next list like it needs no hand."),
    ),
    "no_payment_rows": (
        _("no payment was found under the headings."),
        _("Match the columns, or choose the file that has the payments in it."),
    ),
    "columns_lacking": (
        _("the column of the day and that of the amount are needed."),
        _("Choose them above the columns that hold them."),
    ),
    "same_file": (
        _("the very same file was handed in on %(day)s: %(file)s."),
        _("Nothing is to be done. To use it anew, take the earlier list back first."),
    ),
    "reading_failed": (
        _("reading the file failed for a reason on our side."),
        _("Hand it in once more; if it fails again, tell whoever runs this installation."),
    ),
}

# What is wrong with a cell, what to do.
_PROBLEMS: dict[str, tuple[str | Promise, str | Promise]] = {
    "amount_missing": (_("The amount is missing."), _("Write the amount into the file.")),
    "amount_invalid": (
        _("“%(read)s” is not an amount that can be understood."),
        _("Write it in digits, such as 1.574.074,50."),
    ),
    "amount_unclear": (
        _("“%(read)s” can be read as two amounts."),
        _("Write all amounts in the same way, Indonesian or English."),
    ),
    "amount_style": (_("“%(read)s” is written otherwise than the other amounts."), _("Compare it.")),
    "amount_not_positive": (
        _("“%(read)s” is no payment: the amount must be above zero."),
        _("Money paid back is entered at the payment that it came from."),
    ),
    "day_missing": (_("The day of payment is missing."), _("Write the day into the file.")),
    "day_invalid": (
        _("“%(read)s” is not a day that can be understood."),
        _("Write it as 15/03/2020."),
    ),
    "day_ahead": (_("“%(read)s” lies in the future."), _("Compare it with the proof of payment.")),
    "row_twice": (
        _("The same payment stands in row %(read)s already."),
        _("Nothing is to be done; if it was really paid twice, give each its reference."),
    ),
    "code_damaged": (
        _("Excel has rounded the kode iuran “%(read)s”: it is left out."),
        _("Format the column as text and export it again."),
    ),
    "code_unusual": (_("“%(read)s” is an unusual kode iuran."), _("Compare it.")),
    "month_invalid": (_("The month “%(read)s” is not understood; it is left out."), _("Nothing is lost.")),
    "no_contribution": (_("Of no agency here, or no contribution, as somebody has answered."), ""),
}
PAID_BEFORE = (
    _("This kode iuran was paid before, with another day or amount."),
    _("Compare the two: if they are one payment, take the one entered by hand back first."),
)
SKIPPED = {
    "title": _("title"),
    "header": _("column header"),
    "repeated header": _("repeated header"),
    "column numbering": _("column numbering"),
    "total": _("total or balance"),
    "note": _("note or signature"),
    "other way": _("money that went the other way"),
}
"""Why a row is no payment: the reader's word -> words for people."""
SIGNS = {
    ListState.RECEIVED: "reading",
    ListState.UNMATCHED: "unmatched",
    ListState.READY: "staged",
    ListState.SAVED: "applied",
    ListState.UNDONE: "undone",
    ListState.REFUSED: "list_refused",
}


def sign_of(found: PaymentList) -> str:
    """The badge of a list: one that is here already is no error."""
    if (found.refusal or {}).get("code") == "same_file":
        return "list_known"
    return SIGNS[found.state]  # type: ignore[index]


ROW_SIGNS = {
    RowKind.NEW: "new",
    RowKind.UNPLACED: "payment_unplaced",
    RowKind.KNOWN: "list_known",
    RowKind.BAD: "needs_fix",
    RowKind.OUT: "payment_none",
    RowKind.SAVED: "applied",
}
"""The badge of each kind of row."""


@dataclass(frozen=True)
class Told:
    """What is wrong and what to do, each a sentence."""

    what: str
    todo: str = ""


def told(refusal: Mapping[str, Any] | None) -> Told | None:
    """Why a list waits or was refused; None where all is well."""
    if not refusal:
        return None
    code, params = refusal["code"], dict(refusal.get("params") or {})
    if code not in _REFUSED:
        return Told(capfirst(refusal_sentence(code, params)))
    if "day" in params:
        params["day"] = figures.day(dt.date.fromisoformat(params["day"]))
    what, todo = _REFUSED[code]
    return Told(capfirst(str(what) % params), str(todo))


def group_words(group: ContributionGroup) -> str:
    """The agency of a group, and the group's own name where that is another one."""
    own = group.name if group.name not in (group.agency.name, group.agency.short_name) else ""
    return " · ".join(filter(None, (group.agency.name, own)))


def remarks(row: PaymentRow) -> list[Told]:
    """A sentence for each problem of a row, with what to do."""
    return [remark(problem) for problem in row.problems]


def remark(problem: Mapping[str, Any]) -> Told:
    what, todo = _PROBLEMS[problem["code"]]
    where = _("Column %(column)s: ") % problem if problem.get("column") else ""
    return Told(str(where) + str(what) % {"read": problem.get("read") or ""}, str(todo))
