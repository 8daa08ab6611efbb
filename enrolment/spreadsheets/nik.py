"""The identity number (NIK): 16 digits `PPKKCC DDMMYY SSSS`; a woman's day has 40 added."""

import re

from .texts import text_of

LARGEST_EXACT = 9_007_199_254_740_992  # 2**53: above it a float has lost the last digit
_SEPARATORS = dict.fromkeys(map(ord, " .-‐‑‒–—−\u00a0"))
_DASHES = dict.fromkeys(map(ord, " .-‐‑‒–—−_/:'"))
_LABEL = re.compile(
    r"(?:N\.?\s?I\.?\s?K\b|NIK|(?:(?:NO|NOMOR|NOMER)[\s.]*)?(?:E-?)?KTP)[\s.:=/-]*(?:(?:NIK|KTP)[\s.:=/-]*)?",
    re.IGNORECASE,
)
_E_NOTATION = re.compile(r"\d(?:[.,]\d*)?E\+?\d{1,3}", re.IGNORECASE)
_DECIMAL_ZEROS = re.compile(r"\d+\.00+")
_RUNS = frozenset(
    "".join(str((first + step * i) % 10) for i in range(16)) for first in range(10) for step in (-1, 0, 1)
)


def read_nik(value: object) -> tuple[str | None, str | None]:
    """The 16 digits, or the code of what is wrong. Nothing is ever repaired.

    Codes: nik_missing, nik_length, nik_damaged (a spreadsheet kept fewer than 16 digits),
    nik_filler (one digit repeated or a plain run), nik_serial (serial 0000).
    """
    if type(value) is str:
        if len(value) == 16 and value.isascii() and value.isdigit():
            return _judged(value)
        return _from_text(text_of(value))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value)
    text = text_of(value)
    return None, "nik_length" if text else "nik_missing"


def _from_text(text: str) -> tuple[str | None, str | None]:
    text = text.lstrip("'’‘`´ ")
    if label := _LABEL.match(text):
        text = text[label.end() :].lstrip("'’‘`´ ")
    if not text.translate(_DASHES):
        return None, "nik_missing"
    if _E_NOTATION.fullmatch(text):
        return None, "nik_damaged"
    if _DECIMAL_ZEROS.fullmatch(text):
        return None, "nik_length"  # the zeros behind the point are no digits of a NIK
    digits = text.removesuffix(".0").translate(_SEPARATORS)
    if len(digits) == 16 and digits.isascii() and digits.isdigit():
        return _judged(digits)
    return None, "nik_length"


def _from_number(value: float) -> tuple[str | None, str | None]:
    if value == 0:
        return None, "nik_missing"  # a formula that points at an empty cell
    if value != value or abs(value) > LARGEST_EXACT or value % 10 == 0:
        return None, "nik_damaged"
    digits = str(int(value))
    if value < 0 or value != int(value) or len(digits) != 16:
        return None, "nik_length"
    return _judged(digits)


def _judged(digits: str) -> tuple[str | None, str | None]:
    if digits in _RUNS:
        return None, "nik_filler"
    if digits.endswith("0000"):
        return None, "nik_serial"
    return digits, None


def looks_like_nik(value: object) -> bool:
    """Whether the cell was meant as an identity number, right or spoilt: used to tell columns apart."""
    code = read_nik(value)[1]
    if code != "nik_length":
        return code != "nik_missing"
    digits = sum(char.isdigit() for char in text_of(value))
    return 14 <= digits <= 18
