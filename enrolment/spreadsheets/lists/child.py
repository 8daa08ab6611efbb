"""The process that reads one list, started by `reader.py` as rosters' own is, under the same limits.

Standard output gets COPY lines (`fields.LIST_COLUMNS`); the summary is one JSON object, or a refusal.
"""

import datetime
import gc
import json
import os
import time
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from ..child import limit, write_all
from ..fields import column_letter
from ..kinds import Cells, Sheet, sheets_of
from ..texts import text_of
from . import totals
from .amounts import Amounts
from .block import Block
from .fields import BILLED, MONEY
from .headers import SCAN, Layout, by_hand, find_layout
from .people import People
from .periods import read_period
from .refusals import Unreadable
from .rows import Body, BodyReader

_HEAD = SCAN + 200
_SAMPLE = 40


class Run:
    """The reading of one file: all its sheets first, then, when its habits are known, its people."""

    def __init__(self, matching: Mapping[str, Any] | None = None) -> None:
        self.matching = matching or {}
        self.block = Block()
        self.amounts = Amounts()
        self.bodies: list[Body] = []
        self.sheets: list[dict[str, object]] = []
        self.last: tuple[Layout, int] | None = None  # a sheet without a heading goes on with the one before
        self.tables = self.people = 0

    # -- sheets ------------------------------------------------------------------------------------

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet, or say why not."""
        wanted = self.matching.get("sheet")
        if sheet.hidden or (wanted and sheet.name != wanted):
            return self._skip(sheet, "hidden" if sheet.hidden else "left out")
        rows = iter(sheet.open()) if sheet.open else iter(())
        head = list(islice(rows, _HEAD))
        if not any(text_of(cell) for row in head for cell in row):
            return self._skip(sheet, "empty")
        width = max(map(len, head))
        for row in head:
            row.extend([""] * (width - len(row)))
        layout = self._layout(sheet, head)
        if layout is None or not layout.usable:
            for row in head[:SCAN]:
                self.block.row(row)
            self.tables += sum(1 for row in head if sum(1 for cell in row if text_of(cell)) > 1) > 1
            return self._skip(sheet, "no list header")
        self.last = layout, sheet.first_column
        return self._read(sheet, layout, head, rows)

    def _layout(self, sheet: Sheet, head: list[Cells]) -> Layout | None:
        first = (sheet.first_row, sheet.first_column)
        if "columns" in self.matching:
            return by_hand(self.matching, head, first)
        if found := find_layout(head, sheet.merges):
            return found
        return _moved(self.last, head, sheet.first_column) if self.last else None

    def _read(self, sheet: Sheet, layout: Layout, head: list[Cells], rest: Iterator[Cells]) -> None:
        body = Body(layout, sheet.name, sheet.first_column)
        offset = sheet.first_row + 1
        over = 0 if layout.by_hand and layout.top < 0 else layout.bottom + 1
        for row in head[: max(layout.top, 0)]:
            self.block.row(row)
        body.skipped = [
            (sheet.name, i + offset, "title" if i < layout.top else "header")
            for i in range(over)
            if any(map(text_of, head[i]))
        ]
        rows = chain(head[over:], rest)
        reader = BodyReader(body, self.people, self.block.row, self.bodies[-1] if self.bodies else None)
        reader.read((i + offset, row) for i, row in enumerate(rows, over))
        self.people += len(body.rows)
        self.bodies.append(body)
        self._learn(body)
        self._describe(sheet, body)

    def _learn(self, body: Body) -> None:
        """How amounts are written, and which groups and months columns name."""
        columns = body.layout.columns
        money = [c for field in MONEY for c in columns.get(field, ())]
        for c in money:
            self.amounts.learn(row[c] for row in body.rows if c < len(row))
        for footer in body.footers:
            self.amounts.learn(footer.cells.values())
        for field, take in (("npp", self.block.take_npp), ("period", self._take_month)):
            for c in columns.get(field, ()):
                for value in {row[c] for row in body.rows if c < len(row)}:
                    if text := text_of(value):
                        take(text)

    def _take_month(self, text: str) -> None:
        self.block.take_month(read_period(text))

    def _skip(self, sheet: Sheet, reason: str) -> None:
        told = {"name": sheet.name, "status": "skipped", "reason": reason, "header_row": None}
        self.sheets.append(told | {"columns": {}, "headings": {}, "people": 0})

    def _describe(self, sheet: Sheet, body: Body) -> None:
        layout, first = body.layout, sheet.first_column
        letters = {f: [column_letter(c + first) for c in cs] for f, cs in layout.columns.items()}
        self.sheets.append(
            {
                "name": sheet.name,
                "status": "read",
                "reason": None,
                "header_row": layout.bottom + sheet.first_row + 1 if layout.bottom >= 0 else None,
                "columns": letters,
                "headings": layout.headings,
                "people": len(body.rows),
            }
        )

    # -- the whole file ----------------------------------------------------------------------------

    def judged(
        self, kind: str, as_of: datetime.date, mac_dates: bool, out: int, began: float
    ) -> dict[str, Any]:
        """Write the lines and give the summary; raises what the file is refused for."""
        if not self.people:
            raise self._nobody()
        if len(self.block.npps) > 1:
            raise Unreadable("several_groups", {"npps": self.block.npps[:20]})
        if len(self.block.months) > 1:
            raise Unreadable("several_months", {"months": sorted(self.block.months)[:20]})
        people = People(as_of, mac_dates, self.amounts)
        for body in self.bodies:
            for lines in people.lines(body):
                write_all(out, lines)
        footers = [footer for body in self.bodies for footer in body.footers]
        stated = totals.check(footers, people.sums, people.unread, self.amounts)
        totals.check_people(self.block.people, people.ordinal)
        listed = self._kind()
        if kind == "pdf" and listed == "2a" and not stated:
            raise Unreadable("total_missing")
        return self._summary(listed, people, stated) | {"seconds": round(time.perf_counter() - began, 4)}

    def _nobody(self) -> Unreadable:
        """Where nobody was found: columns to be matched by hand there are only in a table."""
        if not self.bodies and not self.tables:
            return Unreadable("no_table")
        code = "no_list_rows" if self.bodies else "no_list_header"
        return Unreadable(code, {"sheets": len(self.bodies) or self.tables})

    def _kind(self) -> str:
        fields = {field for body in self.bodies for field in body.layout.columns}
        if len(fields & BILLED) >= 2:
            return "2a"
        told = {"kpj"} <= fields and bool({"participant_since", "left_on", "status"} & fields)
        return "participants" if told else "other"

    def _summary(self, kind: str, people: People, stated: dict[str, str]) -> dict[str, Any]:
        sums = totals.summed(people.sums, 0, people.ordinal)
        skipped = [one for body in self.bodies for one in body.skipped]
        own: dict[str, Any] = dict(stated)
        if self.block.people is not None:
            own["people"] = self.block.people
        return {
            "kind": kind,
            "header": self.block.header(),
            "sheets": self.sheets,
            "columns": next((s["columns"] for s in self.sheets if s["status"] == "read"), {}),
            "skipped": skipped,
            "counts": {
                "rows": people.ordinal,
                "people": len(people.niks),
                "skipped": len(skipped),
                "needs_fix": people.needs_fix,
            },
            "totals": {"stated": own, "summed": {f: str(totals.cents(both[0])) for f, both in sums.items()}},
            "amounts": self.amounts.style,
        }


def _moved(last: tuple[Layout, int], head: list[Cells], first_column: int) -> Layout | None:
    """The heading of the sheet before, if most of this one's first rows have numbers where it has them."""
    above, moved = last[0], last[1] - first_column
    columns = {f: [c + moved for c in cs if c + moved >= 0] for f, cs in above.columns.items()}
    columns = {f: cs for f, cs in columns.items() if cs}
    words = {c + moved: texts for c, texts in above.words.items()}
    numbers = [c for f in ("nik", "kpj") for c in columns.get(f, ())]
    rows = [row for row in head[:_SAMPLE] if sum(1 for cell in row if text_of(cell)) > 3]
    found = sum(1 for row in rows if any(_digits(row, c) >= 8 for c in numbers))
    return Layout(-1, -1, columns, above.headings, words) if rows and found * 2 > len(rows) else None


