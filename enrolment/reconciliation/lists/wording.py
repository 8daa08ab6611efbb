"""Lists in words: why one cannot be used, what is asked of it, what is wrong with a row, what to do."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures
from enrolment.models import ListState, ParticipantList
from enrolment.problems import refusal_sentence
from enrolment.reconciliation.lists import force, placing

COLUMNS = {
    "people": _("people"),
    "nik": _("NIK"),
    "kpj": _("KPJ"),
    "name": _("Name"),
    "birth_date": _("Date of birth"),
    "birth": _("Place and date of birth"),
    "sex": _("Sex"),
    "participant_since": _("Participant since"),
    "left_on": _("Left on"),
    "status": _("Active or not"),
    "employee_no": _("Employee number"),
    "unit": _("Work unit"),
    "wage": _("Wage"),
    "back_pay": _("Back pay"),
    "jkk": _("JKK"),
    "jkm": _("JKM"),
    "jht_employer": _("JHT, employer"),
    "jht_worker": _("JHT, worker"),
    "jp_employer": _("JP, employer"),
    "jp_worker": _("JP, worker"),
    "jkp_employer": _("JKP, employer"),
    "jkp_state": _("JKP, state"),
    "total": _("Total contribution"),
    "number": _("Row number"),
    "npp": _("NPP"),
    "period": _("Period"),
}
"""What a column of a list is called on screen, in the order in which people see them."""

_UNREAD = "total_differs_unread"
# What is wrong, what to do.
_REFUSED: dict[str, tuple[str | Promise, str | Promise]] = {
    "no_list_header": (
        _("the columns of this list are not understood."),
        _("Match the columns once; the next list like it needs no hand."),
    ),
    "columns_lacking": (
        _("the column of the name is needed, and that of the NIK or the KPJ."),
        _("Choose them above the columns that hold them."),
    ),
    "no_list_rows": (
        _("there is a header and nobody beneath it."),
        _("Choose the file that has the people in it."),
    ),
    "total_differs": (
        _(
            "the rows do not add up to the list's own total: %(column)s is %(summed)s in its rows and "
            "%(stated)s in row %(row)s, its footer."
        ),
        _("Download the list from BPJS once more; rows may be missing from this file."),
    ),
    _UNREAD: (
        _(
            "%(unread)s amounts of the column %(column)s cannot be read, so that the rows do not add up to "
            "the list's own total (%(summed)s instead of %(stated)s): %(cells)s."
        ),
        _("Write these cells as amounts, or download the list from BPJS once more."),
    ),
    "no_table": (
        _("there is no table in this file: nobody is on it."),
        _("Choose the file that BPJS's portal or branch gave: Formulir 2a or the list of participants."),
    ),
    "empty_file": (_("the file is empty."), _("Download the list from BPJS once more.")),
    "not_a_workbook": (
        _("this is neither a spreadsheet nor a PDF."),
        _("Hand in the list as Excel, as a PDF with text, or many of them as a zip."),
    ),
    "people_differ": (
        _("the list says that it has %(stated)s people and has %(counted)s rows."),
        _("Download the list from BPJS once more; rows may be missing from this file."),
    ),
    "total_missing": (
        _("the bill has no “Jumlah Seluruhnya”: it is cut off, or its last page is missing."),
        _("Download the complete bill, as Excel if you can."),
    ),
    "several_groups": (
        _("the file is about several NPP: %(npps)s."),
        _("Hand in one file for each NPP."),
    ),
    "several_months": (
        _("the file is about several months: %(months)s."),
        _("Hand in one file for each month."),
    ),
    "pdf_without_text": (
        _("the PDF is a picture without text."),
        _("Download the list from the portal as Excel or as a PDF with text; a scan cannot be read."),
    ),
    "pdf_too_long": (
        _("the PDF has %(pages)s pages; at most %(most)s are read."),
        _("Hand in the Excel file instead."),
    ),
    "other_month": (
        _("the list is about %(printed)s, and you asked for %(asked)s."),
        _("Choose the list of the right month, or hand it in without naming a month."),
    ),
    "future_month": (
        _("the list is about %(printed)s, which has not begun."),
        _("Compare the period printed on the list."),
    ),
    "other_region": (
        _("NPP %(npp)s belongs to another branch's regions."),
        _("Hand it in at the branch that serves the region."),
    ),
    "other_agency": (
        _("NPP %(npp)s belongs to another agency."),
        _("Choose the list of your own agency; BPJS's branch can hand in all lists at once."),
    ),
    "same_file": (
        _("the very same file was handed in on %(day)s: %(file)s."),
        _("Nothing is to be done. To use this one instead, withdraw the earlier one first."),
    ),
    "same_rows": (
        _("the same people and amounts were handed in on %(day)s: %(file)s."),
        _("Nothing is to be done. To use this one instead, withdraw the earlier one first."),
    ),
    "archive_empty": (_("the archive holds no file."), _("Pack the lists into it once more.")),
    "archive_too_many": (
        _("the archive holds %(found)s files; at most %(most)s are taken in at once."),
        _("Split it into several archives."),
    ),
    "files_too_many": (
        _("at most %(most)s files are taken in at once: not all of this was."),
        _("Hand it in once more by itself; what is here already is left out."),
    ),
    "archive_too_much": (
        _("the archive unpacks to more than %(megabytes)s MB."),
        _("Split it into several archives."),
    ),
    "archive_names": (
        _("a name inside the archive leads out of it: %(name)s."),
        _("Pack the lists once more, without folders of another place."),
    ),
    "archive_nested": (
        _("this is an archive inside an archive."),
        _("Unpack it and hand in what it holds."),
    ),
    "reading_failed": (
        _("reading the file failed for a reason on our side."),
        _("Hand it in once more; if it fails again, tell whoever runs this installation."),
    ),
    placing.UNKNOWN: (
        _("nobody here has NPP %(npp)s."),
        _("Choose the contribution group once; it can keep the NPP."),
    ),
    placing.SEVERAL: (
        _("several contribution groups share NPP %(npp)s, and the unit on the list is none of them."),
        _("Choose the contribution group."),
    ),
    placing.NO_NPP: (
        _("the list names no NPP, and no agency by a name that is known."),
        _("Choose the contribution group."),
    ),
    placing.OTHER_UNIT: (
        _("NPP %(npp)s belongs to one agency and the unit on the list to another."),
        _("Choose the contribution group that it is about."),
    ),
    placing.NO_MONTH: (_("the list does not say which month it is about."), _("Give the month.")),
}

HINDRANCES = {
    force.NOT_READY: _("it is no longer in a state for this"),
    force.TWICE: _("another list here is for the same group and month: withdraw one of them"),
    force.CLOSED: _("the month is closed; the city or BPJS's branch can reopen it"),
    force.BRANCHS: _("BPJS's branch has put its own list in force; only the branch replaces it"),
}
"""Why a list is not put in force."""

SIGNS: dict[str, str] = {
    ListState.RECEIVED: "reading",
    ListState.UNMATCHED: "unmatched",
    ListState.UNPLACED: "list_unplaced",
    ListState.READY: "list_ready",
    ListState.IN_FORCE: "list_in_force",
    ListState.REPLACED: "list_replaced",
    ListState.WITHDRAWN: "list_withdrawn",
    ListState.REFUSED: "list_refused",
}
"""The badge of each state."""
_KNOWN = ("same_file", "same_rows")

ROW_PROBLEMS = {
    "amount_invalid": _("“%(read)s” is not an amount that can be understood."),
    "amount_unclear": _("“%(read)s” can be read as two amounts; it is left empty."),
    "amount_style": _("“%(read)s” is written otherwise than the other amounts."),
    "since_invalid": _("“%(read)s” (participant since) is not a day that can be understood."),
    "left_on_invalid": _("“%(read)s” (left on) is not a day that can be understood."),
    "kpj_missing": _("The KPJ is missing."),
    "no_number": _("There is neither a NIK nor a KPJ."),
    "status_unknown": _("The status “%(read)s” is not known; the person counts as active."),
    "row_total_differs": _("The contributions of the row do not add up to its total."),
}
"""What the reader of lists notes of a row, beside what is noted of a roster's."""


