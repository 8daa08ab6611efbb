"""The process that reads one file, started by `processes.py`, under its own limits.

It is given: fd of the workbook, fd for the summary, kind, as_of, mac_dates, limits, and what
was matched by hand (`matching.py`); with `look` the first rows of a sheet are shown instead (`looking.py`).
Standard output gets COPY lines; the summary is one JSON object, written when they are all out.
"""

import datetime
import gc
import json
import os
import resource
import time
from collections.abc import Iterator
from itertools import islice

from . import beside
from .fields import column_letter
from .headers import SCAN, Layout, find_layout
from .kinds import Cells, Sheet, sheets_of
from .matching import Matching
from .people import People
from .refusals import Unreadable
from .rows import BLANK
from .sheets import SheetReader
from .texts import text_of


class Run:
    """The reading of one file: sheets, skipped rows and counts gather here."""

    def __init__(
        self, out: int, as_of: datetime.date, mac_dates: bool, matching: Matching | None = None
    ) -> None:
        self.out = out
        self.matching = matching or Matching()
        self.people = People(as_of, mac_dates)
        self.sheets: list[dict[str, object]] = []
        self.skipped: list[tuple[str, int, str]] = []
        self.tables = 0  # sheets that might be lists, though their header is not understood

    def write(self, lines: bytes) -> None:
        """Hand finished lines to the parent."""
        write_all(self.out, lines)

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet, or say why not."""
        if sheet.hidden:
            return self._skip(sheet, "hidden")
        rows = iter(sheet.open()) if sheet.open else iter(())
        head = list(islice(rows, SCAN + 100))
        if not any(cell not in ("", None) for row in head for cell in row) and not sheet.open:
            return self._skip(sheet, "empty")
        if self.matching.leaves_out(sheet.name):
            return self._skip(sheet, "left out")
        _fill_width(head)
        if matched := self.matching.layout_of(sheet, head):
            if not matched.usable:
                return self._skip(
                    sheet, "no NIK column" if "nik" not in matched.columns else "no name column"
                )
            self.skipped.extend(self._read(sheet, matched, head, rows).skipped)
            return None
        return self._by_words(sheet, head, rows)

    def _by_words(self, sheet: Sheet, head: list[Cells], rows: Iterator[Cells]) -> None:
        layout, lacking = find_layout(head, sheet.merges)
        if layout is None:
            self.tables += _is_table(head)
            return self._skip(sheet, lacking or "no roster header")
        layout = self.matching.by_words(layout)
        if parts := beside.parts_of(layout):
            return self._beside(sheet, parts, [*head, *rows])
        self.skipped.extend(self._read(sheet, layout, head, rows).skipped)
        if beside.unread_list(layout, head[layout.bottom + 1 :]):
            self._skip(sheet, "second list beside")
        return None

    def _read(self, sheet: Sheet, layout: Layout, head: list[Cells], rows: Iterator[Cells]) -> SheetReader:
        self.people.start_sheet(sheet.name, sheet.first_column)
        before = self.people.ordinal
        reader = SheetReader(sheet, layout, self.people, self.write)
        reader.read(head, rows)
        self._describe(sheet, layout, self.people.ordinal - before)
        return reader

    def _beside(self, sheet: Sheet, parts: list[beside.Part], rows: list[Cells]) -> None:
        """Read lists beside one another in turn; a row is skipped when it is a person in none of them."""
        words: dict[int, str] = {}
        people: set[int] = set()
        for part in parts:
            own = beside.only(part, rows)
            merges = [merge for merge in sheet.merges if part[0] <= merge[1] < part[1]]
            layout, lacking = find_layout(own[: SCAN + 100], merges)
            if layout is None:
                self._skip(sheet, lacking or "no roster header")
                continue
            layout = self.matching.by_words(layout)
            alone = Sheet(sheet.name, None, first=(sheet.first_row, sheet.first_column), merges=merges)
            reader = self._read(alone, layout, own, iter(()))
            people.update(reader.people_rows)
            for _, number, word in reader.skipped:
                if words.get(number, BLANK) == BLANK:
                    words[number] = word
        skipped = sorted((number, word) for number, word in words.items() if number not in people)
        self.skipped.extend((sheet.name, number, word) for number, word in skipped)

    def _skip(self, sheet: Sheet, reason: str) -> None:
        self.sheets.append(
            {
                "name": sheet.name,
                "status": "skipped",
                "reason": reason,
                "header_row": None,
                "columns": {},
                "headings": {},
            }
        )

    def _describe(self, sheet: Sheet, layout: Layout, count: int) -> None:
        columns = dict(layout.columns)
        for field, key in (("birth_place", "birth"), ("birth_date", "birth"), ("sex", "sex_l")):
            if key in layout.extra:
                columns.setdefault(field, layout.extra[key])
        if layout.parts:
            columns.setdefault("address", layout.parts[0][1])
        if layout.name_parts:
            columns.setdefault("name", layout.name_parts[0])
        columns |= layout.beside
        self.sheets.append(
            {
                "name": sheet.name,
                "status": "read",
                "reason": None,
                "header_row": layout.top + sheet.first_row + 1 if layout.top >= 0 else None,
                "matched": layout.matched,
                "columns": {f: column_letter(c + sheet.first_column) for f, c in columns.items()},
                "headings": {f: h for f, h in layout.headings.items() if f in columns},
                "people": count,
            }
        )

    def summary(self, seconds: float) -> dict[str, object]:
        """What the parent is told at the end."""
        people = self.people
        return {
            "sheets": self.sheets,
            "skipped": self.skipped,
            "counts": {
                "read": people.ordinal + len(self.skipped),
                "valid": people.valid,
                "needs_fix": people.needs_fix,
                "skipped": len(self.skipped),
            },
            "has_kpj": people.has_kpj,
            "seconds": round(seconds, 4),
        }


def _is_table(rows: list[Cells]) -> bool:
    """Whether two rows have two cells filled each: a letter or a picture's caption has not."""
    return sum(1 for row in rows if sum(1 for cell in row if text_of(cell)) > 1) > 1