def _digits(row: Cells, column: int) -> int:
    return sum(map(str.isdigit, text_of(row[column]))) if column < len(row) else 0


def main(given: dict[str, Any]) -> None:
    """Read the file that `given` names; every outcome is a summary, `{"refused": …}` for a bad file."""
    gc.disable()  # cells make no cycles, and looking for them costs a fifth of the time
    limit(given)
    began = time.perf_counter()
    run = Run(given["matching"])
    try:
        sheets = _sheets(given)
        if given["look"]:
            from .looking import look

            summary = look(sheets, given["look"])
        else:
            for sheet in sheets:
                run.sheet(sheet)
            as_of = datetime.date.fromisoformat(given["as_of"])
            summary = run.judged(given["kind"], as_of, given["mac_dates"], 1, began)
    except Unreadable as refusal:
        summary = {"refused": refusal.code, "params": refusal.params, "header": run.block.header()}
    except MemoryError:
        summary = {"refused": "reader_memory", "params": {}}
    except BaseException as error:  # the parser's own panics do not descend from Exception
        if type(error).__name__ != "PanicException":
            raise
        summary = {"refused": "damaged_file", "params": {}}
    os.close(1)
    write_all(given["summary_fd"], json.dumps(summary).encode())
    os._exit(0)  # nothing is left to tidy, and tearing a large workbook down takes time


def _sheets(given: Mapping[str, Any]) -> Iterator[Sheet]:
    if given["kind"] == "pdf":
        from .pdf import pages_of

        return pages_of(given["fd"])
    return sheets_of(given["kind"], given["fd"])
