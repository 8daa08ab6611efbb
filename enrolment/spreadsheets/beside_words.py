"""Headings of what is read beside the fields: the contract's end, the status, the code of a row, the
agency above a unit.

They never make a header: a sheet is known by the fields alone (`words.py`).
"""

from collections.abc import Sequence

from .categories import category_of, is_another_status
from .offices import is_office
from .texts import text_of
from .vocabulary import CONTRACT, DATE_FORMAT, ENDING, STATUS_OF, STATUS_WORDS
from .words import tokens

Found = tuple[str, int, int, str]
"""field, rank, column, heading"""
ROW_CODE = "KODE BARIS"


def beside_of(stack: list[str]) -> tuple[str, int] | None:
    """What a column means whose header texts (top first) name none of the fields, with its rank."""
    if text_of(stack[-1]).upper() == ROW_CODE:
        return "row_code", 0
    words = tokens(" ".join(stack))
    have = frozenset(words)
    if not have or len(words) > 9:
        return None
    office = ("office", 0) if is_office(" ".join(stack)) else None
    return _contract(have, words) or _status(have) or office


def _contract(have: frozenset[str], words: tuple[str, ...]) -> tuple[str, int] | None:
    """TGL AKHIR KERJA, BERLAKU S/D, MASA KONTRAK BERAKHIR; not how long somebody has worked."""
    have = have - DATE_FORMAT
    told = have & ENDING
    about = have - ENDING - {"TGL"}
    if not told or not about <= CONTRACT or not (about or "TGL" in have):
        return None
    if {"MASA", "KERJA"} <= about and not about & {"KONTRAK", "PERJANJIAN", "SK"} and "TGL" not in have:
        return None
    return "contract_until", 0 if about & {"KONTRAK", "PERJANJIAN", "KERJA"} else 1


def _status(have: frozenset[str]) -> tuple[str, int] | None:
    about = have - STATUS_WORDS
    if about == have or not about <= STATUS_OF:
        return None
    if "JENIS" in have and not {"STATUS", "KATEGORI"} & have:
        return ("status", 3) if about else None
    return "status", (0 if about else 2) if "STATUS" in have else 1


def choose_beside(found: list[Found], sample: Sequence[Sequence[object]]) -> list[Found]:
    """One column for each: of several statuses the one whose cells are categories; marriage is none."""
    chosen: dict[str, Found] = {}
    best = (-1.0, 0)
    for one in sorted(found, key=lambda one: (one[1], one[2])):
        field, rank, column, _ = one
        if field != "status":
            chosen.setdefault(field, one)
            continue
        texts = [text for row in sample if column < len(row) and (text := text_of(row[column]))]
        if sum(map(is_another_status, texts)) * 2 > len(texts):
            continue
        known = sum(1 for text in texts if category_of(text)) / (len(texts) or 1)
        if (worth := (known, -rank)) > best:
            best, chosen[field] = worth, one
    return list(chosen.values())
