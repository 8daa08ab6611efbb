"""Cells that were read already: each different cell of a column is read once."""

from collections.abc import Callable, Iterable

from .fields import copy_text

Reader = Callable[[object], tuple[str | None, str | None]]
NULL = "\\N"


class Known:
    """What is known of one field's cells: cell -> text in the line, and cell -> code where it is bad."""

    __slots__ = ("codes", "reader", "values")

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.values: dict[object, str] = {}
        self.codes: dict[object, str] = {}

    def learn(self, cells: Iterable[object]) -> None:
        values, reader = self.values, self.reader
        for cell in cells:
            value, code = reader(cell)
            if value is None:
                values[cell] = NULL
            else:
                # A cell taken as it is holds nothing but a backslash that a line would need escaped.
                values[cell] = value if value is cell and "\\" not in value else copy_text(value)
            if code:
                self.codes[cell] = code
