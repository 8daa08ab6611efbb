"""Amounts of a list: `1,234,567.00` (English) or `1.234.567,00` (Indonesian); the file's evidence decides."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ..texts import NOTHING, text_of

ENGLISH, INDONESIAN = "english", "indonesian"
LARGEST = 10**12  # what numeric(14, 2) holds
_CENT = Decimal("0.01")
_CURRENCY = re.compile(r"^(?:rp|idr)\.?[\s:]*|\s*(?:rp|idr)\.?$|(?<=\d),-+$", re.IGNORECASE)
_SIGNED = re.compile(r"(-|\()?\s*([\d.,]*\d[\d.,]*)\s*\)?")
_CLEAR = {
    ENGLISH: re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:,\d{3}){2,}|\d+\.\d{1,2}"),
    INDONESIAN: re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}"),
}
_THOUSANDS = {ENGLISH: re.compile(r"\d{1,3},\d{3}"), INDONESIAN: re.compile(r"\d{1,3}\.\d{3}")}
"""One group of three: thousands, but for a file that writes its decimals with that very sign."""

_POINTS = {".": ENGLISH, ",": INDONESIAN}
_REMEMBERED = 100_000  # different cells

Amount = tuple[Decimal | None, str | None]
"""rupiah as the cell has it, not rounded; the code of what is wrong"""


class Amounts:
    """Reads the amounts of one file. First `learn` every text that stands in a column of money."""

    def __init__(self) -> None:
        self.clear = {ENGLISH: 0, INDONESIAN: 0}
        self.weak = {ENGLISH: 0, INDONESIAN: 0}
        self._known: dict[object, tuple[Decimal | None, str | None, str | None]] = {}

    def learn(self, cells: Iterable[object]) -> None:
        """Take note of how texts are written; numbers say nothing."""
        for cell, times in Counter(cell for cell in cells if type(cell) is str and cell).items():
            if style := _POINTS.get(cell[-3:-2]):
                whole, cut = cell[:-3], cell[-2:]
                if cut.isdigit() and whole.replace("," if style == ENGLISH else ".", "").isdigit():
                    self.clear[style] += times
                    continue
            if found := _figures(cell):
                for style in (ENGLISH, INDONESIAN):
                    self.clear[style] += times * (_CLEAR[style].fullmatch(found[1]) is not None)
                    self.weak[style] += times * (_THOUSANDS[style].fullmatch(found[1]) is not None)

    @property
    def style(self) -> str | None:
        """How this file writes amounts; None where it does not say, or says both equally often."""
        for counts in (self.clear, self.weak):
            if counts[ENGLISH] != counts[INDONESIAN]:
                return max(counts, key=counts.__getitem__)
            if any(counts.values()):
                return None
        return None

    def read(self, cell: object) -> Amount:
        """The amount, or why not: `amount_invalid`, `amount_unclear` (1.234 in a file of 1,234.00).

        `amount_style` is a warning: the other style than the file's, though clear in itself.
        """
        return self.written(cell)[:2]

    def written(self, cell: object) -> tuple[Decimal | None, str | None, str | None]:
        """`read`, and the amount rounded half up to two places as text."""
        if found := self._known.get(cell):
            return found
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        value, code = self._read(cell)
        found = self._known[cell] = value, code, None if value is None else str(cents(value))
        return found

    def _read(self, cell: object) -> Amount:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            fits = cell == cell and abs(cell) < LARGEST
            return (Decimal(repr(cell)), None) if fits else (None, "amount_invalid")
        text = text_of(cell)
        if text in NOTHING:
            return None, None
        figures = _figures(text) if isinstance(cell, str) else None
        if figures is None:
            bare = _CURRENCY.sub("", text).strip()
            return None, None if bare in NOTHING and bare else "amount_invalid"
        value, code = self._value(figures[1])
        if value is None or value >= LARGEST:
            return None, code or "amount_invalid"
        return (-value if figures[0] else value), code

    def _value(self, digits: str) -> Amount:
        if digits.isdigit():
            return Decimal(digits), None
        for style, other in ((ENGLISH, INDONESIAN), (INDONESIAN, ENGLISH)):
            group, point = (",", ".") if style == ENGLISH else (".", ",")
            value = digits.replace(group, "").replace(point, ".")
            if _CLEAR[style].fullmatch(digits):
                return Decimal(value), "amount_style" if self.style == other else None
            if _THOUSANDS[style].fullmatch(digits):
                contradicted = self.style == other or (self.style is None and self.clear[other])
                return (None, "amount_unclear") if contradicted else (Decimal(value), None)
        return None, "amount_invalid"


def _figures(text: str) -> tuple[bool, str] | None:
    """(whether it is negative, the digits with their separators) of a text that is an amount."""
    if not text.isascii() and not (text := text_of(text)).isascii():
        return None
    bare = _CURRENCY.sub("", text.strip().lstrip("'")).strip()
    found = _SIGNED.fullmatch(bare)
    return (found[1] is not None, found[2]) if found else None


def cents(value: Decimal) -> Decimal:
    """Rounded half up to two places."""
    return value.quantize(_CENT, ROUND_HALF_UP)
