"""Cells pasted from a spreadsheet -> texts per field. Pure: knows no models and no requests."""

import csv
import io
from collections.abc import Sequence

from enrolment.spreadsheets.nik import looks_like_nik
from enrolment.spreadsheets.texts import text_of
from enrolment.spreadsheets.words import field_of

GRID_FIELDS = ("name", "nik", "birth_date", "sex", "position", "unit", "wage", "phone")
ALIKE = {"birth": "birth_date", "weak_nik": "nik"}
MOST = 200  # rows; a longer list is an upload


def pasted_rows(text: str) -> list[dict[str, str]]:
    """The rows of a pasted block, as typed, keyed by the grid's fields; blank rows and a header are left out.

    A header row says what each column is. Without one the columns are taken in the grid's order, after a
    column of running numbers is dropped; where the NIK stands first, the name follows it.
    """
    rows = [[text_of(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    fields = header_of(rows[0])
    body = rows[1:] if fields else rows
    fields = fields or order_of(body)
    found = [{name: cell for name, cell in zip(fields, row, strict=False) if name} for row in body]
    return [row for row in found if any(row.values())][:MOST]


def header_of(row: Sequence[str]) -> list[str] | None:
    """The field of each column, "" for those the grid has no place for; None where this is no header."""
    fields: list[str] = []
    for cell in row:
        meaning = field_of(cell)
        name = ALIKE.get(meaning[0], meaning[0]) if meaning else ""
        fields.append(name if name in GRID_FIELDS and name not in fields else "")
    return fields if "name" in fields or sum(map(bool, fields)) > 1 else None


def order_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The columns of a block without a header."""
    first = [row[0] for row in rows]
    numbered = len(rows[0]) > 1 and first == [str(n) for n in range(1, len(rows) + 1)]
    start = 1 if numbered else 0
    nik_first = all(len(row) > start and looks_like_nik(row[start]) for row in rows)
    order = list(GRID_FIELDS)
    if nik_first:
        order[:2] = ["nik", "name"]
    return [""] * start + order
