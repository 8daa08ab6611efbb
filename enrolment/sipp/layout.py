"""The portal's forms as data: which columns, in which order, and what goes into each.

A form is one file of `layouts/`: `{"kind", "version", "current", "file", "sheet", "source", "before",
"after", "columns": [{"header", "source"?, "required"?, "kind"?, "max"?, "rule"?, "codes"?, "ask"?,
"constant"?, "aliases"?}]}`. `source` names what is written; without it and without `constant` a column stays
empty. `kind` is text (also when absent), date (dd-mm-yyyy), month (MM/YYYY) or money (whole rupiah). `codes`
turns our value into the portal's; with `ask` the group's own codes (`SheetCode`) come first. A new version of
a form is a new file; nothing else changes.
"""

import functools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "layouts"
MOST_ROWS = 10_000  # people in one file (SIPP Online, Mutasi Data)


@dataclass(frozen=True)
class Column:
    """One column of a form."""

    header: str
    source: str = ""
    kind: str = "text"
    required: bool = False
    max: int = 0  # characters; 0: no limit is known
    rule: str = ""  # mobile, kpj
    codes: dict[str, str] = field(default_factory=dict)
    ask: bool = False
    constant: str = ""
    aliases: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: dict[str, Any]) -> "Column":
        return cls(**(found | {"aliases": tuple(found.get("aliases", ()))}))


@dataclass(frozen=True)
class Layout:
    """One version of one form. `before` and `after` are the sheets around the one with the people."""

    kind: str
    version: str
    current: bool
    file: str
    sheet: str
    source: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def headers(self) -> list[str]:
        return [column.header for column in self.columns]


@functools.cache
def layouts() -> tuple[Layout, ...]:
    """Every form of every version."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.json")))


def _read(path: Path) -> Layout:
    found = json.loads(path.read_text())
    columns = tuple(Column.of(column) for column in found.pop("columns"))
    around = {name: tuple(found.pop(name)) for name in ("before", "after")}
    return Layout(columns=columns, **around, **found)


def current(kind: str) -> Layout:
    """The form that the portal takes today."""
    return next(layout for layout in layouts() if layout.kind == kind and layout.current)


def of_version(kind: str, version: str) -> Layout:
    """The form that a sheet was made for; the current one where that version is gone."""
    found = [layout for layout in layouts() if (layout.kind, layout.version) == (kind, version)]
    return found[0] if found else current(kind)


def heading(text: object) -> str:
    """A heading as it is compared: capitals, words joined by `_`, without the mark of a required column."""
    return re.sub(r"[^A-Z0-9]+", "_", str(text or "").upper()).strip("_")


def known_columns(kind: str) -> dict[str, Column]:
    """What each heading of a form of that kind is, over all its versions and other spellings."""
    found: dict[str, Column] = {}
    for layout in sorted((x for x in layouts() if x.kind == kind), key=lambda x: x.current):
        for column in layout.columns:
            for name in (*column.aliases, column.header):
                found[heading(name)] = column
    for layout in layouts():  # a heading of its own is never another column's alias
        if layout.kind == kind:
            found |= {heading(column.header): column for column in layout.columns}
    return found
