"""The portal's list of failures: which of a sheet's people it names, and in what words. Pure.

No form of it is published: it is a table in any order of columns with at least one column that tells who
(NIK, KPJ or name) and one that tells why. Whoever cannot be found, or fits two people, is shown and left.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from enrolment.sipp.layout import heading
from enrolment.spreadsheets.grids import Grid

_WORDS = {
    "nik": ("NIK", "NOMOR_IDENTITAS", "NO_IDENTITAS", "NO_KTP", "KTP", "NOMOR_KTP"),
    "kpj": ("KPJ", "NOMOR_IDENTITAS_KPJ", "NO_KPJ", "NOMOR_KPJ", "NOMOR_REFERENSI", "KODE"),
    "name": ("NAMA_LENGKAP", "NAMA", "NAMA_TENAGA_KERJA", "NAMA_TK", "NAMA_PEKERJA"),
    "reason": (
        "KETERANGAN", "ALASAN", "PESAN", "PESAN_ERROR", "KETERANGAN_ERROR", "ERROR", "KESALAHAN", "MESSAGE",
        "KETERANGAN_GAGAL", "ALASAN_GAGAL", "PENYEBAB", "REMARK", "STATUS_VALIDASI", "CATATAN",
    ),
}  # fmt: skip
_SURE = ("ERROR", "GAGAL", "ALASAN", "PESAN", "KESALAHAN", "PENYEBAB")
LONGEST = 500


@dataclass(frozen=True)
class Known:
    """Somebody who stands in the sheet."""

    ordinal: int
    nik: str
    kpj: str
    name: str


@dataclass
class Failures:
    """`found`: ordinal -> the portal's words; `unmatched`: (sheet, row, what stood there, why not found)."""

    found: dict[int, str] = field(default_factory=dict)
    unmatched: list[tuple[str, int, str, str]] = field(default_factory=list)
    no_header: bool = False


def read_failures(grids: Iterable[Grid], people: Sequence[Known]) -> Failures:
    """Lay every line of the list beside the people of the sheet: by NIK, else KPJ, else a name nobody else
    of the sheet has. A line without words says only that it failed."""
    result, tables = Failures(), 0
    index = _Index(people)
    for grid in grids:
        header = None if grid.hidden else _header(grid)
        if header is None:
            continue
        tables += 1
        top, columns = header
        for number, texts in grid.rows:
            if number > top:
                line = {key: texts[column] for key, column in columns.items() if column < len(texts)}
                _line(result, index, grid.name, number, line)
    result.no_header = not tables
    return result


def _line(result: Failures, index: "_Index", sheet: str, number: int, line: dict[str, str]) -> None:
    if not any(line.get(key) for key in ("nik", "kpj", "name")):
        return
    ordinal, why = index.find(line)
    if ordinal is None:
        shown = " · ".join(line[key] for key in ("name", "reason") if line.get(key))
        result.unmatched.append((sheet, number, shown[:LONGEST], why))
        return
    reason = line.get("reason", "")[:LONGEST]
    before = result.found.get(ordinal, "")
    words = before.split("; ") if before else []
    if reason and reason not in words:
        words.append(reason)
    result.found[ordinal] = "; ".join(words)[:LONGEST]


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """(row number, columns) of the first row that tells who and why."""
    for number, texts in grid.rows[:30]:
        words = [heading(text) for text in texts]
        columns = {key: _column(key, words) for key in _WORDS}
        known = {key: column for key, column in columns.items() if column is not None}
        if known.keys() & {"nik", "kpj", "name"} and "reason" in known:
            return number, known
    return None


def _column(key: str, words: list[str]) -> int | None:
    for wanted in _WORDS[key]:
        if wanted in words:
            place = words.index(wanted)
            if key != "reason":
                return place
            # KETERANGAN is a column of data_tk_na too: the portal's own stands to its right.
            sure = [n for n, word in enumerate(words) if any(part in word for part in _SURE)]
            return sure[-1] if sure else len(words) - 1 - words[::-1].index(wanted)
    sure = [n for n, word in enumerate(words) if any(part in word for part in _SURE)]
    return sure[-1] if key == "reason" and sure else None


class _Index:
    """The people of a sheet by each thing that tells them apart; None where two share it."""

    def __init__(self, people: Sequence[Known]) -> None:
        self.by: dict[str, dict[str, int | None]] = {"nik": {}, "kpj": {}, "name": {}}
        for one in people:
            for key, text in (("nik", one.nik), ("kpj", one.kpj), ("name", one.name)):
                plain = _plain(key, text)
                if plain:
                    known = self.by[key]
                    known[plain] = None if plain in known else one.ordinal

    def find(self, line: dict[str, str]) -> tuple[int | None, str]:
        """The ordinal, or why there is none: `unknown`, or `ambiguous`. A number given is believed alone: a
        NIK that nobody here has is not made up for by a name."""
        for key in ("nik", "kpj", "name"):
            plain = _plain(key, line.get(key, ""))
            if plain in self.by[key]:
                found = self.by[key][plain]
                return found, "" if found is not None else "ambiguous"
            if plain and key != "name" and self.by[key] and len(plain) >= 8:
                return None, "unknown"
        return None, "unknown"


def _plain(key: str, text: str) -> str:
    if key == "name":
        return " ".join(re.sub(r"[^\w\s]", " ", text.upper()).split())
    return re.sub(r"[^0-9A-Z]", "", text.upper())
