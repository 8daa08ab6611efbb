"""One sheet of a list from its heading down: who is on it, what its totals say, what else there is."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ..kinds import Cells
from ..texts import text_of
from ..words import tokens
from .fields import MONEY
from .headers import Layout
from .vocabulary import GRAND, HEADING, NOTES, PAGE, TOTAL

PERSON, BLANK, TITLE, HEADER, REPEATED = "person", "blank", "title", "header", "repeated header"
NUMBERING, TOTALS, NOTE, CONTINUATION = "column numbering", "total", "note", "continuation"
_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2})[a-d]?\s*[)\]]?\.?(?:\s*=.*)?")


@dataclass
class Footer:
    """A row of totals: `people` rows of the whole list stand above it; `cells` by field."""

    sheet: str
    row: int
    people: int
    grand: bool
    cells: dict[str, object]


@dataclass
class Body:
    """The rows of one sheet under one heading. `rows` are people, `numbers` the sheet's own row numbers."""

    layout: Layout
    sheet: str
    first_column: int
    rows: list[Cells] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)  # positions whose name was put together from several rows
    footers: list[Footer] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)


class BodyReader:
    """Goes down the rows of one sheet; `before` people stood on others, of which `previous` is the last."""

    def __init__(
        self, body: Body, before: int, title: Callable[[Cells], None], previous: Body | None = None
    ) -> None:
        self.body, self.before, self.title, self.previous = body, before, title, previous
        columns = body.layout.columns
        self.nik = columns.get("nik", [])
        self.kpj = columns.get("kpj", [])
        self.name = columns["name"]
        self.figures = [c for f in (*MONEY, "birth_date", "birth") for c in columns.get(f, ())]
        self.known = {c for several in columns.values() for c in several}
        self.pending: list[tuple[int, str]] = []  # text of a name alone in its row: number, text
        self.near = False  # whether the row above was a person, or went on with one
        self.ended = False  # whether the grand total was passed

    def read(self, rows: Iterator[tuple[int, Cells]]) -> None:
        """Judge every row; blank ones count between others."""
        blanks: list[int] = []
        for number, row in rows:
            if not any(cell not in ("", None) for cell in row):
                blanks.append(number)
                continue
            self._skip(blanks, BLANK)
            blanks = []
            self._row(number, row)
        self._settle(None)

    def _skip(self, numbers: list[int], word: str) -> None:
        self.body.skipped.extend((self.body.sheet, number, word) for number in numbers)

    def _row(self, number: int, row: Cells) -> None:
        word = self._word(row)
        if word == PERSON:
            self._settle(row)
            self.body.rows.append(row)
            self.body.numbers.append(number)
            self.near, self.ended = True, False
            return
        self._skip([number], word)
        if word == CONTINUATION:
            self.pending.append((number, self._text(row, self.name)))
            return
        if word == TOTALS:
            self._footer(number, row)
        elif word in (TITLE, NOTE):
            self.title(row)
        if word not in (REPEATED, NUMBERING, HEADER):
            self._settle(None)
        self.near = False

    # -- what a row is ----------------------------------------------------------------------------

    def _text(self, row: Cells, columns: list[int]) -> str:
        texts = (text_of(row[c]) for c in columns if c < len(row))
        return " ".join(text for text in texts if text)

    def _word(self, row: Cells) -> str:
        if self._is_person(row):
            return PERSON
        cells = {c: text for c, cell in enumerate(row) if (text := text_of(cell))}
        if not cells:
            return BLANK
        if self._repeats(cells):
            return REPEATED if self.body.rows or self.before else HEADER
        if _is_numbering(cells):
            return NUMBERING
        words = " ".join(text for text in cells.values() if not _is_figure(text))
        if _pattern(TOTAL).match(words) or _pattern(PAGE).search(words):
            return TOTALS if any(c in cells for c in self.figures) else NOTE
        if ":" in words or _pattern(NOTES).match(words) or self.ended:
            return NOTE if self.body.rows else TITLE
        if self._goes_on(cells):
            return CONTINUATION
        return self._without_numbers(cells)

    def _is_person(self, row: Cells) -> bool:
        if len(self.nik) == 1 and self.nik[0] < len(row) and self.name[0] < len(row):
            nik, name = row[self.nik[0]], row[self.name[0]]  # most rows: plainly somebody
            if type(nik) is str and len(nik) == 16 and nik.isdigit() and type(name) is str and name.strip():
                return True
        nik, kpj = self._text(row, self.nik), self._text(row, self.kpj)
        digits = max(sum(map(str.isdigit, text)) for text in (nik, kpj))
        name = self._text(row, self.name)
        if digits < 8 or (digits < 11 and any(isinstance(cell, str) and ":" in cell for cell in row)):
            return False  # NPP : 12345678 over a page's table is nobody's number
        if any(map(str.isalpha, name)):
            return True
        return any(c < len(row) and text_of(row[c]) for c in self.figures)

    def _without_numbers(self, cells: dict[int, str]) -> str:
        """A person without a number that is one: named, with a birth date or an amount beside it."""
        name = " ".join(cells[c] for c in self.name if c in cells)
        figures = sum(1 for c in self.figures if c in cells and any(map(str.isdigit, cells[c])))
        if any(map(str.isalpha, name)) and figures >= 2:
            return PERSON
        return NOTE if self.body.rows else TITLE

    def _repeats(self, cells: dict[int, str]) -> bool:
        words = self.body.layout.words
        same = sum(1 for c, text in cells.items() if tokens(text) and tokens(text) in words.get(c, ()))
        return same >= 2 and same * 2 >= len(cells)

    def _goes_on(self, cells: dict[int, str]) -> bool:
        """Text in the columns of the name and nowhere else: a name on several lines."""
        return set(cells) <= set(self.name) and not any(map(str.isdigit, "".join(cells.values())))

    # -- names on several lines, totals -------------------------------------------------------------

    def _settle(self, below: Cells | None) -> None:
        """Give lines of names to the person above, the last one to that below where it has no name.

        Right under a heading they are its last words, or the end of a name that a page before has begun.
        """
        pending, self.pending = [text for _, text in self.pending], []
        if not pending:
            return
        if not self.near:
            pending = [text for text in pending if not set(tokens(text)) <= HEADING]
        if below is not None and pending and not any(map(str.isalpha, self._text(below, self.name))):
            own = [pending.pop()] if self.near else pending
            pending = pending if self.near else []
            _set(below, self.name, " ".join(own))
            self.body.joined.add(len(self.body.rows))
        above = self.body if self.body.rows else self.previous
        if pending and above and above.rows:
            names = above.layout.columns["name"]
            _set(above.rows[-1], names, " ".join([self._text(above.rows[-1], names), *pending]).strip())
            above.joined.add(len(above.rows) - 1)

    def _footer(self, number: int, row: Cells) -> None:
        words = " ".join(text_of(cell) for cell in row)
        if _pattern(PAGE).search(words) and not _pattern(GRAND).search(words):
            return
        columns = self.body.layout.columns
        cells = {f: cell for f in MONEY if (cell := first_filled(row, columns.get(f, []))) not in ("", None)}
        grand = _pattern(GRAND).search(words) is not None
        self.ended = self.ended or grand
        people = self.before + len(self.body.rows)
        self.body.footers.append(Footer(self.body.sheet, number, people, grand, cells))


def first_filled(row: Cells, columns: Sequence[int]) -> object:
    """Of several columns for one field the first cell with anything in it."""
    return next((row[c] for c in columns if c < len(row) and row[c] not in ("", None)), "")


def _set(row: Cells, columns: list[int], text: str) -> None:
    for c in columns:
        if c < len(row):
            row[c] = ""
    row[columns[0]] = text


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _is_figure(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def _is_numbering(cells: dict[int, str]) -> bool:
    """Rows such as `1 2 3 4` or `(1) (2) (3)` under a heading."""
    found = [_NUMBER.fullmatch(text) for text in cells.values()]
    if len(found) < 4 or not all(found):
        return False
    marks = [int(one[1]) for one in found if one]
    return sum(1 for left, right in pairwise(marks) if 0 <= right - left <= 3) >= len(marks) - 2
