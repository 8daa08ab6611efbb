"""The process that reads one list of payments, started by `reader.py` as those of rosters are.

Standard output gets COPY lines (`fields.PAYMENT_COLUMNS`); the summary is one JSON object, or a refusal.
"""

import datetime
import gc
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from ..child import limit, write_all
from ..dates import Dates
from ..fields import column_letter, copy_text
from ..kinds import Cells, Sheet, sheets_of
from ..lists.amounts import Amounts
from ..refusals import Unreadable
from ..texts import text_of
from .fields import PAYMENT_COLUMNS
from .headers import OUT, SCAN, Layout, by_hand, find_layout
from .rows import BLANK, TOTAL, Rows
from .words import parted

_VALUES = PAYMENT_COLUMNS[3:-1]
_NULLABLE = ("month", "paid_on", "amount")


@dataclass
class Run:
    """The reading of one file: all its sheets first, then, when its habits are known, its payments."""

    matching: Mapping[str, Any]
    dates: Dates
    amounts: Amounts = field(default_factory=Amounts)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[tuple[Sheet, Layout, list[tuple[int, Cells]]]] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=lambda: {"rows": Decimal(0)})
    stated: list[tuple[str, int, str, str]] = field(default_factory=list)
    tables: int = 0
    ordinal: int = 0
    needs_fix: int = 0

    def sheet(self, sheet: Sheet) -> None:
        """Keep the rows of one sheet, or say why not."""
        wanted = self.matching.get("sheet")
        if sheet.hidden or (wanted and sheet.name != wanted):
            return self._skip(sheet, "hidden" if sheet.hidden else "left out")
        rows = [list(row) for row in sheet.open()] if sheet.open else []
        if not any(text_of(cell) for row in islice(rows, 500) for cell in row):
            return self._skip(sheet, "empty")
        width = max(map(len, rows[: SCAN + 1]))
        for row in rows[:SCAN]:
            row.extend([""] * (width - len(row)))
        layout = self._layout(sheet, rows)
        if layout is None or not layout.usable:
            self.tables += sum(1 for row in rows[:200] if sum(1 for cell in row if text_of(cell)) > 1) > 1
            return self._skip(sheet, "no payment header")
        return self._keep(sheet, layout, rows)

    def _layout(self, sheet: Sheet, rows: list[Cells]) -> Layout | None:
        if "columns" in self.matching:
            return by_hand(self.matching, rows[:SCAN], (sheet.first_row, sheet.first_column))
        return find_layout(rows, sheet.merges, self.matching.get("side") or OUT)

    def _keep(self, sheet: Sheet, layout: Layout, rows: list[Cells]) -> None:
        offset = sheet.first_row + 1
        over = layout.bottom + 1
        self.skipped += [
            (sheet.name, i + offset, "title" if i < layout.top else "header")
            for i in range(over)
            if any(map(text_of, rows[i]))
        ]
        body = [(i + offset, row) for i, row in enumerate(rows[over:], over)]
        column = layout.columns["amount"]
        self.amounts.learn(parted(row[column])[0] for _number, row in body if column < len(row))
        self.bodies.append((sheet, layout, body))
        letters = {f: column_letter(c + sheet.first_column) for f, c in layout.columns.items()}
        header_row = layout.bottom + offset if layout.bottom >= 0 else None
        self.sheets.append(
            {"name": sheet.name, "status": "read", "reason": None, "header_row": header_row}
            | {"columns": letters, "headings": layout.headings}
        )

    def _skip(self, sheet: Sheet, reason: str) -> None:
        told = {"name": sheet.name, "status": "skipped", "reason": reason, "header_row": None}
        self.sheets.append(told | {"columns": {}, "headings": {}})

    def write(self, out: int) -> None:
        """Hand out the lines of all payments."""
        for sheet, layout, body in self.bodies:
            reader = Rows(layout, sheet.first_column, self.dates, self.amounts)
            lines, since = [], Decimal(0)
            for number, row in body:
                if word := reader.kind(row):
                    if word == TOTAL and (stated := reader.stated(row)) is not None:
                        self.stated.append((sheet.name, number, str(stated), str(since)))
                    if word != BLANK:
                        self.skipped.append((sheet.name, number, word))
                    continue
                line, amount = self._line(reader, sheet.name, number, row)
                since += amount
                lines.append(line)
            write_all(out, "".join(lines).encode())

    def _line(self, reader: Rows, sheet: str, number: int, row: Cells) -> tuple[str, Decimal]:
        values, problems = reader.values(row)
        self.ordinal += 1
        self.needs_fix += any(one["level"] == "error" for one in problems)
        cells = [str(self.ordinal), copy_text(sheet[:64]), str(number)]
        for name in _VALUES:
            value = values[name]
            cells.append("\\N" if value is None and name in _NULLABLE else copy_text(value or ""))
        cells.append(copy_text(json.dumps(problems)))
        amount = Decimal(values["amount"] or 0)
        self.sums["rows"] += amount
        return "\t".join(cells) + "\n", amount

    def summary(self, seconds: float) -> dict[str, Any]:
        return {
            "sheets": self.sheets,
            "skipped": self.skipped,
            "stated": self.stated,
            "summed": str(self.sums["rows"]),
            "counts": {"rows": self.ordinal, "needs_fix": self.needs_fix, "skipped": len(self.skipped)},
            "amounts": self.amounts.style,
            "seconds": round(seconds, 4),
        }

    def refuse(self) -> None:
        """Raise what a file without payments is refused for."""
        if not self.bodies and not self.tables:
            raise Unreadable("no_payment_table")
        if not self.bodies:
            raise Unreadable("no_payment_header", {"sheets": self.tables})
        if not self.ordinal:
            raise Unreadable("no_payment_rows")


def _outcome(given: Mapping[str, Any]) -> dict[str, Any]:
    began = time.perf_counter()
    if given["look"]:
        from .looking import look

        return look(sheets_of(given["kind"], given["fd"]), given["look"])
    as_of = datetime.date.fromisoformat(given["as_of"])
    run = Run(given["matching"] or {}, Dates(as_of, given["mac_dates"]))
    for sheet in sheets_of(given["kind"], given["fd"]):
        run.sheet(sheet)
    run.write(1)
    run.refuse()
    return run.summary(time.perf_counter() - began)


def main(given: dict[str, Any]) -> None:
    """Read the file that `given` names; every outcome is a summary, `{"refused": …}` for a bad file."""
    gc.disable()  # cells make no cycles, and looking for them costs a fifth of the time
    limit(given)
    try:
        summary = _outcome(given)
    except Unreadable as refusal:
        summary = {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        summary = {"refused": "reader_memory", "params": {}}
    except BaseException as error:  # the parser's own panics do not descend from Exception
        if type(error).__name__ != "PanicException":
            raise
        summary = {"refused": "damaged_file", "params": {}}
    os.close(1)
    write_all(given["summary_fd"], json.dumps(summary).encode())
    os._exit(0)  # nothing is left to tidy, and tearing a large workbook down takes time
