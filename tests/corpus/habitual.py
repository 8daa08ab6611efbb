"""Workbooks of habits: each alone, each with every other one, and each kind of file with a heap of them."""

from itertools import count

from tests.enrolment.spreadsheets.folk import people

from . import habits, spellings
from .case import Case, laid, roster
from .kinds import BOOKS, KINDS

HABITS = (*habits.LAYOUTS, *spellings.SPELLINGS)
_ALONE = [name for name in KINDS if name != "csv-cp1252"]  # which has no sign for a tick
_HEAP = (
    habits.titles,
    habits.letterhead,
    habits.numbering_row,
    habits.page_headers,
    habits.groups,
    habits.totals,
    habits.signature,
    habits.shared_units,
    habits.phantom_rows,
    spellings.birth_in_one,
    spellings.ticks_as_letters,
    spellings.money_in_words,
    spellings.participants,
)


def cases() -> list[Case]:
    """All of them."""
    return [*_alone(), *_pairs(), *_kinds()]


def _alone() -> list[Case]:
    folk = people(6, seed=11)
    found = []
    for number, habit in enumerate(HABITS):
        kind = _ALONE[number % len(_ALONE)]
        built = laid(folk, [habit], KINDS[kind].merges)
        found.append(roster(f"{_dashed(habit)}-alone", kind, {"Sheet1": built}))
    return found


def _pairs() -> list[Case]:
    """A workbook for each habit, with a sheet for every habit after it."""
    everybody = people(6 * len(HABITS), seed=5)
    found = []
    for number, first in enumerate(HABITS[:-1]):
        sheets = {}
        for at, second in zip(count(), HABITS[number + 1 :], strict=False):
            sheets[f"{at + 1} {_dashed(second)}"[:31]] = laid(everybody[6 * at : 6 * at + 6], [first, second])
        found.append(roster(f"{_dashed(first)}-in-pairs", BOOKS[number % len(BOOKS)], sheets))
    return found


def _kinds() -> list[Case]:
    folk = people(9, seed=23)
    return [
        roster(f"heap-of-habits-{kind}", kind, {"Sheet1": laid(folk, _HEAP, KINDS[kind].merges)})
        for kind in KINDS
    ]


def _dashed(habit: habits.Habit) -> str:
    return habit.__name__.replace("_", "-")
