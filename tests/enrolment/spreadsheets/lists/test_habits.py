"""Every habit alone and with every other one: the list reads back exactly, and adds up."""

import pytest

from ..books import xls, xlsx
from .bills import assert_reads, bill, billed, english, indonesian
from .habits import HABITS, PAIRS, with_habits

ROWS = billed(8, seed=5)


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("write", [xlsx, xls])
def test_habit_alone_changes_nothing_of_what_is_read(tmp_path, write, habit):
    summary = assert_reads(write(tmp_path / "2a", with_habits(bill(ROWS, english), ROWS, habit)), ROWS)
    assert (summary["kind"], summary["header"]["month"]) == ("2a", "2026-08")
    assert summary["totals"]["stated"] == summary["totals"]["summed"]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_habits_in_pairs_change_nothing_of_what_is_read(tmp_path, pair):
    style = indonesian if len(pair[0]) % 2 and "paged" not in pair and "units" not in pair else english
    summary = assert_reads(xlsx(tmp_path / "2a.xlsx", with_habits(bill(ROWS, style), ROWS, *pair)), ROWS)
    assert summary["header"]["npp"] == "JJ000123"
    assert summary["totals"]["stated"] == summary["totals"]["summed"]
