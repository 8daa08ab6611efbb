"""Rows of cells -> people: columns read whole, each different cell once, problems noted beside.

The lines come out in COPY text format (see `fields.COPY_COLUMNS`); this is the hot path of every upload,
so a value is kept as it will stand in its line (`\\N` for none) from the moment it is read.
"""

import datetime
import json

from .categories import read_category
from .contacts import read_email, read_kpj, read_phone, read_sex, read_ticks
from .dates import Dates
from .fields import BESIDE, FIELDS, column_letter, copy_text
from .headers import Layout
from .known import NULL as _NULL
from .known import Known, Reader
from .money import read_wage
from .nik import read_nik
from .texts import NOTHING, is_ditto, read_place, read_text, text_of

Cells = list[object]
WARNINGS = frozenset(
    (
        "nik_birth_mismatch",
        "nik_sex_mismatch",
        "sex_invalid",
        "start_date_invalid",
        "contract_until_invalid",
        "kpj_unusual",
        "email_invalid",
        "phone_unusual",
        "row_wrapped",
    )
)
"""Codes that leave the row valid; every other code is an error and holds it."""
_SEX_OF_DAY = {**{f"{d:02}": "L" for d in range(1, 32)}, **{f"{d + 40:02}": "P" for d in range(1, 32)}}


