"""What becomes of a bill on its way to us: each habit takes a grid and gives the grid that arrives.

All work on the plain layout of `bills.bill` or on what other habits have made of it; ROWS are its people.
"""

from itertools import combinations

from ..books import Grid
from .bills import HEADINGS, NAME, Billed, total_row

TWO_ROWS = (
    [*HEADINGS[:9], "JKK", "JKM", "JHT", "", "JP", "", "JKP", "", "Total Iuran"],
    [*[""] * 11, "Pemberi Kerja", "TK", "PK", "TK", "PK", "Pemerintah", ""],
)
# Where the 18 columns stand among 28, as converters split them: title cells and odd merges leave gaps.
WIDE = (0, 1, 3, 4, 6, 8, 9, 10, 12, 13, 15, 16, 17, 19, 20, 22, 23, 26)
WIDTH = 28


def _heading_at(rows: list[list]) -> list[int]:
    return [at for at, row in enumerate(rows) if row and str(row[0]) == "No"]


def _is_person(row: list) -> bool:
    return bool(row) and isinstance(row[0], int)


def two_rows(grid: Grid, _: list[Billed]) -> Grid:
    """JHT over Pemberi Kerja | TK, merged as BPJS prints it."""
    out, merges = [], []
    for row in grid.rows:
        if row and str(row[0]) == "No" and len(row) == 18:
            at = len(out)
            merges += [(at, c, at, c + 1) for c in (11, 13, 15)]
            merges += [(at, c, at + 1, c) for c in (*range(11), 17)]
            out += [list(TWO_ROWS[0]), list(TWO_ROWS[1])]
        else:
            out.append(row)
    return Grid(out, merges=merges)


def wide(grid: Grid, _: list[Billed]) -> Grid:
    """28 columns: every third value stands in the column right of its heading's."""

    def spread(row: list, person: bool) -> list:
        if len(row) < 18:
            return row
        cells: list = [""] * WIDTH
        for c, value in enumerate(row[:18]):
            gap = WIDE[c] + 1 < (*WIDE, WIDTH)[c + 1]
            cells[WIDE[c] + (1 if person and gap and c % 3 == 0 and c else 0)] = value
        return cells

    merges = [(r0, WIDE[c0], r1, WIDE[c1]) for r0, c0, r1, c1 in grid.merges]
    return Grid([spread(row, len(row) == 18 and _figures(row)) for row in grid.rows], merges=merges)


def _figures(row: list) -> bool:
    return sum(1 for cell in row if any(map(str.isdigit, str(cell)))) > 5


def wrapped(grid: Grid, _: list[Billed]) -> Grid:
    """Every second name goes on in the rows below, a word each."""
    out = []
    for at, row in enumerate(grid.rows):
        words = str(row[NAME]).split() if _is_person(row) else []
        if len(words) < 2 or at % 2:
            out.append(row)
            continue
        out.append([*row[:NAME], words[0], *row[NAME + 1 :]])
        out += [["" if c != NAME else word for c in range(18)] for word in words[1:]]
    return Grid(out, merges=grid.merges)


def line_breaks(grid: Grid, _: list[Billed]) -> Grid:
    """Names and headings with line breaks within their cells."""
    broken = [
        [str(c).replace(" ", "\n") if isinstance(c, str) and len(row) > 5 else c for c in row]
        for row in grid.rows
    ]
    return Grid(broken, merges=grid.merges)


def paged(grid: Grid, people: list[Billed]) -> Grid:
    """After every third person a page's total, the page's number, and block and heading once more."""
    first = _heading_at(grid.rows)[0]
    top, heading = grid.rows[:first], grid.rows[first : first + 1]
    out, seen = [], 0
    for row in grid.rows:
        if _is_person(row) and seen and seen % 3 == 0:
            out += [total_row(people[seen - 3 : seen], label="Jumlah Halaman"), [], ["Halaman 1 dari 3"]]
            out += [list(one) for one in (*top, *heading)]
        out.append(row)
        seen += _is_person(row)
    return Grid(out)


def units(grid: Grid, people: list[Billed]) -> Grid:
    """A total in the middle, called by its unit, and one at the end."""
    out, seen = [], 0
    for row in grid.rows:
        out.append(row)
        seen += _is_person(row)
        if _is_person(row) and seen == 4:
            out.append(total_row(people[:4], label="Jumlah"))
    return Grid(out)


def numbered(grid: Grid, _: list[Billed]) -> Grid:
    """A row of column numbers under the heading."""
    at = _heading_at(grid.rows)[0] + 1
    return Grid([*grid.rows[:at], [f"({n})" for n in range(1, 19)], *grid.rows[at:]])


def shifted(grid: Grid, _: list[Billed]) -> Grid:
    """Nothing in the first column and the first two rows."""
    merges = [(r0 + 2, c0 + 1, r1 + 2, c1 + 1) for r0, c0, r1, c1 in grid.merges]
    return Grid([[], [], *(["", *row] for row in grid.rows)], merges=merges)


HABITS = {
    habit.__name__: habit for habit in (numbered, units, paged, wrapped, two_rows, line_breaks, wide, shifted)
}
"""In the order in which they can befall one grid."""
CLASH = {("paged", "units"), ("two_rows", "paged"), ("numbered", "two_rows"), ("units", "paged")}
PAIRS = [pair for pair in combinations(HABITS, 2) if pair not in CLASH]


def with_habits(grid: Grid, people: list[Billed], *names: str) -> Grid:
    """The grid after these habits."""
    for name in names:
        grid = HABITS[name](grid, people)
    return grid
