"""The civil registry's answer as a workbook: a NIK column, and beside it what the registry found.

    read_verdicts(path_or_fd) -> {"sheets": [{"name", "header_row", "nik", "result", "headings", "reason"}],
                                  "rows": [[sheet number, row, nik or None, code, as read, word, note]]}

`sheet number` counts `sheets` from 0; `code` says why a NIK cannot be read (nik.py), else "". `word` is the
result as it stands in the cell (`meaning_of` knows the usual ones); where ticks stand under two headings it
is the heading, and both headings with " + " where both are ticked. Refused as `no_verdicts` when no sheet has
both columns.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from .fields import column_letter
from .headers import expanded, layout_at
from .kinds import Cells, Sheet
from .nik import read_nik
from .reader import Limits, look
from .refusals import Unreadable
from .texts import NOTHING, text_of

MATCHED, NOT_MATCHED = "matched", "not_matched"
LONGEST_WORD, LONGEST_NOTE = 80, 300
MAX_ROWS = 200_000
_HEADER_WITHIN = 60

# Words of the registry's own files and of agencies' copies of them. Only whole cells are known; everything
# else is asked.
_YES = (
    "SESUAI|PADAN|VALID|COCOK|SAMA|DITEMUKAN|DATA SESUAI|NIK SESUAI|SUDAH SESUAI|DATA PADAN|NIK PADAN|"
    "DATA VALID|NIK VALID|DATA COCOK|DATA DITEMUKAN|NIK DITEMUKAN|TERDAFTAR|TERVERIFIKASI|BENAR|MATCH|MATCHED"
)
_NO = (
    "TIDAK SESUAI|TIDAK PADAN|TIDAK VALID|TIDAK COCOK|TIDAK SAMA|TIDAK DITEMUKAN|TIDAK TERDAFTAR|INVALID|"
    "BELUM SESUAI|BELUM PADAN|DATA TIDAK SESUAI|NIK TIDAK SESUAI|DATA TIDAK PADAN|NIK TIDAK PADAN|"
    "DATA TIDAK VALID|NIK TIDAK VALID|DATA TIDAK DITEMUKAN|NIK TIDAK DITEMUKAN|DATA TIDAK COCOK|"
    "NIK TIDAK TERDAFTAR|TIDAK ADA|DATA TIDAK ADA|TIDAK TERVERIFIKASI|SALAH|NOT MATCHED|NOT FOUND"
)
_KNOWN = dict.fromkeys(_YES.split("|"), MATCHED) | dict.fromkeys(_NO.split("|"), NOT_MATCHED)
_SHORT = {"TDK": "TIDAK", "TAK": "TIDAK", "TDAK": "TIDAK", "BLM": "BELUM", "NIHIL": "TIDAK ADA"}
# What heads the result, the surest first.
_HEADINGS = (
    ("HASIL",),
    ("STATUS NIK", "STATUS PADAN", "STATUS PADANAN", "STATUS VALIDASI", "STATUS VERIFIKASI", "STATUS DATA"),
    ("PADANAN", "PEMADANAN", "VALIDASI", "VERIFIKASI", "KESESUAIAN", "DUKCAPIL", "ADMINDUK", "RESULT"),
    ("STATUS",),
    ("KETERANGAN", "KET", "CATATAN", "JAWABAN", "RESPON"),
)


def plain(text: str) -> str:
    """Upper case, letters and digits only, one blank between words, `TDK` spelt out: `Tdk. sesuai` and
    `TIDAK SESUAI` are one word."""
    words = "".join(char if char.isalnum() else " " for char in text.upper()).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def meaning_of(word: str) -> str | None:
    """`matched`, `not_matched`, or None for a word that nobody has explained."""
    return _KNOWN.get(plain(word))


def read_verdicts(source: str | Path | int, limits: Limits | None = None) -> dict[str, Any]:
    """Read an answer in a process of its own, as rosters are read. Raises `Unreadable`."""
    return look(source, {"verdicts": True}, limits)


def verdicts(sheets: Iterable[Sheet]) -> dict[str, Any]:
    """The child's side: every sheet that has both columns."""
    described: list[dict[str, Any]] = []
    rows: list[list[Any]] = []
    for sheet in sheets:
        if sheet.hidden or sheet.open is None:
            continue
        cells = [list(row) for row in islice(sheet.open(), MAX_ROWS)]
        found = _columns_of(sheet, cells)
        entry: dict[str, Any] = {
            "name": sheet.name,
            "header_row": None,
            "nik": "",
            "result": "",
            "headings": [],
            "reason": "",
        }
        if isinstance(found, str):
            described.append(entry | {"reason": found})
            continue
        bottom, nik, results, _notes = found
        number = len(described)
        entry["header_row"] = bottom + sheet.first_row + 1
        entry["nik"] = column_letter(nik + sheet.first_column)
        entry["result"] = ", ".join(column_letter(c + sheet.first_column) for c in results)
        entry["headings"] = list(results.values())
        described.append(entry)
        rows += _rows(number, sheet, cells, found)
    if not any(entry["nik"] for entry in described):
        reasons = [entry["reason"] for entry in described]
        raise Unreadable("no_verdicts", {"lacking": "result" if "result" in reasons else "nik"})
    return {"sheets": described, "rows": rows}