class People:
    """Turns the person rows of a whole file into COPY lines; knows the identity numbers seen so far."""

    def __init__(self, as_of: datetime.date, mac_dates: bool = False) -> None:
        self.dates = Dates(as_of, mac_dates)
        readers: dict[str, Reader] = dict.fromkeys((*FIELDS, *BESIDE), read_text)
        readers.update(
            nik=read_nik,
            birth_date=self.dates.birth,
            start_date=self.dates.start,
            sex=read_sex,
            wage=read_wage,
            phone=read_phone,
            kpj=read_kpj,
            email=read_email,
            birth_place=read_place,
            contract_until=self.dates.until,
            category=read_category,
        )
        self.known = {field: Known(reader) for field, reader in readers.items()}
        self.seen: dict[str, tuple[str, int, int]] = {}
        self.ordinal = self.valid = self.needs_fix = 0
        self.has_kpj = False

    def start_sheet(self, name: str, first_column: int) -> None:
        """Begin another sheet: nothing stands above its first row."""
        self.sheet = name
        self.sheet_copy = copy_text(name)
        self.first_column = first_column
        self.above: dict[int, object] = {}

    def lines(
        self,
        layout: Layout,
        rows: list[Cells],
        numbers: list[int],
        joined: dict[int, tuple[int, str]] | None = None,
    ) -> bytes:
        """COPY lines of person rows under one header; `numbers` are the spreadsheet's own.

        `joined`: number of a row that was read together with the one below it -> (column to look at, code).
        """
        if not rows:
            return b""
        self.layout, self.rows = layout, rows
        self.problems: dict[int, list[dict[str, object]]] = {}
        self.columns: dict[int, list[object]] = {}
        self.different: dict[int, set[object]] = {}  # the cells of a column, each once
        values = {field: self._field(field) for field in FIELDS}
        values |= self._beside()
        self._split_birth(values)
        self._ticks(values)
        for number, (column, code) in (joined or {}).items():
            i = numbers.index(number)
            self._note(i, code, column, rows[i][column])
        self._compare(values, numbers)
        return self._joined(values, numbers)

    # -- columns -----------------------------------------------------------------------------------

    def _column(self, index: int) -> list[object]:
        """The cells of a column, ditto marks replaced by what stands above."""
        if index in self.columns:
            return self.columns[index]
        cells = [row[index] for row in self.rows]
        different = set(cells)
        short = (cell for cell in different if type(cell) is str and len(cell) < 13)
        marks = {
            cell for cell in short if (cell[:1] in "sSiIdD" or not cell[:1].isalnum()) and is_ditto(cell)
        }
        if marks:
            last = self.above.get(index, "")
            for i, cell in enumerate(cells):
                if cell in marks:
                    cells[i] = last
                else:
                    last = cell
            different = set(cells)
        self.above[index] = cells[-1]
        self.columns[index], self.different[index] = cells, different
        return cells

    def _field(self, field: str) -> list[str]:
        if field == "name" and self.layout.name_parts:
            return self._named()
        if field == "address" and self.layout.parts:
            return self._address()
        index = self.layout.columns.get(field)
        if index is None:
            return [_NULL] * len(self.rows)
        if field == "birth_date" and {"birth_month", "birth_year"} <= set(self.layout.extra):
            return self._read(field, self._three_parts(index), index)
        return self._read(field, self._column(index), index)

    def _beside(self) -> dict[str, list[str]]:
        """What is read beside the fields; the status gives the category too."""
        found = {f: self._read(f, self._column(c), c) for f, c in self.layout.beside.items()}
        if (status := self.layout.beside.get("status")) is not None:
            found["category"] = self._read("category", self._column(status), status)
        return found

    def _three_parts(self, day: int) -> list[object]:
        """Birth dates with day, month and year in columns of their own, as text with dashes."""
        columns = (day, self.layout.extra["birth_month"], self.layout.extra["birth_year"])
        rows = zip(*(map(text_of, self._column(index)) for index in columns), strict=True)
        return ["-".join(row) if any(row) else "" for row in rows]

    def _read(self, field: str, cells: list[object], index: int) -> list[str]:
        known = self.known[field]
        different = self.different[index] if cells is self.columns.get(index) else set(cells)
        known.learn(different.difference(known.values))
        out = list(map(known.values.__getitem__, cells))
        if known.codes and not different.isdisjoint(known.codes):
            for i, cell in enumerate(cells):
                if cell in known.codes:
                    self._note(i, known.codes[cell], index, cell)
        if len(different) * 2 > len(cells):  # a column of ever new values is not worth remembering
            known.values.clear()
            known.codes.clear()
        if field == "name" and _NULL in out:
            for i, value in enumerate(out):
                if value == _NULL:
                    self._note(i, "name_missing", index, cells[i])
        return out

    def _named(self) -> list[str]:
        parts = [self._column(index) for index in self.layout.name_parts]
        out = []
        for i, cells in enumerate(zip(*parts, strict=True)):
            words = " ".join(text for cell in cells if (text := text_of(cell)) and text not in NOTHING)
            out.append(copy_text(words) or _NULL)
            if not words:
                self._note(i, "name_missing", self.layout.name_parts[0], cells[0])
        return out

    def _address(self) -> list[str]:
        """The address, with the pieces that have columns of their own after it."""
        parts = list(self.layout.parts)
        if "address" in self.layout.columns:
            parts.insert(0, ("", self.layout.columns["address"]))
        columns = [(label, self._column(index)) for label, index in parts]
        out = []
        for i in range(len(self.rows)):
            pieces = []
            for label, cells in columns:
                text = text_of(cells[i])
                if text not in NOTHING:
                    named = label and not text.upper().startswith(label.rstrip(".").upper())
                    pieces.append(f"{label} {text}" if named else text)
            out.append(copy_text(", ".join(pieces)) or _NULL)
        return out

    def _split_birth(self, values: dict[str, list[str]]) -> None:
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
                values["birth_place"][i] = copy_text(place) if place else _NULL
            if not own_date:
                values["birth_date"][i] = day or _NULL
                if code:
                    self._note(i, code, index, cell)

    def _ticks(self, values: dict[str, list[str]]) -> None:
        left, right = self.layout.extra.get("sex_l"), self.layout.extra.get("sex_p")
        if left is None or right is None or "sex" in self.layout.columns:
            return
        for i, (male, female) in enumerate(zip(self._column(left), self._column(right), strict=True)):
            sex, code = read_ticks(male, female)
            values["sex"][i] = sex or _NULL
            if code:
                self._note(i, code, left, f"{text_of(male)} | {text_of(female)}")

    # -- checks across cells -----------------------------------------------------------------------

    def _compare(self, values: dict[str, list[str]], numbers: list[int]) -> None:
        column, seen = self.layout.columns["nik"], self.seen
        sheet = self.sheet
        days: dict[str, str] = {}
        rows = enumerate(zip(values["nik"], values["birth_date"], values["sex"], numbers, strict=True))
        for i, (nik, birth, sex, number) in rows:
            if nik == _NULL:
                continue
            first = seen.setdefault(nik, (sheet, number, column))
            if first[1] != number or first[2] != column or first[0] != sheet:
                self._note(i, "nik_duplicate", column, nik, {"sheet": first[0], "row": first[1]})
            if birth != _NULL:
                day = days.get(birth)
                if day is None:
                    day = days[birth] = birth[8:] + birth[5:7] + birth[2:4]
                if nik[6:12] != day and not _same_day(nik, day):
                    self._note(i, "nik_birth_mismatch", self._where("birth_date"), birth, {"nik": nik[6:12]})
            if sex != _NULL and _SEX_OF_DAY.get(nik[6:8], sex) != sex:
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

    def _joined(self, values: dict[str, list[str]], numbers: list[int]) -> bytes:
        count, first = len(numbers), self.ordinal
        notes, flags = [_NULL] * count, ["f"] * count
        for i, found in self.problems.items():
            notes[i] = copy_text(json.dumps(found, ensure_ascii=False))
            flags[i] = "t" if any(p["level"] == "error" for p in found) else "f"
        held = flags.count("t")
        self.ordinal += count
        self.needs_fix += held
        self.valid += count - held
        self.has_kpj = self.has_kpj or any(value != _NULL for value in values["kpj"])
        columns = [
            map(str, range(first + 1, first + count + 1)),
            [self.sheet_copy] * count,
            map(str, numbers),
            *(values[field] for field in FIELDS),
            *(values.get(field) or [_NULL] * count for field in BESIDE),
            notes,
            flags,
        ]
        return ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode("utf-8", "replace")


def _same_day(nik: str, day: str) -> bool:
    """Whether the six digits in the middle are this day (DDMMYY) with a woman's 40 added."""
    return nik[8:12] == day[2:] and int(nik[6:8]) - 40 == int(day[:2])
