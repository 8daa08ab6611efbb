"""Any workbook as plain texts, sheet by sheet, read by a process of its own as rosters are.

    for grid in read_grids(path):      # list of Grid
        for number, texts in grid.rows: …

For small tables of others' making whose rows are looked up one by one: the portal's failure lists and forms.
Only rows with something in them; cells beyond `COLUMNS` and rows beyond `ROWS` of a sheet are not read.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from . import gate
from .kinds import sheets_of
from .refusals import Unreadable
from .texts import text_of

ROWS, COLUMNS = 12_000, 80
_CHARACTERS = 20_000_000  # of all sheets together: more than any list of 10,000 people, little for us to hold
_MEMORY, _SECONDS = 2**30, 30
_SCRIPT = "import sys; sys.path[1:1] = sys.argv[2:]; from enrolment.spreadsheets.grids import main; main()"


@dataclass(frozen=True)
class Grid:
    """One sheet: `rows` are (the spreadsheet's own row number, the texts from column A on)."""

    name: str
    hidden: bool
    rows: list[tuple[int, list[str]]]


def read_grids(path: str | Path, largest: int = gate.MAX_BYTES) -> list[Grid]:
    """The sheets of a workbook. Raises `Unreadable`, also where the reading process dies or is too slow."""
    from .processes import paths  # the process that reads needs nothing of it

    with Path(path).open("rb") as file:
        admitted = gate.inspect(file, largest)
        asked = json.dumps({"fd": file.fileno(), "kind": admitted.kind})
        command = [sys.executable, "-I", "-S", "-c", _SCRIPT, asked, *paths()]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                pass_fds=(file.fileno(),),
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise Unreadable("reader_timeout", {"seconds": _SECONDS}) from None
    if done.returncode or not done.stdout:
        raise Unreadable("reader_killed", {"exit": done.returncode})
    told = json.loads(done.stdout)
    if "refused" in told:
        raise Unreadable(told["refused"], told["params"])
    return [Grid(name, hidden, [(n, cells) for n, cells in rows]) for name, hidden, rows in told["sheets"]]


def main() -> None:
    """The reading process: every outcome is one JSON object on standard output."""
    import resource

    given = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
    try:
        told: dict[str, Any] = {"sheets": _read(given["kind"], given["fd"])}
    except Unreadable as refusal:
        told = {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        told = {"refused": "reader_memory", "params": {}}
    except BaseException as error:  # the parser's own panics do not descend from Exception
        if type(error).__name__ != "PanicException":
            raise
        told = {"refused": "damaged_file", "params": {}}
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


def _read(kind: str, fd: int) -> list[tuple[str, bool, list[tuple[int, list[str]]]]]:
    """The texts of every sheet. Raises `Unreadable` where they are more than the parent should hold."""
    found, left = [], _CHARACTERS
    for sheet in sheets_of(kind, fd):
        found.append(_texts(sheet))
        left -= sum(len(text) for _number, texts in found[-1][2] for text in texts)
        if left < 0:
            raise Unreadable("too_much_inside")
    return found


def _texts(sheet: Any) -> tuple[str, bool, list[tuple[int, list[str]]]]:
    rows = islice(sheet.open(), ROWS) if sheet.open else ()
    left = [""] * min(sheet.first_column, COLUMNS)
    found = []
    for number, cells in enumerate(rows, start=sheet.first_row + 1):
        texts = (left + [text_of(cell) for cell in cells])[:COLUMNS]
        if any(texts):
            found.append((number, texts))
    return sheet.name, sheet.hidden, found
