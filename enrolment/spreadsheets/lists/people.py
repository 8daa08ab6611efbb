"""Rows of a list -> COPY lines (`fields.LIST_COLUMNS`), with what is wrong noted beside.

The same rules as for rosters read identity numbers, names, dates and sex; a row is kept whatever it lacks.
"""

import datetime
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from ..contacts import read_kpj, read_sex
from ..dates import Dates
from ..fields import column_letter, copy_text
from ..nik import read_nik
from ..texts import read_text, text_of
from .amounts import Amounts, cents
from .fields import MONEY, PARTS
from .rows import Body, first_filled
from .vocabulary import STATES

WARNINGS = frozenset(
    (
        *("sex_invalid", "since_invalid", "left_on_invalid", "kpj_unusual", "kpj_missing", "status_unknown"),
        *("amount_style", "row_total_differs", "row_wrapped"),
    )
)
"""Codes of what need not be mended. Errors: nik_missing, nik_length, nik_damaged, nik_filler, nik_serial,
name_missing, birth_date_invalid, amount_invalid, amount_unclear; `no_number`: neither NIK nor KPJ."""
_LONGEST = {"nik_as_read": 60, "name": 200, "employee_no": 60, "unit": 300}
_CHUNK = 4_000
_NULL = "\\N"
_ZERO = Decimal(0)
_Codes = dict[str, str]
_DATES: tuple[tuple[str, str, _Codes], ...] = (
    ("birth_date", "birth", {}),
    ("participant_since", "start", {"start_date_invalid": "since_invalid"}),
    ("left_on", "start", {"start_date_invalid": "left_on_invalid"}),
)
Unread = dict[str, str]
"""`cell` (its address in the sheet) and what was `read` there."""

Reader = Callable[[object], tuple[str | None, str | None]]


