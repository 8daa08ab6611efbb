"""Columns matched by hand: for the sheets of one file, or by an agency's profiles, known by their headings.

`{"sheets": {name: {"rows": [first, last] or [], "columns": {letter: field}, "read": true}},
  "profiles": [{"id": text, "headings": {heading: field}, "height": rows}], "by_office": bool}`

Rows are the spreadsheet's own numbers; without any the list has no header. A field of "" is not read.
`by_office`: the file is a whole city's, the agency's column is wanted apart from the unit's.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .columns import Layout, place
from .fields import BESIDE, FIELDS, column_letter
from .headers import SCAN, expanded, layout_at, stack_over
from .kinds import Cells, Sheet
from .vocabulary import PARTS

HAND = "hand"
ADDRESS_PARTS = tuple(dict.fromkeys(f"part:{label}" for label, _ in PARTS))
MATCHABLE = (
    *FIELDS,
    *(field for field in BESIDE if field != "category"),
    *("birth", "birth_month", "birth_year", "sex_l", "sex_p", "number"),
    *ADDRESS_PARTS,
)
"""What a column can be matched to: the fields, what is read beside them, place and date of birth in one,
month and year of a birth date in three columns, ticks for the sexes, the number, pieces of an address."""
SEVERAL = ("name", *ADDRESS_PARTS)
"""What may stand in several columns: the parts are joined."""
_LONGEST = 120
_KNOWN_SHARE = 0.5  # of a header's columns a profile must know: a short one is not for every list


class Matching:
    """What was matched by hand, for the reader to ask sheet by sheet."""

    def __init__(self, given: Mapping[str, Any] | None = None) -> None:
        self.sheets: Mapping[str, Any] = (given or {}).get("sheets") or {}
        self.profiles: Sequence[Mapping[str, Any]] = (given or {}).get("profiles") or ()
        self.by_office = bool((given or {}).get("by_office"))

    def leaves_out(self, name: str) -> bool:
        """Whether people said that this sheet is not to be read."""
        return self.sheets.get(name, {}).get("read") is False

    def layout_of(self, sheet: Sheet, head: Sequence[Cells]) -> Layout | None:
        """The layout that was matched for a sheet, or None: then the words decide.

        What was matched by hand may lack a NIK or a name (not `usable`): then the sheet cannot be read.
        """
        if "columns" in (mine := self.sheets.get(sheet.name, {})):
            return _by_hand(sheet, head, mine)
        return self._by_profile(sheet, head) if self.profiles else None

    def by_words(self, layout: Layout) -> Layout:
        """A layout as the words made it: in a city's file the agency's column is read apart."""
        return layout.by_office() if self.by_office else layout

    def _by_profile(self, sheet: Sheet, head: Sequence[Cells]) -> Layout | None:
        texts, anchors = expanded(head[:SCAN], sheet.merges)
        seen: dict[int, list[dict[int, str]]] = {}
        for profile in self.profiles:
            height, wanted = profile["height"], set(profile["headings"])
            if height not in seen:
                tops = range(len(texts) - height + 1)
                seen[height] = [headings_at(top, top + height - 1, texts, anchors) for top in tops]
            for top, found in enumerate(seen[height]):
                known = wanted & set(found.values())
                if known == wanted and len(known) >= _KNOWN_SHARE * len(found):
                    columns = {c: profile["headings"][h] for c, h in found.items() if h in wanted}
                    layout = _matched(columns, top, top + height - 1, head, sheet.merges)
                    layout.matched = profile["id"]
                    return layout if layout.usable else None
        return None


def _by_hand(sheet: Sheet, head: Sequence[Cells], given: Mapping[str, Any]) -> Layout | None:
    rows = [number - 1 - sheet.first_row for number in given.get("rows") or ()]
    top, bottom = rows if rows else (-1, -1)
    letters = {column_letter(c + sheet.first_column): c for c in range(max(map(len, head), default=0))}
    columns = {letters[letter]: field for letter, field in given["columns"].items() if letter in letters}
    if bottom >= len(head) or (rows and top < 0):
        return None
    layout = _matched(columns, top, bottom, head, sheet.merges, guess=False)
    layout.matched = HAND
    return layout


def _matched(
    columns: Mapping[int, str],
    top: int,
    bottom: int,
    head: Sequence[Cells],
    merges: Sequence[tuple[int, int, int, int]],
    *,
    guess: bool = True,
) -> Layout:
    """The layout of matched columns; with `guess` those that were not there then are known by their words."""
    layout = Layout(top, bottom)
    guessed = layout_at(top, bottom, head, merges) if top >= 0 else Layout(top, bottom)
    layout.words = guessed.words
    names = [column for column, field in sorted(columns.items()) if field == "name"]
    texts, anchors = expanded(head[:SCAN], merges)
    for column, field in sorted(columns.items()):
        stack = stack_over(column, top, bottom, texts, anchors) if top >= 0 else []
        if field in BESIDE:
            layout.beside.setdefault(field, column)
        elif field:
            several = field == "name" and len(names) > 1
            place(layout, "part_name" if several else field, column, " ".join(stack))
    if guess:
        _add_new_columns(layout, guessed, columns)
    return layout


def _add_new_columns(layout: Layout, guessed: Layout, columns: Mapping[int, str]) -> None:
    taken = {*layout.columns, *(["name"] if layout.name_parts else [])}
    for field, column in guessed.columns.items():
        if column not in columns and field not in taken:
            place(layout, field, column, guessed.headings.get(field, ""))
    for field, column in guessed.beside.items():
        if column not in columns:
            layout.beside.setdefault(field, column)
    for field, column in guessed.extra.items():
        if column not in columns and not {"birth_date", "birth_place", "sex"} & taken:
            layout.extra.setdefault(field, column)


def headings_at(
    top: int, bottom: int, texts: Sequence[Sequence[str]], anchors: Sequence[Sequence[object]]
) -> dict[int, str]:
    """The heading over each column as a profile knows it: words in upper case, rows divided by ` / `.

    The second column of the same heading is `HEADING #2`, and so on.
    """
    found: dict[int, str] = {}
    times: dict[str, int] = {}
    for column in range(max((len(texts[r]) for r in range(top, bottom + 1)), default=0)):
        stack = stack_over(column, top, bottom, texts, anchors)  # type: ignore[arg-type]
        if heading := " / ".join(words for text in stack if (words := _words(text)))[:_LONGEST]:
            times[heading] = times.get(heading, 0) + 1
            found[column] = heading if times[heading] == 1 else f"{heading} #{times[heading]}"
    return found


@lru_cache(maxsize=8192)
def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.upper()).split())


def fields_by_column(layout: Layout) -> dict[int, str]:
    """What each column of a layout was taken for, in the words of `MATCHABLE`."""
    found = {column: field for field, column in layout.columns.items()}
    for column in layout.name_parts:
        found[column] = "name"
    for label, column in layout.parts:
        found.setdefault(column, f"part:{label}")
    for fields in (layout.extra, layout.beside):
        for field, column in fields.items():
            found.setdefault(column, field)
    return {column: field for column, field in found.items() if field in MATCHABLE}


def lacking(columns: Iterable[str]) -> list[str]:
    """What these fields together still need to make a list of people: `nik`, `name`, one of two ticks."""
    have = set(columns)
    needed = [field for field in ("nik", "name") if field not in have]
    return needed + [b for a, b in (("sex_l", "sex_p"), ("sex_p", "sex_l")) if a in have and b not in have]
