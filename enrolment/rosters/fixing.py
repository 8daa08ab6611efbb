"""Mending a bad row on the page, with the very checks that read the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from enrolment.models import StagedRow, Upload, UploadState
from enrolment.rosters.applying import NotApplicable, compare_again
from enrolment.rosters.matching import values
from enrolment.rosters.wording import problems_of
from enrolment.spreadsheets.fields import FIELDS, column_letter, rows_from_copy
from enrolment.spreadsheets.headers import Layout
from enrolment.spreadsheets.people import People
from enrolment.spreadsheets.problem import ERROR, Problem

BESIDE = ("contract_until", "status")
"""What is mended beside the fields of a person; the category follows from the status."""
MENDED = (*FIELDS, *BESIDE)
_LETTERS = {column_letter(index): field for index, field in enumerate(MENDED)}


class Overtaken(Exception):
    """Somebody else mended the row, or gave its NIK to another row, since the form was shown."""


@dataclass(frozen=True)
class Reading:
    """What typed texts mean: a value per field, and the problems of each field. What stands beside the fields
    (`BESIDE`, and the category that a status says by itself) is there where it was typed."""

    values: dict[str, str | None]
    problems: dict[str, list[Problem]]

    @property
    def has_errors(self) -> bool:
        return any(p.level == ERROR for found in self.problems.values() for p in found)


def read_texts(texts: Mapping[str, str]) -> Reading:
    """Read one person's fields as if they stood in a row of a file (design.md, What reading decides)."""
    layout = Layout(0, 0)
    layout.columns = {field: index for index, field in enumerate(FIELDS)}
    layout.beside = {field: MENDED.index(field) for field in BESIDE}
    people = People(timezone.localdate())
    people.start_sheet("", 0)
    cells: list[object] = [texts.get(field, "").strip() for field in MENDED]
    (row,) = rows_from_copy([people.lines(layout, [cells], [1])])
    problems: dict[str, list[Problem]] = {}
    for found in row["problems"]:
        problem = Problem.from_json(found)
        problems.setdefault(_LETTERS.get(problem.column or "", "nik"), []).append(problem)
    read = {field: row[field] for field in (*FIELDS, *(f for f in BESIDE if f in texts))}
    if "status" in texts:
        read["category"] = row["category"]
    return Reading(read, problems)


def texts_of(row: StagedRow) -> dict[str, str]:
    """What a form shows for each field of a staged row: its value, or what was read where that was bad."""
    texts = {field: _text(getattr(row, field)) for field in MENDED}
    for problem in problems_of(row):
        field = field_at(row, problem.column)
        if field and problem.read and not texts[field]:
            texts[field] = problem.read
    return texts


def field_at(row: StagedRow, column: str | None) -> str | None:
    """The field that stood in a column of the row's sheet."""
    for sheet in row.upload.summary.get("sheets", ()):
        if sheet["name"] != row.sheet:
            continue
        for field, letter in sheet.get("columns", {}).items():  # lists side by side have an entry each
            if letter == column:
                return str(field)
    return None


def _text(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, Decimal):
        return f"{value:.2f}".removesuffix(".00").replace(".", ",")
    return str(value)


def other_row_with(row: StagedRow, nik: str | None) -> StagedRow | None:
    """Another good row of the same upload with that identity number."""
    same = StagedRow.objects.filter(upload_id=row.upload_id, nik=nik, has_errors=False, drop_reason=None)
    return same.exclude(pk=row.pk).first() if nik else None


@transaction.atomic
def fix(*, row: StagedRow, reading: Reading, by: object) -> Upload:
    """Keep a mended row and compare it with the roster; the caller has seen that it has no errors.

    Raises NotApplicable when the upload was undone or discarded meanwhile, Overtaken when somebody mended
    this row meanwhile, or another one to the same NIK.
    """
    upload = Upload.objects.select_for_update().get(pk=row.upload_id)
    if upload.state not in (UploadState.CHECKED, UploadState.APPLIED):
        raise NotApplicable
    waits = StagedRow.objects.waiting().filter(pk=row.pk).exists()
    if not waits or other_row_with(row, reading.values["nik"]):
        raise Overtaken
    for field, value in (reading.values | _category(upload, row, reading)).items():
        setattr(row, field, value)
    kept = [p for found in reading.problems.values() for p in found]
    row.problems = [_as_json(p) for p in kept] or None
    row.has_errors = False
    row.fixed_by_id = getattr(by, "pk", None)
    row.save()
    return compare_again(upload=upload)


def _category(upload: Upload, row: StagedRow, reading: Reading) -> dict[str, str | None]:
    """A status that was left as it is keeps what it means; another one means what the agency's people said of
    it before, or what it says by itself."""
    status = reading.values.get("status", row.status)
    if status == row.status:
        return {"category": row.category}
    known = values.known_to(values.owner_of(upload))["category"]
    return {"category": known.get((status or "").lower()) or reading.values["category"]}


def _as_json(problem: Problem) -> dict[str, object]:
    found = {"level": problem.level, "code": problem.code, "column": problem.column, "read": problem.read}
    return found | ({"params": dict(problem.params)} if problem.params else {})
