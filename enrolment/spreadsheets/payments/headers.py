"""Where the heading of a list of payments stands, and which column holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..fields import column_letter
from ..headers import expanded, stack_over
from ..kinds import Cells, Merge
from ..lists.headers import is_wordy
from .fields import MATCHABLE, NEEDED
from .words import field_over

SCAN = 80  # rows in which a heading is looked for
TALLEST = 3
OUT, IN = "debit", "credit"
"""Of a bank's statement: money that left the account, money that came in."""


@dataclass
class Layout:
    """One heading: its rows (indexes; -1 without one) and each field's column. `other` is the column of money
    that goes the other way; `side` the way that counts."""

    top: int
    bottom: int
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    other: int | None = None
    side: str = OUT

    @property
    def usable(self) -> bool:
        return self.columns.keys() >= NEEDED


def find_layout(rows: Sequence[Cells], merges: Sequence[Merge], side: str) -> Layout | None:
    """The heading among the first rows that explains most, or None. `side` is the column that counts where a
    bank's statement has one for each way."""
    head = rows[:SCAN]
    texts, anchors = expanded(head, merges)
    best: Layout | None = None
    for top in range(len(head)):
        for bottom in range(top, min(top + TALLEST, len(head))):
            if not is_wordy(head[bottom]):
                break
            found = _layout(top, bottom, texts, anchors, side)
            if found.usable and (best is None or len(found.columns) > len(best.columns)):
                best = found
        if best and top > best.bottom:
            break
    return best


def _layout(top: int, bottom: int, texts: list[list[str]], anchors: list[list[object]], side: str) -> Layout:
    layout = Layout(top, bottom, side=side)
    ranks: dict[str, int] = {}
    for column in range(max(len(texts[r]) for r in range(top, bottom + 1))):
        stack = stack_over(column, top, bottom, texts, anchors)
        meant = field_over(tuple(stack)) if stack else None
        if meant and meant[1] < ranks.get(meant[0], 99):
            layout.columns[meant[0]], ranks[meant[0]] = column, meant[1]
            layout.headings[meant[0]] = " ".join(stack)
    _sided(layout, side)
    return layout


def _sided(layout: Layout, side: str) -> None:
    """Of debit and credit the column that is asked for holds the amount."""
    ways = {name: layout.columns.pop(name) for name in (OUT, IN) if name in layout.columns}
    wanted = side if side in ways else next(iter(ways), "")
    headings = {name: layout.headings.pop(name) for name in ways}
    if wanted and (len(ways) == 2 or "amount" not in layout.columns):
        layout.columns["amount"], layout.headings["amount"] = ways[wanted], headings[wanted]
        layout.other = next((column for name, column in ways.items() if name != wanted), None)


def by_hand(given: Mapping[str, Any], rows: Sequence[Cells], first: tuple[int, int]) -> Layout:
    """The layout that people matched: `{"header_row": its last row or None, "columns": {field: letter}}`, in
    the sheet's own letters and rows; `first` is where its cells begin."""
    bottom = max(int(given.get("header_row") or 0) - 1 - first[0], -1)
    letters = {column_letter(c + first[1]): c for c in range(max(map(len, rows), default=0))}
    columns = {f: letters[at] for f, at in given["columns"].items() if f in MATCHABLE and at in letters}
    return Layout(bottom, bottom, columns, side=given.get("side") or OUT)
