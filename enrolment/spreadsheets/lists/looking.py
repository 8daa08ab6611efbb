"""A first look at a list whose columns people match by hand.

`{"sheets": [{"name", "rows", "header_row"}], "shown": {"name", "letters", "header_row", "grid":
[{"row", "cells"}], "fields": {letter: field}, "headings": {letter: heading}}}`: rows are the sheet's own
numbers, `fields` what the words under `header_row` mean, as far as they are known.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from ..fields import column_letter
from ..headers import expanded, stack_over
from ..kinds import Cells, Sheet
from ..texts import text_of
from .headers import SCAN, find_layout, is_wordy
from .words import field_over

ROWS, COLUMNS = 40, 60
_LONGEST = 80
Find = Callable[..., Any]
Known = Callable[[tuple[str, ...]], str | None]


def look(
    sheets: Iterable[Sheet], asked: Mapping[str, Any], find: Find = find_layout, known: Known = field_over
) -> dict[str, Any]:
    """`asked` may name the `sheet` to show and the `header_row` that was chosen. `find` gives the heading of
    rows and their merged cells, `known` what the texts over a column mean."""
    entries: list[dict[str, Any]] = []
    shown: dict[str, Any] | None = None
    most = -1
    for sheet in sheets:
        if sheet.hidden or sheet.open is None:
            continue
        head = [list(row) for row in islice(sheet.open(), SCAN)]
        filled = sum(1 for row in head for cell in row if text_of(cell))
        chosen = asked.get("header_row") if asked.get("sheet") in (None, "", sheet.name) else None
        seen = _shown(sheet, head, chosen, find, known)
        entries.append({"name": sheet.name, "rows": len(head), "header_row": seen["header_row"]})
        if asked.get("sheet") == sheet.name or (not asked.get("sheet") and filled > most):
            most, shown = filled, seen
    return {"sheets": entries, "shown": shown}


def _shown(sheet: Sheet, head: list[Cells], chosen: int | None, find: Find, known: Known) -> dict[str, Any]:
    width = max(map(len, head), default=0)
    for row in head:
        row.extend([""] * (width - len(row)))
    found = find(head, sheet.merges)
    bottom = chosen - 1 - sheet.first_row if chosen else (found.bottom if found else _likely(head, known))
    letters = [column_letter(c + sheet.first_column) for c in range(min(width, COLUMNS))]
    stacks: dict[str, tuple[str, ...]] = {}
    if 0 <= bottom < len(head):
        texts, anchors = expanded(head, sheet.merges)
        top = found.top if found and found.bottom == bottom else bottom
        stacks = {at: tuple(stack_over(c, top, bottom, texts, anchors)) for c, at in enumerate(letters)}
    start = max(0, bottom - 6)
    return {
        "name": sheet.name,
        "letters": letters,
        "header_row": bottom + sheet.first_row + 1 if bottom >= 0 else None,
        "grid": [
            {"row": i + sheet.first_row + 1, "cells": [text_of(c)[:_LONGEST] for c in head[i][:COLUMNS]]}
            for i in range(start, min(start + ROWS, len(head)))
        ],
        "fields": {at: f for at, stack in stacks.items() if stack and (f := known(stack))},
        "headings": {at: " ".join(stack) for at, stack in stacks.items() if stack},
    }


def _likely(head: list[Cells], known: Known) -> int:
    """The row of words in which most columns are known, else -1."""

    def worth(row: Cells) -> int:
        return sum(1 for cell in row if (text := text_of(cell)) and known((text,)))

    best = max(range(len(head)), key=lambda i: (worth(head[i]) if is_wordy(head[i]) else -1, -i), default=-1)
    return best if best >= 0 and worth(head[best]) else -1
