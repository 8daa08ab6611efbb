"""A roster to be: a tidy `Plan`, what habits add to it, and the grid with its truth that come of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from enrolment.spreadsheets.fields import FIELDS
from tests.enrolment.spreadsheets.books import Grid, Merge
from tests.enrolment.spreadsheets.folk import Person

Tell = Callable[[Person], object]
Column = tuple[list[str], Tell]
"""header texts from top to bottom (one to three), and the cell of a person"""
Line = tuple[str, list[object]]
"""why a row is no person, and its cells"""


def said(word: str, *rows: list[object]) -> list[Line]:
    """Rows that are all skipped for the same reason; an empty one is blank."""
    return [(word if any(cell not in ("", None) for cell in row) else "blank", row) for row in rows]


def _columns() -> list[Column]:
    return [
        (["NO"], lambda one: None),
        (["NAMA"], lambda one: one.name),
        (["NIK"], lambda one: one.nik),
        (["TEMPAT LAHIR"], lambda one: one.birth_place),
        (["TANGGAL LAHIR"], lambda one: one.birth),
        (["L/P"], lambda one: one.sex),
        (["JABATAN"], lambda one: one.position),
        (["HONOR"], lambda one: one.wage),
        (["NO HP"], lambda one: one.phone),
    ]


def _tells() -> dict[str, Tell]:
    fields = ("nik", "name", "birth_place", "birth_date", "sex", "position", "wage", "phone")
    return {name: lambda one, name=name: one.truth[name] for name in fields}


@dataclass
class Plan:
    """Its people, columns and what they tell, what stands above, between and below, and its outer form."""

    folk: list[Person]
    columns: list[Column] = field(default_factory=_columns)
    tells: dict[str, Tell] = field(default_factory=_tells)  # field -> what must be read
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    before: dict[int, list[Line]] = field(default_factory=dict)  # person's index -> rows above it
    numbering: Callable[[int], object] | None = None  # column's index -> what numbers it
    numbers: bool = True  # whether the first column numbers the people
    numbered: Callable[[int], object] = lambda index: index + 1
    repeat: bool = False
    ditto: bool = False
    shared_unit: bool = False
    wide: set[str] = field(default_factory=set)  # words whose rows are one cell over the whole width
    right: int = 0
    hidden_people: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    phantom: bool = False

    def replace(self, header: str, *columns: Column) -> None:
        """Put columns in the place of one; a column already replaced stays as it is."""
        at = next((i for i, column in enumerate(self.columns) if column[0] == [header]), None)
        if at is not None:
            self.columns[at : at + 1] = columns

    def has(self, header: str) -> bool:
        """Whether a column still has this heading."""
        return any(column[0] == [header] for column in self.columns)

    def between(self, index: int, *lines: Line) -> None:
        """Put rows above the person with that index."""
        self.before.setdefault(index, []).extend(lines)


Habit = Callable[[Plan], None]
Values = dict[str, object]


@dataclass
class Built:
    """A sheet and its truth: rows are the spreadsheet's own numbers."""

    grid: Grid
    people: list[tuple[int, Values]]
    skipped: list[tuple[int, str]]


def build(plan: Plan, merged: bool = True) -> Built:
    """Lay the plan out; without `merged` no cells are merged, as in text."""
    maker = _Maker(plan, merged)
    maker.lines(plan.above)
    maker.header("header")
    for index in range(len(plan.folk)):
        maker.lines(plan.before.get(index, []))
        if plan.repeat and index == 3:
            maker.header("repeated header")
        maker.person(index)
    maker.lines(plan.below)
    return maker.built()