def _fill_width(rows: list[Cells]) -> None:
    width = max(map(len, rows), default=0)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))


def write_all(fd: int, data: bytes) -> None:
    """Write until everything is out."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def limit(limits: dict[str, int]) -> None:
    """Hold this process to its bytes of memory and seconds of CPU; it leaves no core behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))


def main(given: dict) -> None:
    """Read the file that `given` names; every outcome is a summary, `{"refused": …}` for a bad file."""
    gc.disable()  # cells make no cycles, and looking for them costs a fifth of the time
    limit(given)
    began = time.perf_counter()
    run = Run(1, datetime.date.fromisoformat(given["as_of"]), given["mac_dates"], Matching(given["matching"]))
    try:
        if given["look"]:
            summary = _look(run, given)
        else:
            for sheet in sheets_of(given["kind"], given["fd"]):
                run.sheet(sheet)
            summary = _judged(run, time.perf_counter() - began)
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


def _look(run: Run, given: dict) -> dict[str, object]:
    from .looking import look
    from .verdicts import verdicts

    if given["look"].get("verdicts"):
        return verdicts(sheets_of(given["kind"], given["fd"]))
    return look(run, sheets_of(given["kind"], given["fd"]), given["look"])


def _judged(run: Run, seconds: float) -> dict[str, object]:
    if run.people.ordinal:
        return run.summary(seconds)
    reasons = [str(sheet["reason"]) for sheet in run.sheets if sheet["status"] == "skipped"]
    if any(sheet["status"] == "read" for sheet in run.sheets):
        by_people = any(sheet.get("matched") for sheet in run.sheets)
        return {"refused": "no_rows", "params": {"sheets": len(run.sheets), "matched": by_people}}
    for reason, code in (("no NIK column", "no_nik_column"), ("no name column", "no_name_column")):
        if reason in reasons:
            return {"refused": code, "params": {"sheets": run.tables}}
    return {"refused": "no_roster_header", "params": {"sheets": run.tables}}