def sign_of(found: ParticipantList) -> str:
    """The badge of a list: one that is here already is no error."""
    if found.state == ListState.REFUSED and (found.refusal or {}).get("code") in _KNOWN:
        return "list_known"
    return SIGNS[found.state]


@dataclass(frozen=True)
class Told:
    """What is wrong and what to do, each a sentence."""

    what: str
    todo: str = ""


def told_of(found: ParticipantList) -> Told | None:
    """Why a list waits or was refused; None where all is well."""
    return told(found.refusal) if found.refusal else None


def told(refusal: Mapping[str, Any]) -> Told:
    code, params = refusal["code"], refusal.get("params") or {}
    if code == "total_differs" and params.get("cells"):
        code = _UNREAD
    if code not in _REFUSED:
        return Told(capfirst(refusal_sentence(code, params)))
    what, todo = _REFUSED[code]
    return Told(capfirst(str(what) % {**_UNTOLD, **_shown(params)}), str(todo))


_UNTOLD = dict.fromkeys(
    (
        *("column", "stated", "summed", "counted", "row", "unread", "cells", "npp", "npps", "months"),
        *("printed", "asked", "day", "file", "found", "most", "megabytes", "name", "pages"),
    ),
    "?",
)


def _shown(params: Mapping[str, Any]) -> dict[str, str]:
    return {key: _value(key, value) for key, value in params.items()}


def _value(key: str, value: Any) -> str:
    """Columns by name, months and days as people write them, amounts in our separators."""
    if key == "column":
        return str(COLUMNS.get(value, value))
    if key in ("stated", "summed", "counted"):
        return _amount(value)
    if key in ("printed", "asked"):
        return month_name(dt.date.fromisoformat(value))
    if key == "day":
        return figures.day(dt.date.fromisoformat(value))
    if isinstance(value, list):
        return ", ".join(month_of(str(one)) for one in value)
    return str(value)


def _amount(value: Any) -> str:
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    return figures.number(amount, 0 if amount == amount.to_integral_value() else 2)


def month_of(text: str) -> str:
    """`2026-08` as a month; anything else as it is."""
    try:
        return month_name(dt.date.fromisoformat(f"{text}-01"))
    except ValueError:
        return text


def month_name(month: dt.date | None) -> str:
    """Agustus 2026."""
    return date_format(month, "F Y") if month else "–"
