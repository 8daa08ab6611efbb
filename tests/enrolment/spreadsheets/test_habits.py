"""Every habit alone, every pair of habits, and heaps of them: read exactly, nobody lost, nobody invented."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrolment.spreadsheets import child

from .books import Grid, codes, delimited, markup, ods, read, xls, xlsx
from .folk import people
from .habits import HABITS, Plan, build, serial_dates

FOLK = people(6, seed=11)
WRITERS = {"xlsx": xlsx, "xls": xls, "ods": ods}


def planned(*habits):
    plan = Plan(list(FOLK))
    for habit in habits:
        habit(plan)
    return plan


def assert_exact(rows, truth):
    got = [
        (row["row_number"], {f: row[f] for f in one.truth})
        for row, (_, one) in zip(rows, truth, strict=False)
    ]
    assert got == [(number, one.truth) for number, one in truth]
    assert len(rows) == len(truth)
    assert [codes(row) for row in rows] == [[] for _ in truth]


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "plain"])
@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_habit_alone(tmp_path, habit, merged):
    grid, truth = build(planned(habit), merged)
    rows, summary = read(xlsx(tmp_path / "a.xlsx", grid))
    assert_exact(rows, truth)
    counts = summary["counts"]
    assert counts["read"] == counts["valid"] + counts["needs_fix"] + counts["skipped"]


@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_habit_in_other_workbooks(tmp_path, habit, kind):
    grid, truth = build(planned(habit), kind == "xls")
    rows, _ = read(WRITERS[kind](tmp_path / "a", grid))
    assert_exact(rows, truth)


def as_text(grid):
    """The cells as a text export writes them."""
    written = [
        [f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else "" if cell is None else cell for cell in row]
        for row in grid.rows
    ]
    return Grid(written, merges=grid.merges)


@pytest.mark.parametrize(
    "habit", [h for h in HABITS if h is not serial_dates], ids=lambda habit: habit.__name__
)
def test_habit_as_text(tmp_path, habit):
    grid, truth = build(planned(habit))
    assert_exact(read(delimited(tmp_path / "a.csv", as_text(grid)))[0], truth)
    assert_exact(read(markup(tmp_path / "a.xls", as_text(grid)))[0], truth)


class Spoken:
    """What a reading in this very process says: no start-up for each of hundreds of layouts."""

    def __init__(self, grid):
        from .inside import read_grid

        self.rows = read_grid(grid)


@pytest.mark.parametrize("first", HABITS, ids=lambda habit: habit.__name__)
def test_habits_in_pairs(first):
    for second in HABITS:
        for merged in (True, False):
            grid, truth = build(planned(first, second), merged)
            try:
                assert_exact(Spoken(grid).rows, truth)
            except AssertionError as error:
                raise AssertionError(
                    f"{first.__name__} + {second.__name__}, merged={merged}: {error}"
                ) from error


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(HABITS), unique=True, max_size=8), st.booleans())
def test_any_heap_of_habits_reads_back_exactly(habits, merged):
    grid, truth = build(planned(*habits), merged)
    assert_exact(Spoken(grid).rows, truth)


def test_one_workbook_with_a_sheet_for_each_habit(tmp_path):
    folk = people(6 * len(HABITS), seed=5)
    grids, names = [], []
    for number, habit in enumerate(HABITS):
        plan = Plan(folk[6 * number : 6 * number + 6])
        habit(plan)
        grid, truth = build(plan)
        grid.name = habit.__name__[:31]
        grids.append(grid)
        names += [(grid.name, row, one.nik) for row, one in truth]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", *grids))
    assert [(row["sheet"], row["row_number"], row["nik"]) for row in rows] == names
    assert not any(itertools.chain.from_iterable(codes(row) for row in rows))
    assert child.Run  # the same code that the tests in this process use
