"""Trying a file of rates and taking it over: the same resource on the same rows, both times."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.members.workbook import MAX_BYTES, BadWorkbook, Sheet, read, read_texts
from contributions.coverage.later import counted_by_a_job
from contributions.rates.columns import COLUMNS, fields_of, needed_of
from contributions.rates.resources import dataset, records_of, resource_of

WORDS = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "needs_fix": gettext_lazy("needs fixing"),
}
SIGNS = {"new": "new", "update": "changed", "skip": "unchanged", "invalid": "needs_fix", "error": "needs_fix"}


@dataclass(frozen=True)
class Line:
    """One row: its number in the sheet, what it says, what happens with it, and what is wrong if anything."""

    row: int
    text: str
    sign: str
    problems: tuple[str, ...]


def read_file(file: UploadedFile, key: str) -> Sheet:
    """The rows of a workbook or a CSV (semicolons or commas, UTF-8 or as Excel saves it). BadWorkbook where
    it is neither, or has not the needed columns."""
    fields, needed = fields_of(key), needed_of(key)
    if not (file.name or "").lower().endswith(".csv"):
        return read(file, fields, needed)
    if file.size is None or file.size > MAX_BYTES:
        raise BadWorkbook(_("The file is larger than 1 MB. Split it."))
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ","))
    except csv.Error:
        raise BadWorkbook(_("This is no CSV file. Save the list as an Excel workbook instead.")) from None
    return read_texts([[text.replace("\0", "") for text in row] for row in rows], fields, needed)


def try_out(*, sheet: Sheet, key: str, by: Any) -> list[Line]:
    """What taking the sheet over would do, row by row. Everything is taken back."""
    with transaction.atomic():
        lines = _run(sheet, key, by)
        transaction.set_rollback(True)
    access.renew(by)
    return lines


@transaction.atomic
def take_over(*, sheet: Sheet, key: str, by: Any) -> list[Line]:
    """Add and change records by the rows that are in order; the others are left out."""
    return _run(sheet, key, by)


def _run(sheet: Sheet, key: str, by: Any) -> list[Line]:
    resource = resource_of(key, by)
    with counted_by_a_job():
        result = resource.import_data(dataset(sheet), use_transactions=False, raise_errors=False)
    invalid = {one.number: tuple(str(words) for words in one.error.messages) for one in result.invalid_rows}
    lines = []
    for number, (row, outcome) in enumerate(zip(sheet.rows, result.rows, strict=True), start=1):
        wrong = invalid.get(number, ()) or tuple(_words(error.error) for error in outcome.errors)
        sign = SIGNS["invalid" if wrong else outcome.import_type or "error"]
        text = " · ".join(value for value in row.values.values() if value)
        lines.append(Line(row.number, text[:200], sign, wrong))
    return lines


def _words(error: Exception) -> str:
    return " ".join(getattr(error, "messages", None) or [str(error)])


def headings(key: str) -> list[str]:
    return [capfirst(str(column.heading)) for column in COLUMNS[key]]


def rows(key: str) -> Iterator[list[Any]]:
    """The records of a kind as the file has them; numbers stay numbers."""
    for record in records_of(key):
        yield [column.cell(record) for column in COLUMNS[key]]
