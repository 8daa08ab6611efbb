"""One row of a sheet as XML. There is a way to write text, a number and a day, and none to write a formula.

openpyxl takes 25 microseconds for a cell, which is a minute for a list of 100,000 people; a row of texts put
together takes a tenth of that. What surrounds the rows is openpyxl's (`books.py`).
"""

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.encoding import force_str
from openpyxl.utils import get_column_letter

# What XML cannot hold, lone halves of a character included.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAFE = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767  # characters in one cell, Excel's own limit
_EXACT = 10**15  # Excel keeps 15 digits: what has more is text
_DAY_ONE, _FIRST_SAFE_DAY = dt.date(1899, 12, 30), dt.date(1900, 3, 1)
_ZERO_HOUR = dt.datetime(1899, 12, 30)


class Styles(NamedTuple):
    """Numbers of the styles that a value gets by its type, as the workbook knows them."""

    text: int
    number: int
    day: int
    moment: int


class Styled(NamedTuple):
    """A value with a style of its own."""

    value: Any
    style: int


def text_xml(value: str) -> str:
    """Text between tags: escaped, without what XML cannot hold."""
    if "_x" in value:
        value = _ESCAPE.sub("_x005F_", value)
    if _UNSAFE.search(value):
        value = escape(FORBIDDEN.sub("", value)).replace("\r", "&#13;")
    return value


class RowWriter:
    """Rows under one another from row `first` on, each cell with the style of its type.

    `columns` gives single columns (counted from 0) another style than their values' type has; an empty cell
    there is written too, so that what is typed into it keeps the format.
    """

    def __init__(self, styles: Styles, *, first: int = 1, columns: dict[int, int] | None = None) -> None:
        self.styles = styles
        self.number = first - 1
        self.columns = columns or {}
        self.width = 0
        self._letters: list[str] = []

    def line(self, values: Sequence[Any]) -> str:
        """The next row."""
        self.number += 1
        self._widen(len(values))
        number, columns = self.number, self.columns
        cells = [
            self._cell(f"{letter}{number}", value, columns.get(index))
            for index, (letter, value) in enumerate(zip(self._letters, values, strict=False))
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _widen(self, width: int) -> None:
        if width > self.width:
            self.width = width
            self._letters = [get_column_letter(index) for index in range(1, width + 1)]

    def _cell(self, place: str, value: Any, style: int | None) -> str:
        kind = type(value)
        if kind is Styled:
            value, style = value
            kind = type(value)
        if kind is str:
            return self._text(place, value, style)
        if value is None:
            return "" if style is None else f'<c r="{place}" s="{style}"/>'
        if kind is bool:
            return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
        if kind is int or kind is float or kind is Decimal:
            return self._number(place, value, style)
        if isinstance(value, dt.date):
            return self._day(place, value, style)
        return self._text(place, force_str(value), style)

    def _text(self, place: str, value: str, style: int | None) -> str:
        style = self.styles.text if style is None else style
        if not value:
            return f'<c r="{place}" s="{style}"/>'
        kept = "" if value[0] > " " and value[-1] > " " and "\n" not in value else ' xml:space="preserve"'
        text = text_xml(value[:_LONGEST])
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'

    def _number(self, place: str, value: int | float | Decimal, style: int | None) -> str:
        if not math.isfinite(value) or abs(value) >= _EXACT:
            return self._text(place, str(value), None)
        style = self.styles.number if style is None else style
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'

    def _day(self, place: str, value: dt.date, style: int | None) -> str:
        if isinstance(value, dt.datetime):
            value = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
            serial = (value - _ZERO_HOUR) / dt.timedelta(days=1)
            chosen = self.styles.moment if style is None else style
            return f'<c r="{place}" s="{chosen}"><v>{serial:.10f}</v></c>'
        if value < _FIRST_SAFE_DAY:  # Excel knows no earlier days, and counts a 29 February 1900
            return self._text(place, value.strftime("%d-%m-%Y"), None)
        style = self.styles.day if style is None else style
        return f'<c r="{place}" s="{style}"><v>{(value - _DAY_ONE).days}</v></c>'


def lines(writer: RowWriter, rows: Iterable[Sequence[Any]], together: int = 500) -> Iterable[bytes]:
    """The rows as bytes, many at a time."""
    held: list[str] = []
    for row in rows:
        held.append(writer.line(row))
        if len(held) >= together:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()