Columns = tuple[int, int, dict[int, str], int | None]
"""last row of the header, NIK column, result columns with their headings, column of notes"""


def _columns_of(sheet: Sheet, cells: list[Cells]) -> Columns | str:
    """Where the header is and what stands where, or what is lacking: `nik`, `result`."""
    head = cells[: _HEADER_WITHIN + 60]
    width = max(map(len, head), default=0)
    for row in head:
        row.extend([""] * (width - len(row)))
    texts, _anchors = expanded(head, sheet.merges)
    lacking = "nik"
    for top in range(min(_HEADER_WITHIN, len(head))):
        for bottom in range(top, min(top + 2, len(head))):
            nik = layout_at(top, bottom, head, sheet.merges).columns.get("nik")
            if nik is None:
                continue
            headings = {c: _heading(c, top, bottom, texts) for c in range(width) if c != nik}
            if results := _results(headings, cells[bottom + 1 :]):
                return bottom, nik, results, _note(headings, results)
            lacking = "result"
    return lacking


def _heading(column: int, top: int, bottom: int, texts: list[list[str]]) -> str:
    """The lowest text of the header over a column."""
    stack = [texts[r][column] for r in range(top, bottom + 1) if texts[r][column]]
    return stack[-1] if stack else ""


def _results(headings: dict[int, str], rows: Sequence[Cells]) -> dict[int, str]:
    """The column of results with its heading; the two where `sesuai` and `tidak sesuai` are ticked. Of
    several that might be it, the one that holds most words that are known; without a word, the surest
    heading."""
    ticks = {c: text for c, text in headings.items() if meaning_of(text)}
    if {meaning_of(text) for text in ticks.values()} == {MATCHED, NOT_MATCHED}:
        return ticks
    ranked = [(rank, c) for c, text in headings.items() if (rank := _rank(text)) is not None]
    worth = {c: sum(1 for row in rows if c < len(row) and meaning_of(text_of(row[c]))) for c in headings}
    if ranked:
        best = min(ranked, key=lambda one: (-worth[one[1]], one))
        return {best[1]: headings[best[1]]}
    # No heading says so; then a column of nothing but known words does.
    filled = {c: sum(1 for row in rows if c < len(row) and text_of(row[c])) for c in headings}
    sure = [c for c in headings if worth[c] and worth[c] == filled[c]]
    return {sure[0]: headings[sure[0]]} if len(sure) == 1 else {}


def _rank(heading: str) -> int | None:
    text = plain(heading)
    for rank, words in enumerate(_HEADINGS):
        if any(text == word or text.startswith(f"{word} ") for word in words):
            return rank
    return None


def _note(headings: dict[int, str], results: dict[int, str]) -> int | None:
    """A column of remarks beside the result."""
    found = [c for c, text in headings.items() if c not in results and _rank(text) == len(_HEADINGS) - 1]
    return found[0] if found else None


def _rows(number: int, sheet: Sheet, cells: list[Cells], found: Columns) -> Iterable[list[Any]]:
    """Rows with a NIK, or with a result and something that was meant for one. Titles, column numbers and
    signatures have neither."""
    bottom, nik_at, results, note_at = found
    for index in range(bottom + 1, len(cells)):
        row = cells[index]
        raw = row[nik_at] if nik_at < len(row) else ""
        nik, code = read_nik(raw)
        as_read = text_of(raw)[:40]
        word = _word(row, results)
        if nik is None and (not as_read or not word):
            continue
        note = text_of(row[note_at])[:LONGEST_NOTE] if note_at is not None and note_at < len(row) else ""
        yield [number, index + sheet.first_row + 1, nik, code or "", as_read, word, note]


def _word(row: Cells, results: dict[int, str]) -> str:
    cells = {c: text_of(row[c]) for c in results if c < len(row)}
    said = {c: text for c, text in cells.items() if text not in NOTHING}
    if len(results) > 1:
        return " + ".join(results[c] for c in said)[:LONGEST_WORD]
    return next(iter(said.values()), "")[:LONGEST_WORD]
