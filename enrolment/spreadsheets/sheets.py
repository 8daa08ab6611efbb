"""One sheet from top to bottom: people go out in chunks, every other row is noted with its word."""

from collections.abc import Callable, Iterator
from itertools import chain

from .headers import Layout, find_layout
from .kinds import Cells, Sheet
from .people import People
from .rows import BLANK, CONTINUATION, GROUP, HEADER, PERSON, REPEATED, TITLE, Classifier
from .texts import text_of
from .words import tokens
from .wrapped import Wrapping

_CHUNK = 4_000
_LARGEST = 9_007_199_254_740_992.0


class SheetReader:
    """Reads the rows of one sheet under its header, and under further headers further down."""

    def __init__(self, sheet: Sheet, layout: Layout, people: People, write: Callable[[bytes], None]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.people = people
        self.write = write
        self.classifier = Classifier(layout)
        self.skipped: list[tuple[str, int, str]] = []
        self.rows: list[Cells] = []
        self.numbers: list[int] = []
        self.blanks: list[int] = []
        self.headers: list[Cells] = []  # rows of another header, gathered until people follow
        self.merges = _downward(sheet, layout)
        self.people_rows: list[int] = []  # numbers of the rows that were people
        self.joined: dict[int, tuple[int, str]] = {}  # see People.lines
        self.last = -1  # number of the row that a next one may go on with
        self.begun = False  # whether anything stood above
        self.heading = False  # whether a repeated header was the last row with anything in it
        self.grouped = False  # whether headings stand between the people
        self.covering: dict[int, tuple[object, int]] = {}  # column -> value above, last row it covers

    def read(self, head: list[Cells], rest: Iterator[Cells]) -> None:
        """Go through the first rows and the rest; the counts and lines are with `people`."""
        offset, width = self.sheet.first_row + 1, max(map(len, head))
        classifier, merges, bottom = self.classifier, self.merges, self.layout.bottom
        for index, row in enumerate(chain(head, rest)):
            if len(row) < width:
                row.extend([""] * (width - len(row)))
            if merges or self.covering:
                self._uncover(row, index)
            nik = row[classifier.nik]
            if nik and index > bottom and _plainly_a_person(nik, row[classifier.names[0]]):
                classifier.people += 1
                classifier.signing = classifier.under_header = False
                self._person(row, index + offset)
            elif not any(row):
                self.blanks.append(index + offset)
                classifier.elsewhere = False
            elif index <= bottom:
                self._other(index + offset, TITLE if index < self.layout.top else HEADER)
            else:
                self._judge(row, index + offset)
        self._flush()

    # -- merged cells ------------------------------------------------------------------------------

    def _uncover(self, row: Cells, index: int) -> None:
        """Keep track of which columns are covered by a cell merged downwards from above."""
        if self.covering:
            self.covering = {c: (v, last) for c, (v, last) in self.covering.items() if last >= index}
        for column, last in self.merges.pop(index, ()):
            if column < len(row):  # a damaged file may merge where no cells are
                self.covering[column] = (row[column], last)

    def _filled(self, row: Cells) -> Cells:
        for column, (value, _) in self.covering.items():
            if row[column] == "" or row[column] is None:
                row[column] = value
        return row

    def _goes_on(self, row: Cells) -> bool:
        """Whether name and identity number stand above, merged down over this row: no other person."""
        mine = (self.classifier.nik, self.classifier.names[0])
        return all(c in self.covering and not text_of(row[c]) for c in mine)

    # -- rows --------------------------------------------------------------------------------------

    def _judge(self, row: Cells, number: int) -> None:
        if self.covering and self._goes_on(row):
            self._other(number, REPEATED if self.heading else CONTINUATION)
            return
        word = self.classifier.of(row)
        if word in (GROUP, PERSON) and number == self.last + 1 and self._joins(row):
            self.last = number
            self._other(number, CONTINUATION)
        elif word == PERSON:
            self._person(row, number)
        elif word in (REPEATED, HEADER) or self.headers:
            self._other(number, self._another_header(row) or word)
        else:
            self.grouped = self.grouped or word == GROUP
            self._other(number, word)

    def _joins(self, row: Cells) -> bool:
        """Whether the row only goes on with the person above: then that person gets its text."""
        if not self.rows:
            return False
        above = self.rows[-1]
        wrapping = Wrapping(self.classifier.layout)
        going_on = wrapping.of(above, row, self.grouped)
        code = "row_wrapped" if wrapping.sure(above, going_on) else "row_unclear"
        for column, text in going_on.items():
            above[column] = f"{text_of(above[column])} {text}"
        if going_on:
            self.joined.setdefault(self.numbers[-1], (next(iter(going_on)), code))
        return bool(going_on)

    def _another_header(self, row: Cells) -> str | None:
        """A second table may order its columns otherwise: then its own header decides from here on."""
        current = self.classifier.layout
        if not self.classifier.people:
            return None
        texts = {c: text_of(cell) for c, cell in enumerate(row) if text_of(cell)}
        if not self.headers and all(tokens(text) in current.words.get(c, ()) for c, text in texts.items()):
            return None
        layout, _ = find_layout([*self.headers, row])
        if self.headers and (layout is None or layout.score <= current.score):
            self.headers = []
            return None
        self.headers.append(row)
        if layout and not layout.same_columns(current):
            self._flush()
            self.classifier.use(layout)
        return REPEATED

    def _person(self, row: Cells, number: int) -> None:
        self.headers = []
        self._skip_blanks()
        if len(self.rows) >= _CHUNK:  # not sooner: the next row may go on with the last one
            self._flush()
        self.rows.append(self._filled(row) if self.covering else row)
        self.numbers.append(number)
        self.last, self.heading = number, False

    def _other(self, number: int, word: str) -> None:
        if word == BLANK:
            self.blanks.append(number)
            return
        self._skip_blanks()
        self.heading = word == REPEATED
        self.skipped.append((self.sheet.name, number, word))

    def _skip_blanks(self) -> None:
        """Blank rows count between others: those above the first one and at the end are no rows."""
        if not self.begun:
            self.begun = True
            self.blanks.clear()
        if self.blanks:
            self.skipped.extend((self.sheet.name, number, BLANK) for number in self.blanks)
            self.blanks.clear()

    def _flush(self) -> None:
        if self.rows:
            self.write(self.people.lines(self.classifier.layout, self.rows, self.numbers, self.joined))
            self.people_rows.extend(self.numbers)
            self.rows, self.numbers, self.joined = [], [], {}


def _downward(sheet: Sheet, layout: Layout) -> dict[int, list[tuple[int, int]]]:
    """Cells below the header that are merged downwards: row -> (column, last row)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for r0, c0, r1, _ in sheet.merges:
        if r1 > r0 > layout.bottom and c0 >= 0:
            found.setdefault(r0, []).append((c0, r1))
    return found


def _plainly_a_person(nik: object, name: object) -> bool:
    if type(name) is not str or not name or name.isspace():
        return False
    if type(nik) is str:
        return len(nik) == 16 and nik.isdigit()
    return type(nik) is float and 1e15 <= nik <= _LARGEST
