"""Where a list's heading stands and which columns hold which field; a field may have several columns.

Bills converted from PDF have columns without a heading beside one with it, and either may hold the values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..fields import column_letter
from ..headers import expanded, stack_over
from ..kinds import Cells, Merge
from ..nik import looks_like_nik
from ..texts import text_of
from ..words import tokens
from .amounts import Amounts
from .fields import MATCHABLE, MONEY
from .words import field_over

SCAN = 120  # rows in which a heading is looked for
TALLEST = 5  # rows that one heading takes
_SAMPLE = 150


@dataclass
class Layout:
    """One heading: its rows (indexes; -1 without one) and each field's columns (indexes, left to right)."""

    top: int
    bottom: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    words: dict[int, set[tuple[str, ...]]] = field(default_factory=dict)
    by_hand: bool = False

    @property
    def usable(self) -> bool:
        """Whether it makes a list: a name, and one of the two numbers that people are found by."""
        return "name" in self.columns and bool({"nik", "kpj"} & set(self.columns))

    @property
    def worth(self) -> tuple[int, int]:
        """How much it explains; of two that explain as much the lower one."""
        return len(self.columns), self.top - self.bottom


def find_layout(rows: Sequence[Cells], merges: Sequence[Merge]) -> Layout | None:
    """The heading among the first rows, or None: the best of those that begin near the first usable one."""
    head = rows[:SCAN]
    texts, anchors = expanded(head, merges)
    wordy = [is_wordy(row) for row in head]
    best: Layout | None = None
    for top in range(len(head)):
        if best and top > best.top + TALLEST:
            break
        for bottom in range(top, min(top + TALLEST, len(head))):
            if not wordy[bottom] and any(text for text in texts[bottom]):
                break
            layout = _layout(top, bottom, texts, anchors, rows)
            if layout.usable and (best is None or layout.worth > best.worth):
                best = layout
    return _spread(best, rows) if best else None


def by_hand(given: Mapping[str, Any], rows: Sequence[Cells], first: tuple[int, int]) -> Layout:
    """The layout that people matched: `{"header_row": its last row or None, "columns": {field: letters}}`.

    Letters and rows are the sheet's own; `first` is where its cells begin.
    """
    bottom = int(given.get("header_row") or 0) - 1 - first[0]
    layout = Layout(bottom, bottom, by_hand=True) if bottom >= 0 else Layout(-1, -1, by_hand=True)
    letters = {column_letter(c + first[1]): c for c in range(max(map(len, rows), default=0))}
    for name, columns in given["columns"].items():
        wanted = [columns] if isinstance(columns, str) else columns
        if name in MATCHABLE and (found := [letters[one] for one in wanted if one in letters]):
            layout.columns[name] = sorted(found)
    if 0 <= bottom < len(rows):
        layout.words = {c: {tokens(text)} for c, cell in enumerate(rows[bottom]) if (text := text_of(cell))}
    return layout


def is_wordy(row: Cells) -> bool:
    """Whether a row may belong to a heading: words, no numbers, nothing long in digits."""
    words = 0
    for cell in row:
        if isinstance(cell, str):
            if text := cell.strip():
                words += 1
                if sum(map(str.isdigit, text)) > 5:
                    return False
        elif cell is not None:
            return False
    return words > 0


def _layout(
    top: int, bottom: int, texts: list[list[str]], anchors: list[list[object]], rows: Sequence[Cells]
) -> Layout:
    layout = Layout(top, bottom)
    for column in range(max(len(texts[r]) for r in range(top, bottom + 1))):
        stack = stack_over(column, top, bottom, texts, anchors)
        if not stack:
            continue
        layout.words[column] = {tokens(text) for text in stack}
        if found := field_over(tuple(stack)):
            _place(layout, found, column, " ".join(stack), rows)
    return layout


def _place(layout: Layout, name: str, column: int, heading: str, rows: Sequence[Cells]) -> None:
    """Of two columns for one field: the identity number that looks like one, the total of contributions."""
    if name in layout.columns:
        if name == "nik":
            sample = rows[layout.bottom + 1 : layout.bottom + 30]
            here, there = (_niks(sample, c) for c in (column, layout.columns["nik"][0]))
            if here <= there:
                return
        elif name != "total" or "IURAN" not in tokens(heading) or "IURAN" in tokens(layout.headings["total"]):
            return
    layout.columns[name], layout.headings[name] = [column], heading


def _niks(rows: Sequence[Cells], column: int) -> int:
    return sum(looks_like_nik(row[column]) for row in rows if column < len(row))


def _spread(layout: Layout, rows: Sequence[Cells]) -> Layout:
    """Give columns without a heading to the field beside them, where that one's own column leaves gaps."""
    owner = {columns[0]: name for name, columns in layout.columns.items()}
    sample = [[text_of(c) for c in row] for row in rows[layout.bottom + 1 : layout.bottom + 1 + _SAMPLE]]
    sample = [row for row in sample if sum(map(bool, row)) > 3 and any(map(str.isdigit, "".join(row)))]
    headed = sorted(layout.words)
    for column in range(max(map(len, sample), default=0)):
        filled = [row for row in sample if column < len(row) and row[column]]
        if column in layout.words or not filled:
            continue
        left = max((c for c in headed if c < column), default=-1)
        right = min((c for c in headed if c > column), default=-1)
        sides = [c for c in (left, right) if c in owner and _gaps(filled, c)]
        if len(sides) == 2 and _suits(owner[right], filled, column) > _suits(owner[left], filled, column):
            sides.reverse()
        if not sides and owner.get(left) == "name" and _letters(filled, column):
            sides = [left]
        if sides:
            layout.columns[owner[sides[0]]].append(column)
    for columns in layout.columns.values():
        columns.sort()
    return layout


def _gaps(filled: list[list[str]], column: int) -> bool:
    """Whether most rows have nothing in that column."""
    return sum(1 for row in filled if column < len(row) and row[column]) * 2 < len(filled)


def _suits(name: str, filled: list[list[str]], column: int) -> float:
    """The share of a column's cells that look like this field's."""
    cells = [row[column] for row in filled]
    if name == "nik":
        good = sum(map(looks_like_nik, cells))
    elif name in MONEY:
        amounts = Amounts()
        good = sum(1 for cell in cells if amounts.read(cell)[0] is not None)
    elif name in ("birth_date", "participant_since", "left_on"):
        good = sum(1 for cell in cells if len(cell) <= 20 and sum(map(str.isdigit, cell)) in (6, 7, 8))
    elif name in ("name", "unit", "status", "sex"):
        good = sum(1 for cell in cells if not any(map(str.isdigit, cell)))
    else:
        good = sum(1 for cell in cells if any(map(str.isdigit, cell)) and "," not in cell)
    return good / len(cells)


def _letters(filled: list[list[str]], column: int) -> bool:
    return all(
        any(map(str.isalpha, row[column])) and not any(map(str.isdigit, row[column])) for row in filled
    )