class People:
    """Turns the bodies of a whole file into COPY lines, once it is known how the file writes amounts."""

    def __init__(self, as_of: datetime.date, mac_dates: bool, amounts: Amounts) -> None:
        self.amounts = amounts
        dates = Dates(as_of, mac_dates)
        self.place_and_birth = dates.place_and_birth
        self.readers: dict[str, Reader] = {"sex": read_sex, "employee_no": read_text, "unit": read_text}
        self.readers |= {field: getattr(dates, kind) for field, kind, _ in _DATES}
        self.codes = {field: codes for field, _, codes in _DATES}
        self.known: dict[str, dict[object, tuple[str | None, str | None]]] = {f: {} for f in self.readers}
        self.ordinal = self.needs_fix = 0
        self.niks: set[str] = set()
        self.sums: dict[str, list[Decimal | None]] = {}  # field -> what each row has, not rounded
        self.unread: dict[str, list[Unread]] = {}  # field of money -> cells that were not understood

    def lines(self, body: Body) -> Iterator[bytes]:
        """COPY lines of one sheet, some thousand rows at a time."""
        for field in MONEY:  # a column that another sheet lacks still has one value per row
            if field in body.layout.columns:
                self.sums.setdefault(field, [None] * self.ordinal)
        for start in range(0, len(body.rows), _CHUNK):
            yield self._chunk(body, start, body.rows[start : start + _CHUNK])

    def _chunk(self, body: Body, start: int, rows: list[list[Any]]) -> bytes:
        self.problems: dict[int, list[dict[str, object]]] = {}
        self.body = body
        self.cells = {f: _column(rows, cs, f == "name") for f, cs in body.layout.columns.items()}
        count = len(rows)
        values: dict[str, list[Any]] = {f: self._read(f, count) for f in self.readers}
        self._numbers(values, count)
        values["name"] = [self._name(i, cell) for i, cell in enumerate(self._of("name", count))]
        self._split_birth(values)
        values["is_active"] = self._states(values["left_on"], count)
        money = {f: self._money(f, start, count) for f in MONEY}
        self._check_totals(money)
        for i in range(count):
            if start + i in body.joined:
                self._note(i, "row_wrapped", "name", values["name"][i])
        return self._lines(values, money, start, count)

    # -- columns -----------------------------------------------------------------------------------

    def _of(self, field: str, count: int) -> list[Any]:
        return self.cells.get(field) or [""] * count

    def _read(self, field: str, count: int) -> list[str | None]:
        if field not in self.cells:
            return [None] * count
        known, reader, codes = self.known[field], self.readers[field], self.codes.get(field, {})
        out: list[str | None] = []
        for i, cell in enumerate(self.cells[field]):
            key = (type(cell), cell)
            if key not in known:
                known[key] = reader(cell) if cell not in ("", None) else (None, None)
            value, code = known[key]
            if code:
                self._note(i, codes.get(code, code), field, cell)
            out.append(value[: _LONGEST[field]] if value and field in _LONGEST else value)
        if len(known) > 50_000:
            known.clear()
        return out

    def _numbers(self, values: dict[str, list[Any]], count: int) -> None:
        """Identity and participant numbers; a row with neither is an error, as nobody is found by it."""
        values["nik"], values["nik_as_read"], values["kpj"] = [], [], []
        has_nik, has_kpj = "nik" in self.cells, "kpj" in self.cells
        for i, (cell, number) in enumerate(zip(self._of("nik", count), self._of("kpj", count), strict=True)):
            nik, code = read_nik(cell) if has_nik else (None, None)
            kpj, unusual = read_kpj(number)
            if kpj and len(kpj) > 20:
                kpj = None
            if code:
                self._note(i, code, "nik", cell)
            if unusual or (has_kpj and not kpj):
                self._note(i, unusual or "kpj_missing", "kpj", number)
            if not nik and not kpj:
                self._note(i, "no_number", "nik" if has_nik else "kpj", cell)
            values["nik"].append(nik)
            values["nik_as_read"].append("" if nik else text_of(cell)[: _LONGEST["nik_as_read"]])
            values["kpj"].append(kpj)
            self.niks.add(nik or f"kpj {kpj}" if nik or kpj else f"row {self.ordinal + i}")

    def _name(self, i: int, cell: object) -> str:
        name = read_text(cell)[0]
        if not name:
            self._note(i, "name_missing", "name", cell)
        return (name or "")[: _LONGEST["name"]]

    def _split_birth(self, values: dict[str, list[Any]]) -> None:
        if "birth" in self.cells and "birth_date" not in self.cells:
            for i, cell in enumerate(self.cells["birth"]):
                _, values["birth_date"][i], code = self.place_and_birth(cell)
                if code:
                    self._note(i, code, "birth", cell)

    def _states(self, left: list[str | None], count: int) -> list[str]:
        """`t` or `f`: as the status says; where there is none, who has a day of leaving is not active."""
        out = []
        for i, (cell, day) in enumerate(zip(self._of("status", count), left, strict=True)):
            words = " ".join(text_of(cell).upper().replace("-", " ").replace("_", " ").split())
            active = STATES.get(words)
            if words and active is None:
                self._note(i, "status_unknown", "status", cell)
            out.append("t" if (active if active is not None else day is None) else "f")
        return out

    def _money(self, field: str, start: int, count: int) -> list[str | None]:
        if field not in self.cells:
            if field in self.sums:
                self.sums[field].extend([None] * count)
            return [None] * count
        found = [self.amounts.written(cell) for cell in self.cells[field]]
        for i, (value, code, _) in enumerate(found):
            if code:
                self._note(i, code, field, self.cells[field][i])
                if value is None:
                    self.unread.setdefault(field, []).append(self._place(start + i, field))
        self.sums[field].extend(value for value, _, _ in found)
        return [text for _, _, text in found]

    def _place(self, at: int, field: str) -> Unread:
        column = self.body.layout.columns[field][0] + self.body.first_column
        row = self.body.rows[at]
        read = text_of(first_filled(row, self.body.layout.columns[field]))[:40]
        return {"cell": f"{column_letter(column)}{self.body.numbers[at]}", "read": read}

    def _check_totals(self, money: dict[str, list[str | None]]) -> None:
        """What a row says as its total against its parts; the state's share may be counted in it or not."""
        parts = [f for f in PARTS if f in self.cells]
        if "total" not in self.cells or len(parts) < 2:
            return
        rows = zip(*(self.sums[f][self.ordinal :] for f in parts), strict=True)
        state = parts.index("jkp_state") if "jkp_state" in parts else -1
        for i, (total, row) in enumerate(zip(self.sums["total"][self.ordinal :], rows, strict=True)):
            whole = sum(filter(None, row), _ZERO)
            if total is None or whole == total:
                continue
            without = whole - (row[state] or _ZERO) if state >= 0 else whole
            if cents(total) not in (cents(whole), cents(without)):
                self._note(i, "row_total_differs", "total", money["total"][i], {"summed": str(cents(whole))})

    def _note(
        self, i: int, code: str, field: str, cell: object, params: dict[str, object] | None = None
    ) -> None:
        column = self.body.layout.columns[field][0] + self.body.first_column
        level = "warning" if code in WARNINGS else "error"
        problem: dict[str, object] = {"level": level, "code": code, "column": column_letter(column)}
        problem["read"] = text_of(cell)[:200]
        if params:
            problem["params"] = params
        self.problems.setdefault(i, []).append(problem)

    # -- lines -------------------------------------------------------------------------------------

    def _lines(
        self, values: dict[str, list[Any]], money: dict[str, list[str | None]], start: int, count: int
    ) -> bytes:
        notes = ["[]"] * count
        for i, found in self.problems.items():
            notes[i] = copy_text(json.dumps(found, ensure_ascii=False))
            self.needs_fix += any(one["level"] == "error" for one in found)
        texts = ("nik", "nik_as_read", "kpj", "name", "birth_date", "sex", "participant_since", "left_on")
        columns = [
            [str(n) for n in range(self.ordinal + 1, self.ordinal + count + 1)],
            [copy_text(self.body.sheet[:64])] * count,
            [str(n) for n in self.body.numbers[start : start + count]],
            *([_NULL if v is None else copy_text(v) for v in values[f]] for f in texts),
            values["is_active"],
            *([_NULL if v is None else copy_text(v) for v in values[f]] for f in ("employee_no", "unit")),
            *([v or _NULL for v in money[f]] for f in MONEY),
            notes,
        ]
        self.ordinal += count
        return ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode("utf-8", "replace")


def _column(rows: list[list[Any]], columns: list[int], joining: bool) -> list[Any]:
    """One cell per row: of several columns the first with anything in it, of a name all of them."""
    if len(columns) == 1:
        c = columns[0]
        return [row[c] if c < len(row) else "" for row in rows]
    several = [[row[c] for c in columns if c < len(row) and row[c] not in ("", None)] for row in rows]
    if joining:
        return [" ".join(filter(None, map(text_of, cells))) for cells in several]
    return [cells[0] if cells else "" for cells in several]
