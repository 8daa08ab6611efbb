"""A first look at a workbook, for people who match its columns: rows as a grid, and what they would become.

`look` answers `{"sheets": [{"name", "people", "valid", "needs_fix", "skipped", "matched", "reason", "header",
              "fields", "headings"}], "cut": rows of a sheet that are read,
  "shown": {"number", "name", "grid": [{"row", "cells"}], "letters", "header": [first, last] or [] or None,
            "fields": {letter: field}, "headings": {letter: heading}, "from", "more",
            "first": [a dict per person, as `rows_from_copy` gives it]} or None}`.
Rows are the spreadsheet's own numbers; a header of [] is a list without one.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from .child import Run
from .columns import Layout
from .fields import column_letter, rows_from_copy
from .headers import SCAN, expanded, find_layout, layout_at
from .kinds import Cells, Sheet
from .matching import fields_by_column, headings_at
from .texts import text_of

ROWS, COLUMNS = 30, 60
PEOPLE = 10
READ = 20_000  # rows of a sheet that are read to show the effect
_LONGEST = 80
_FURTHEST = 300  # row up to which a header can be shown


class _Gathered:
    """Takes the lines that a run writes: the first ones are kept."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def __call__(self, lines: bytes) -> None:
        if len(self.lines) < PEOPLE:
            self.lines.extend(line + b"\n" for line in lines.split(b"\n", PEOPLE)[:PEOPLE] if line)


def look(run: Run, sheets: Iterable[Sheet], asked: dict[str, Any]) -> dict[str, Any]:
    """Read every sheet as it is matched now; `asked` has the number of the one to show."""
    entries: list[dict[str, Any]] = []
    shown: dict[str, Any] | None = None
    best = (-1, -1)
    for sheet in sheets:
        if sheet.hidden or sheet.open is None:
            continue
        number = len(entries) + 1
        rows = [list(row) for row in islice(sheet.open(), READ)]
        start = asked.get("from") if asked.get("sheet") == number else None
        grid = _grid(run, sheet, rows, asked | {"from": start})
        entry, first = _effect(run, sheet, rows)
        entries.append(entry | {key: grid[key] for key in ("header", "fields", "headings")})
        worth = (entry["people"], sum(bool(cell) for row in grid["grid"] for cell in row["cells"]))
        if asked.get("sheet") == number or (not asked.get("sheet") and worth > best):
            best, shown = worth, grid | {"number": number, "first": first}
    return {"sheets": entries, "shown": shown, "cut": READ}


def _effect(run: Run, sheet: Sheet, rows: list[Cells]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What reading the sheet gives: counts, and the first people."""
    gathered = _Gathered()
    run.write = gathered  # type: ignore[method-assign]
    people, skipped, sheets = run.people, len(run.skipped), len(run.sheets)
    before = people.ordinal, people.valid, people.needs_fix
    run.sheet(_again(sheet, rows))
    described = run.sheets[sheets]
    entry = {
        "name": sheet.name,
        "people": people.ordinal - before[0],
        "valid": people.valid - before[1],
        "needs_fix": people.needs_fix - before[2],
        "skipped": len(run.skipped) - skipped,
        "matched": described.get("matched"),
        "reason": described["reason"],
        "cut": len(rows) == READ,
    }
    return entry, list(rows_from_copy(gathered.lines[:PEOPLE]))


def _again(sheet: Sheet, rows: list[Cells]) -> Sheet:
    first = (sheet.first_row, sheet.first_column)
    return Sheet(sheet.name, lambda: [list(row) for row in rows], first=first, merges=sheet.merges)


def _grid(run: Run, sheet: Sheet, rows: list[Cells], asked: dict[str, Any]) -> dict[str, Any]:
    head = [list(row) for row in rows[:_FURTHEST]]
    width = max(map(len, head), default=0)
    for row in head:
        row.extend([""] * (width - len(row)))
    layout = _layout(run, sheet, head, asked)
    start = _start(layout, asked, sheet, len(head))
    shown = [
        {"row": index + sheet.first_row + 1, "cells": [text_of(c)[:_LONGEST] for c in head[index][:COLUMNS]]}
        for index in range(start, min(start + ROWS, len(head)))
    ]
    letters = [column_letter(c + sheet.first_column) for c in range(min(width, COLUMNS))]
    return {
        "name": sheet.name,
        "grid": shown,
        "letters": letters,
        **_described(layout, sheet, head),
        "from": start + sheet.first_row + 1,
        "more": start + ROWS < len(head),
    }


def _layout(run: Run, sheet: Sheet, head: list[Cells], asked: dict[str, Any]) -> Layout | None:
    """The layout to begin with: at the rows that were clicked, as matched before, or as the words say."""
    if rows := (asked.get("clicked") or {}).get(sheet.name):
        return _clicked(run, sheet, head, rows)
    matched = run.matching.layout_of(sheet, head)
    found = matched or find_layout(head, sheet.merges)[0] or _likely(head, sheet)
    return run.matching.by_words(found) if found and not matched else found


def _clicked(run: Run, sheet: Sheet, head: list[Cells], rows: list[int]) -> Layout | None:
    """What the words mean under the rows that were clicked: the sheet is read that way at once."""
    top, bottom = (number - 1 - sheet.first_row for number in rows)
    if not 0 <= top <= bottom < len(head):
        return None
    layout = run.matching.by_words(layout_at(top, bottom, head, sheet.merges))
    letters = {column_letter(c + sheet.first_column): f for c, f in fields_by_column(layout).items()}
    run.matching.sheets = {**run.matching.sheets, sheet.name: {"rows": rows, "columns": letters}}
    return layout


def _likely(head: list[Cells], sheet: Sheet) -> Layout | None:
    """No header is understood: of the first rows the one whose words explain most, else none."""
    found = [layout_at(r, r, head[: SCAN + 60], sheet.merges) for r in range(min(len(head), 40))]
    best = max(found, key=lambda one: (one.score, len(one.words), -one.top), default=None)
    return best if best and (best.score or len(best.words) > 2) else None


def _start(layout: Layout | None, asked: dict[str, Any], sheet: Sheet, height: int) -> int:
    if asked.get("from"):
        return max(0, min(asked["from"] - 1 - sheet.first_row, height - 1))
    return max(0, layout.top - 5) if layout and layout.bottom > ROWS - 8 else 0


def _described(layout: Layout | None, sheet: Sheet, head: list[Cells]) -> dict[str, Any]:
    if layout is None:
        return {"header": None, "fields": {}, "headings": {}}
    letter = {c: column_letter(c + sheet.first_column) for c in range(COLUMNS)}
    headings: dict[int, str] = {}
    if layout.top >= 0:
        headings = headings_at(layout.top, layout.bottom, *expanded(head[:SCAN], sheet.merges))
    return {
        "header": [n + sheet.first_row + 1 for n in (layout.top, layout.bottom)] if layout.top >= 0 else [],
        "fields": {letter[c]: f for c, f in fields_by_column(layout).items() if c in letter},
        "headings": {letter[c]: h for c, h in headings.items() if c in letter},
    }
