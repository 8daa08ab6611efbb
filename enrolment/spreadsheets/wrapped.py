"""A person whose text goes on in the next row, as lists copied out of a PDF have it."""

from collections.abc import Sequence

from .headers import Layout
from .patterns import Pattern
from .rows import is_unit
from .texts import NOTHING, text_of

_TEXTS = ("position", "unit", "address", "birth_place", "mother_name", "education", "note")
_UNFINISHED = Pattern(r".*(?:\b(?:bin|binti|bt|b)\.?|[,/&-])$")


class Wrapping:
    """Says which cells of a row only go on with the row above it, under one header."""

    def __init__(self, layout: Layout) -> None:
        self.nik = layout.columns["nik"]
        self.number = layout.extra.get("number")
        self.names = layout.name_parts or [layout.columns["name"]]
        self.texts = {layout.columns[field] for field in _TEXTS if field in layout.columns}
        self.texts |= {*self.names, *(column for _, column in layout.parts)}
        self.known = {*layout.columns.values(), *layout.extra.values(), *self.texts}

    def of(self, above: Sequence[object], row: Sequence[object], grouped: bool) -> dict[int, str]:
        """Column -> text that goes on with the cell above; empty when the row stands for itself.

        Sure is only that the row has no number, no NIK and nothing but text under text. In a list with
        headings between its people (`grouped`) the text above must be visibly unfinished too; in one without
        numbers the row must be short.
        """
        if self.number is not None and not text_of(above[self.number]).rstrip(".").isdigit():
            return {}
        cells = {c: text for c, cell in enumerate(row) if (text := text_of(cell)) not in NOTHING}
        tops = {c: text_of(above[c]) for c in cells}
        going_on = {c: text for c, text in cells.items() if c in self.texts}
        if not going_on or any(c in self.known and c not in self.texts for c in cells):
            return {}
        if "" in tops.values() or not all(map(_has_letter, going_on.values())):
            return {}
        if self.number is None and any(text.count(" ") > 2 for text in going_on.values()):
            return {}
        names = [c for c in self.names if c in cells]
        if not all(_may_go_on(tops[c], cells[c]) for c in names):
            return {}
        if grouped and not any(_UNFINISHED.fullmatch(tops[c]) for c in going_on):
            return {}
        return going_on

    def sure(self, above: Sequence[object], going_on: dict[int, str]) -> bool:
        """Whether it can be no heading: unfinished above, a degree, a cell that is no name's, or several."""
        if len(going_on) > 1 or any(_UNFINISHED.fullmatch(text_of(above[c])) for c in going_on):
            return True
        return any(c not in self.names or "." in text for c, text in going_on.items())


def _may_go_on(above: str, name: str) -> bool:
    """Whether it may be the rest of a name: no digits, no unit, written as the name above is."""
    if is_unit(name) or any(char.isdigit() for char in name):
        return False
    return "." in name or name.isupper() == above.isupper()


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)
