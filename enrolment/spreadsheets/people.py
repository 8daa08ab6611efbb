"""Rows of cells -> people: columns read whole, each different cell once, problems noted beside.

The lines come out in COPY text format (see `fields.COPY_COLUMNS`); this is the hot path of every upload.
"""

import datetime
import json
from collections.abc import Callable

from .contacts import read_email, read_kpj, read_phone, read_sex, read_ticks
from .dates import Dates
from .fields import FIELDS, column_letter, copy_text
from .headers import Layout
from .money import read_wage
from .nik import read_nik
from .texts import NOTHING, is_ditto, read_text, text_of

Cells = list[object]
Reader = Callable[[object], tuple[str | None, str | None]]
WARNINGS = frozenset(
    "nik_birth_mismatch nik_sex_mismatch sex_invalid start_date_invalid kpj_unusual email_invalid phone_unusual".split()
)
"""Codes that leave the row valid; every other code is an error and holds it."""
_NULL = "\\N"
_SEX_OF_DAY = {**{f"{d:02}": "L" for d in range(1, 32)}, **{f"{d + 40:02}": "P" for d in range(1, 32)}}


class People:
    """Turns the person rows of a whole file into COPY lines; knows the identity numbers seen so far."""

    def __init__(self, as_of: datetime.date, mac_dates: bool = False) -> None:
        self.dates = Dates(as_of, mac_dates)
        self.readers: dict[str, Reader] = dict.fromkeys(FIELDS, read_text)
        self.readers.update(
            nik=read_nik,
            birth_date=self.dates.birth,
            start_date=self.dates.start,
            sex=read_sex,
            wage=read_wage,
            phone=read_phone,
            kpj=read_kpj,
            email=read_email,
        )
        self.known: dict[str, dict[object, tuple[str | None, str | None]]] = {field: {} for field in FIELDS}
        self.seen: dict[str, tuple[str, int]] = {}
        self.ordinal = self.valid = self.needs_fix = 0
        self.has_kpj = False
        self.above: dict[int, object] = {}

    def start_sheet(self, name: str, first_column: int) -> None:
        """Begin another sheet: nothing stands above its first row."""
        self.sheet = name
        self.sheet_copy = copy_text(name)
        self.first_column = first_column
        self.above = {}

    def lines(self, layout: Layout, rows: list[Cells], numbers: list[int]) -> bytes:
        """COPY lines of person rows under one header; `numbers` are the spreadsheet's own."""
        if not rows:
            return b""
        self.layout, self.problems = layout, {}
        self.width = len(rows[0])
        self.columns: dict[int, list[object]] = {}
        self.rows = rows
        values = {field: self._field(field) for field in FIELDS}
        self._split_birth(values)
        self._ticks(values)
        self._compare(values, numbers)
        return self._joined(values, numbers)

    # -- columns -----------------------------------------------------------------------------------

    def _column(self, index: int) -> list[object]:
        """The cells of a column, ditto marks replaced by what stands above."""
        if index in self.columns:
            return self.columns[index]
        cells = [row[index] for row in self.rows]
        if any(is_ditto(cell) for cell in set(cells)):
            last = self.above.get(index, "")
            for i, cell in enumerate(cells):
                if is_ditto(cell):
                    cells[i] = last
                else:
                    last = cell
        self.above[index] = cells[-1]
        self.columns[index] = cells
        return cells

    def _field(self, field: str) -> list[str | None]:
        if field == "name" and self.layout.name_parts:
            return self._named()
        if field == "address" and self.layout.parts:
            return self._address()
        index = self.layout.columns.get(field)
        if index is None:
            return [None] * len(self.rows)
        return self._read(field, self._column(index), index)

    def _read(self, field: str, cells: list[object], index: int) -> list[str | None]:
        reader, known = self.readers[field], self.known[field]
        for cell in set(cells).difference(known):
            known[cell] = reader(cell)
        out = []
        for i, cell in enumerate(cells):
            value, code = known[cell]
            out.append(value)
            if code:
                self._note(i, code, index, cell)
        if len(known) > 200_000:
            known.clear()
        if field == "name":
            for i, value in enumerate(out):
                if value is None:
                    self._note(i, "name_missing", index, cells[i])
        return out

    def _named(self) -> list[str | None]:
        parts = [self._column(index) for index in self.layout.name_parts]
        out: list[str | None] = []
        for i, cells in enumerate(zip(*parts, strict=True)):
            words = " ".join(text for cell in cells if (text := text_of(cell)) and text not in NOTHING)
            out.append(words or None)
            if not words:
                self._note(i, "name_missing", self.layout.name_parts[0], cells[0])
        return out

    def _address(self) -> list[str | None]:
        """The address, with the pieces that have columns of their own after it."""
        parts = [("", self.layout.columns["address"])] if "address" in self.layout.columns else []
        parts += [part for part in self.layout.parts if part[1] != (parts[0][1] if parts else -1)]
        if not parts[0][0] == "" and "address" not in self.layout.columns and len(parts) < 2:
            return [None] * len(self.rows)
        columns = [(label, self._column(index)) for label, index in parts]
        out: list[str | None] = []
        for i in range(len(self.rows)):
            pieces = []
            for label, cells in columns:
                text = text_of(cells[i])
                if text not in NOTHING:
                    named = label and not text.upper().startswith(label.rstrip(".").upper())
                    pieces.append(f"{label} {text}" if named else text)
            out.append(", ".join(pieces) or None)
        return out

    def _split_birth(self, values: dict[str, list[str | None]]) -> None:
        """Place and date in one column fill whichever of the two has no column of its own."""
        index = self.layout.extra.get("birth")
        if index is None:
            return
        known: dict[object, tuple[str | None, str | None, str | None]] = {}
        own_date, own_place = "birth_date" in self.layout.columns, "birth_place" in self.layout.columns
        for i, cell in enumerate(self._column(index)):
            if cell not in known:
                known[cell] = self.dates.place_and_birth(cell)
            place, day, code = known[cell]
            if not own_place:
                values["birth_place"][i] = place
            if not own_date:
                values["birth_date"][i] = day
                if code:
                    self._note(i, code, index, cell)

    def _ticks(self, values: dict[str, list[str | None]]) -> None:
        left, right = self.layout.extra.get("sex_l"), self.layout.extra.get("sex_p")
        if left is None or right is None or "sex" in self.layout.columns:
            return
        for i, (male, female) in enumerate(zip(self._column(left), self._column(right), strict=True)):
            values["sex"][i], code = read_ticks(male, female)
            if code:
                self._note(i, code, left, f"{text_of(male)} | {text_of(female)}")

    # -- checks across cells -----------------------------------------------------------------------

    def _compare(self, values: dict[str, list[str | None]], numbers: list[int]) -> None:
        niks, births, sexes = values["nik"], values["birth_date"], values["sex"]
        column = self.layout.columns["nik"]
        for i, nik in enumerate(niks):
            if nik is None:
                continue
            if nik in self.seen:
                sheet, number = self.seen[nik]
                self._note(i, "nik_duplicate", column, nik, {"sheet": sheet, "row": number})
            else:
                self.seen[nik] = (self.sheet, numbers[i])
            birth, sex = births[i], sexes[i]
            if birth and not _same_day(nik, birth):
                self._note(i, "nik_birth_mismatch", self._where("birth_date"), birth, {"nik": nik[6:12]})
            if sex and _SEX_OF_DAY.get(nik[6:8], sex) != sex:
                self._note(i, "nik_sex_mismatch", self._where("sex"), sex, {"nik": nik[6:12]})

    def _where(self, field: str) -> int:
        instead = {"birth_date": "birth", "sex": "sex_l"}[field]
        return self.layout.columns.get(field, self.layout.extra.get(instead, self.layout.columns["nik"]))

    def _note(
        self, i: int, code: str, index: int, cell: object, params: dict[str, object] | None = None
    ) -> None:
        problem: dict[str, object] = {
            "level": "warning" if code in WARNINGS else "error",
            "code": code,
            "column": column_letter(index + self.first_column),
            "read": text_of(cell),
        }
        if params:
            problem["params"] = params
        self.problems.setdefault(i, []).append(problem)

    # -- lines -------------------------------------------------------------------------------------

    def _joined(self, values: dict[str, list[str | None]], numbers: list[int]) -> bytes:
        count, first = len(numbers), self.ordinal
        bad = {i: any(p["level"] == "error" for p in found) for i, found in self.problems.items()}
        held = sum(bad.values())
        self.ordinal += count
        self.needs_fix += held
        self.valid += count - held
        self.has_kpj = self.has_kpj or any(values["kpj"])
        notes = [_NULL] * count
        flags = ["f"] * count
        for i, found in self.problems.items():
            notes[i] = copy_text(json.dumps(found, ensure_ascii=False))
            flags[i] = "t" if bad[i] else "f"
        columns = [
            map(str, range(first + 1, first + count + 1)),
            [self.sheet_copy] * count,
            map(str, numbers),
            *(_escaped(values[field]) for field in FIELDS),
            notes,
            flags,
        ]
        return ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode("utf-8", "replace")


def _same_day(nik: str, iso: str) -> bool:
    """Whether the six digits in the middle are this day; 40 is added to a woman's."""
    if nik[8:10] != iso[5:7] or nik[10:12] != iso[2:4]:
        return False
    day = nik[6:8]
    return day == iso[8:] or int(day) - 40 == int(iso[8:])


def _escaped(column: list[str | None]) -> list[str]:
    return [
        _NULL if value is None else value if "\\" not in value and value.isprintable() else copy_text(value)
        for value in column
    ]
