"""Reading a grid in this process, without a file: the child's own code on cells as the parser gives them."""

import datetime
import os

from enrolment.spreadsheets.child import Run
from enrolment.spreadsheets.fields import rows_from_copy
from enrolment.spreadsheets.kinds import Sheet
from tests.corpus.cells import Failed, plain

from .books import Grid


def read_grid(grid: Grid, as_of: datetime.date = datetime.date(2026, 9, 30)) -> tuple[list[dict], dict]:
    """(rows, summary) of a workbook with this one sheet."""
    width = max(map(len, grid.rows))
    rows = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in grid.rows]
    for r0, c0, r1, c1 in grid.merges:
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                if (r, c) != (r0, c0):
                    rows[r][c] = ""
    ours, theirs = os.pipe()
    run = Run(theirs, as_of, mac_dates=False)
    run.sheet(Sheet(grid.name, lambda: rows, merges=grid.merges))
    os.close(theirs)
    with os.fdopen(ours, "rb") as lines:
        return list(rows_from_copy([lines.read()])), run.summary(0)


def _cell(cell: object) -> object:
    value = getattr(cell, "value", cell)
    if value is None or isinstance(value, Failed):
        return ""
    shown = plain(value)
    return float(shown) if type(shown) is int else shown
