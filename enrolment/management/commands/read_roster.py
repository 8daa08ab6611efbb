"""`read_roster FILE [--json]`: what would be read from a file. Touches no database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from enrolment.problems import SHEET_WORDS, SKIP_WORDS, problem_advice, problem_sentence, refusal_sentence
from enrolment.spreadsheets import reader
from enrolment.spreadsheets.fields import FIELDS, rows_from_copy
from enrolment.spreadsheets.refusals import Unreadable

_SHOWN = 20


class Command(BaseCommand):
    """Print the people in a file, the problems of their rows and what was skipped."""

    help = "Show what is read from a roster, without a database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            with reader.read(file) as reading:
                rows = list(rows_from_copy(reading))
        except Unreadable as refusal:
            self.stderr.write(f"error: {_one_line(file)}: {refusal_sentence(refusal.code, refusal.params)}")
            sys.exit(2)
        answer = as_json(rows, reading.summary)
        if options["as_json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_words(answer)))


def as_json(rows: list[dict[str, Any]], summary: dict[str, Any]) -> dict[str, Any]:
    """The object that `--json` prints (design.md, "Commands")."""
    return {
        "sheets": [
            {key: sheet[key] for key in ("name", "status", "reason", "header_row")}
            | {"columns": {field: letter for field, letter in sheet["columns"].items() if field in FIELDS}}
            for sheet in summary["sheets"]
        ],
        "rows": [
            {
                "sheet": row["sheet"],
                "row": row["row_number"],
                "values": {field: row[field] for field in FIELDS},
                "problems": [_problem(problem) for problem in row["problems"]],
            }
            for row in rows
        ],
        "skipped": [
            {"sheet": sheet, "row": row, "reason": reason} for sheet, row, reason in summary["skipped"]
        ],
        "counts": summary["counts"],
    }


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    sentence = problem_sentence(problem["code"], problem["read"], problem.get("params"))
    return {
        "level": problem["level"],
        "code": problem["code"],
        "column": problem["column"],
        "read": problem["read"],
        "message": f"{sentence} {problem_advice(problem['code'])}",
    }


def _words(answer: dict[str, Any]) -> list[str]:
    from django.utils.translation import gettext as _

    counts = answer["counts"]
    lines = [
        _("%(read)s rows read = %(valid)s valid + %(needs_fix)s to be fixed + %(skipped)s that are no person")
        % counts
    ]
    for sheet in answer["sheets"]:
        said = _("read, header in row %(row)s") % {"row": sheet["header_row"]}
        if sheet["status"] == "skipped":
            said = str(SHEET_WORDS.get(sheet["reason"], sheet["reason"]))
        lines.append(_("Sheet “%(name)s”: %(said)s") % {"name": sheet["name"], "said": said})
    found = [(row, problem) for row in answer["rows"] for problem in row["problems"]]
    for row, problem in found[:_SHOWN]:
        where = _("sheet “%(sheet)s”, row %(row)s, column %(column)s") % {**row, "column": problem["column"]}
        lines.append(f"  {where}: {problem['message']}")
    if len(found) > _SHOWN:
        lines.append("  " + _("… and %(count)s more") % {"count": len(found) - _SHOWN})
    for one in answer["skipped"][:_SHOWN]:
        where = _("sheet “%(sheet)s”, row %(row)s") % one
        lines.append(f"  {where}: {SKIP_WORDS[one['reason']]}")
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
