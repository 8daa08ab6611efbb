"""Problems of rows in words: what is wrong, where, what was read, what to do; and causes by name."""

import datetime as dt
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrolment.models import StagedRow, Upload
from enrolment.problems import SHEET_WORDS, field_label, problem_advice, problem_sentence
from enrolment.spreadsheets.problem import Problem

CAUSES = {
    "nik_missing": gettext_lazy("NIK is missing"),
    "nik_length": gettext_lazy("NIK does not have 16 digits"),
    "nik_damaged": gettext_lazy("NIK damaged by Excel"),
    "nik_filler": gettext_lazy("filler instead of a NIK"),
    "nik_serial": gettext_lazy("NIK ends in 0000"),
    "nik_duplicate": gettext_lazy("the same NIK again in the file"),
    "nik_other_agency": gettext_lazy("the same NIK at another agency in the city's file"),
    "nik_birth_mismatch": gettext_lazy("date of birth differs from the NIK"),
    "nik_sex_mismatch": gettext_lazy("sex differs from the NIK"),
    "name_missing": gettext_lazy("name is missing"),
    "birth_date_invalid": gettext_lazy("date of birth not understood"),
    "wage_invalid": gettext_lazy("wage not understood"),
    "sex_invalid": gettext_lazy("sex not understood, left empty"),
    "start_date_invalid": gettext_lazy("start date not understood, left empty"),
    "contract_until_invalid": gettext_lazy("contract's end not understood, left empty"),
    "kpj_unusual": gettext_lazy("unusual KPJ"),
    "email_invalid": gettext_lazy("e-mail not understood, left empty"),
    "phone_unusual": gettext_lazy("phone not understood, left empty"),
    "row_unclear": gettext_lazy("the next row may go on with this one"),
    "row_wrapped": gettext_lazy("text goes on in the next row"),
}


def problems_of(row: StagedRow) -> list[Problem]:
    return [Problem.from_json(found) for found in row.problems or ()]


def place(row: StagedRow, problem: Problem) -> str:
    """The cell as people find it: sheet, row and column letter."""
    where = {"sheet": row.sheet, "row": row.row_number, "column": problem.column}
    if problem.column is None:
        return _("Sheet %(sheet)s, row %(row)s") % where
    return _("Sheet %(sheet)s, row %(row)s, column %(column)s") % where


def problems_with_places(row: StagedRow) -> list[dict[str, Any]]:
    """Each problem of a row as `pages/problem.html` shows it; what was read is not said twice."""
    shown = []
    for problem in problems_of(row):
        what = problem_sentence(problem.code, problem.read, problem.params)
        read = problem.read if problem.read and problem.read not in what else None
        todo, where = problem_advice(problem.code), place(row, problem)
        shown.append({"what": what, "where": where, "read": read, "todo": todo, "level": problem.level})
    return shown


def problem_lines(row: StagedRow, upload: Upload, fix: bool) -> SafeString:
    """All problems of a row, and the way to mend them."""
    context = {"problems": problems_with_places(row), "row": row, "upload": upload, "fix": fix}
    return mark_safe(render_to_string("enrolment/rosters/row_problems.html", context))


UNCLEAR = ("no roster header", "no NIK column", "no name column")
"""Why a sheet was passed over that people could match by hand."""


def sheets_of(upload: Upload) -> list[dict[str, Any]]:
    """How each sheet was read: its header's row and which column became what, or why it was passed over."""
    return [
        {
            "name": sheet["name"],
            "read": sheet["status"] == "read",
            "header_row": sheet.get("header_row"),
            "unclear": sheet.get("reason") in UNCLEAR,
            "by_hand": sheet.get("matched") is not None,
            "matched_on": sheet.get("matched_on") and dt.date.fromisoformat(sheet["matched_on"]),
            "reason": SHEET_WORDS.get(sheet.get("reason"), sheet.get("reason")),
            "columns": [f"{letter} = {field_label(f)}" for f, letter in sheet.get("columns", {}).items()],
        }
        for sheet in upload.summary.get("sheets", ())
    ]
