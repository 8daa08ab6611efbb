"""One workbook of the corpus: how it is made, and what must be read from it; known from how it was made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid
from tests.enrolment.spreadsheets.folk import Person

from .kinds import KINDS
from .plans import Built, Habit, Plan, build

Truth = dict[str, object]


@dataclass(frozen=True)
class Case:
    """`refused` is the code of a file that cannot be used; of all others the truth tells every row."""

    name: str
    ending: str
    write: Callable[[Path], object]
    truth: Truth = field(default_factory=dict)
    refused: str | None = None

    @property
    def file(self) -> str:
        """The name that the file bears."""
        return f"{self.name}.{self.ending}"


def row(number: int, values: dict[str, object], codes: Iterable[str] = (), sheet: str = "Sheet1") -> Truth:
    """A person's row: values by field (None: nothing was read), codes of its problems."""
    return {"sheet": sheet, "row": number, "values": values, "codes": sorted(codes)}


def laid(folk: list[Person], habits: Iterable[Habit], merged: bool = True) -> Built:
    """A sheet of these people with these habits."""
    plan = Plan(list(folk))
    for habit in habits:
        habit(plan)
    return build(plan, merged)


def roster(
    name: str, kind: str, sheets: dict[str, Built], others: dict[str, tuple[Grid, str]] | None = None
) -> Case:
    """A workbook of sheets and of others that are no roster: (grid, why it is skipped)."""
    others = others or {}
    grids, told, rows, skipped = [], [], [], []
    for title, built in sheets.items():
        built.grid.name = title
        grids.append(built.grid)
        told.append([title, "read", None])
        rows += [row(number, values, sheet=title) for number, values in built.people]
        skipped += [[title, number, word] for number, word in built.skipped]
    for title, (grid, reason) in others.items():
        grid.name = title
        grids.append(grid)
        told.append([title, "skipped", reason])
    return written(name, kind, grids, {"sheets": told, "rows": rows, "skipped": skipped})


def written(name: str, kind: str, grids: list[Grid], truth: Truth, ending: str | None = None) -> Case:
    """A workbook of these grids; `ending` is what its name says it is, right or not."""
    write = KINDS[kind].write
    return Case(name, ending or KINDS[kind].ending, lambda path: write(path, *grids), truth)


def misses(truth: Truth, rows: list[dict], summary: dict) -> list[str]:
    """Where a reading differs from the truth, in words."""
    found = []
    got = [row(r["row_number"], r, _codes(r), r["sheet"]) for r in rows]
    want: list[Truth] = truth["rows"]  # type: ignore[assignment]
    for have, told in zip(got, want, strict=False):
        values: dict[str, object] = told["values"]  # type: ignore[assignment]
        read = have | {"values": {name: have["values"][name] for name in values}}  # type: ignore[index]
        if read != told:
            found.append(f"read {_differing(read, told)}, but it is {_differing(told, read)}")
    if len(got) != len(want):
        found.append(f"{len(got)} people read, {len(want)} are in it")
    skipped, told_skipped = _places(summary["skipped"]), _places(truth["skipped"])
    if skipped != told_skipped:
        found.append(f"skipped {sorted(skipped - told_skipped)}, but it is {sorted(told_skipped - skipped)}")
    sheets = [[s["name"], s["status"], s["reason"]] for s in summary["sheets"]]
    if sheets != truth["sheets"]:
        found.append(f"sheets {sheets}, but they are {truth['sheets']}")
    return found


def _differing(one: Truth, other: Truth) -> Truth:
    mine, theirs = one["values"], other["values"]
    values = {name: value for name, value in mine.items() if value != theirs[name]}  # type: ignore
    return {**one, "values": values}


def _codes(read: dict) -> list[str]:
    return [problem["code"] for problem in read["problems"]]


def _places(skipped: object) -> set[tuple[object, ...]]:
    return {tuple(one) for one in skipped}  # type: ignore[attr-defined]
