"""A first look at a list of payments whose columns people match: as `lists.looking`, by its own words."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..kinds import Cells, Merge, Sheet
from ..lists import looking
from .headers import OUT, Layout, find_layout
from .words import field_over


def look(sheets: Iterable[Sheet], asked: Mapping[str, Any]) -> dict[str, Any]:
    """`asked` may name the `sheet`, the `header_row` that was chosen and the `side` of a statement."""
    side = asked.get("side") or OUT

    def find(rows: list[Cells], merges: list[Merge]) -> Layout | None:
        return find_layout(rows, merges, side)

    def known(stack: tuple[str, ...]) -> str | None:
        found = field_over(stack)
        name = found[0] if found else None
        return None if name == "number" else "amount" if name == side else name

    return looking.look(sheets, asked, find, known)