class _Maker:
    def __init__(self, plan: Plan, merged: bool) -> None:
        self.plan = plan
        self.merged = merged
        self.rows: list[list[object]] = []
        self.merges: list[Merge] = []
        self.people: list[tuple[int, Values]] = []
        self.skipped: list[tuple[int, str]] = []
        self.places: list[int] = []  # the people's rows, from 0
        unit: Column = (["UNIT KERJA"], lambda one: None)
        self.columns = [*plan.columns, unit] if plan.shared_unit else plan.columns
        self.width = len(self.columns)

    def lines(self, lines: list[Line]) -> None:
        for word, cells in lines:
            first = next((c for c, cell in enumerate(cells) if cell not in ("", None)), None)
            if word in self.plan.wide and first is not None and not any(cells[first + 1 :]):
                self.merges.append((len(self.rows), first, len(self.rows), self.width - 1))
            self.rows.append(list(cells))
            self.skipped.append((len(self.rows), word))

    def header(self, word: str) -> None:
        rows, merges = header_of(self.columns, len(self.rows))
        self.merges += merges
        self.lines([(word, row) for row in rows])
        if self.plan.numbering:
            self.lines([("column numbering", list(map(self.plan.numbering, range(self.width))))])

    def person(self, index: int) -> None:
        plan, one = self.plan, self.plan.folk[index]
        cells = [cell(one) for _, cell in self.columns]
        if plan.numbers:
            cells[0] = plan.numbered(index)
        if plan.ditto and index and plan.folk[index - 1].position == one.position:
            cells = ["sda" if cell == one.position else cell for cell in cells]
        values = dict.fromkeys(FIELDS) | {name: tell(one) for name, tell in plan.tells.items()}
        if plan.shared_unit:
            cells[-1] = self._unit(index)
            values["unit"] = self._unit(index)
        self.places.append(len(self.rows))
        self.rows.append(cells)
        self.people.append((len(self.rows), values))

    def _unit(self, index: int) -> str:
        return self.plan.folk[index // 3 * 3].unit

    def built(self) -> Built:
        plan, right = self.plan, self.plan.right
        if plan.shared_unit:
            self._merge_units()
        rows = [[""] * right + row if row else [] for row in self.rows]
        merges = [(r0, c0 + right, r1, c1 + right) for r0, c0, r1, c1 in self.merges if (r1 > r0 or c1 > c0)]
        grid = Grid(rows, merges=merges if self.merged else [], phantom=plan.phantom)
        grid.hidden_rows = {row for index, row in enumerate(self.places) if index in plan.hidden_people}
        grid.hidden_columns = {column + right for column in plan.hidden_columns}
        first = next(number for number, word in self.skipped if word != "blank")  # above it are no rows
        return Built(grid, self.people, [one for one in self.skipped if one[0] >= first])

    def _merge_units(self) -> None:
        """One cell down over neighbours of one unit; where cells cannot be merged each keeps its value."""
        column = self.width - 1
        runs: list[list[int]] = []
        for index, row in enumerate(self.places):
            if runs and row == runs[-1][-1] + 1 and index % 3:
                runs[-1].append(row)
            else:
                runs.append([row])
        for run in runs:
            self.merges.append((run[0], column, run[-1], column))
            for row in run[1:]:
                self.rows[row][column] = "" if self.merged else self.rows[row][column]


def header_of(columns: list[Column], top: int) -> tuple[list[list[object]], list[Merge]]:
    """The rows of a header, and its merged cells: down to its end, and right over blank cells beside it."""
    height = max(len(texts) for texts, _ in columns)
    rows: list[list[object]] = [[""] * len(columns) for _ in range(height)]
    merges = []
    for c, (texts, _) in enumerate(columns):
        for level, text in enumerate(texts):
            rows[level][c] = text
            last = len(texts) - 1
            if text and level == last:
                merges.append((top + level, c, top + height - 1, c))
            elif text:
                merges.append((top + level, c, top + level, _reach(columns, c, level)))
    return rows, merges


def _reach(columns: list[Column], c: int, level: int) -> int:
    last = c
    while last + 1 < len(columns):
        texts = columns[last + 1][0]
        if len(texts) <= level + 1 or any(texts[: level + 1]):
            break
        last += 1
    return last
