"""Wages: rupiah a month, as a decimal string with at most two places."""

import re

from .texts import NOTHING, text_of

SMALLEST = 100_000  # rupiah; a smaller wage is one in thousands, a daily rate or a slip
_TOO_LARGE = 10**12
_APOSTROPHES = "'’‘`"
_CURRENCY = re.compile(r"(?:rp|idr)\.?[\s:]*", re.IGNORECASE)
_CURRENCY_END = re.compile(r"\s*(?:rp|idr)\.?$", re.IGNORECASE)
_DASH_END = re.compile(r"\s*[,.]\s?[-–—]{1,2}$")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_INDONESIAN = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?")
_ENGLISH = re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?")


def read_wage(value: object) -> tuple[str | None, str | None]:
    """The amount, or `wage_invalid`. Words ("1,5 juta"), ranges and amounts under 100,000 are not guessed."""
    if isinstance(value, float):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(text_of(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return _from_number(float(value))
    return (None, None) if value is None else (None, "wage_invalid")


def _from_number(value: float) -> tuple[str | None, str | None]:
    if value == 0:
        return "0", None
    if not SMALLEST <= value < _TOO_LARGE:
        return None, "wage_invalid"
    if value == int(value):
        return str(int(value)), None
    from decimal import ROUND_HALF_UP, Decimal

    amount = str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))
    return amount.removesuffix(".00"), None


def plain_amount(text: str) -> str | None:
    """The rupiah that a text says in figures, however little ("85000.00"): for daily wages."""
    amount = _amount(_bare(text_of(text).lstrip(_APOSTROPHES)))
    return f"{amount[0]}.{amount[1]}" if amount else None


def _from_text(text: str) -> tuple[str | None, str | None]:
    text = text.lstrip(_APOSTROPHES)
    if text in NOTHING:
        return None, None
    text = _bare(text)
    if text and text in NOTHING:
        return None, None  # "Rp -"; a bare "Rp" has its amount elsewhere and is not understood
    amount = _amount(text)
    if not amount:
        return None, "wage_invalid"
    rupiah, cents = amount
    if rupiah == 0 and cents == "00":
        return "0", None
    if not SMALLEST <= rupiah < _TOO_LARGE:
        return None, "wage_invalid"
    return (f"{rupiah}" if cents == "00" else f"{rupiah}.{cents}"), None


def _bare(text: str) -> str:
    """The text without the signs of a currency."""
    if currency := _CURRENCY.match(text):
        text = text[currency.end() :]
    return _DASH_END.sub("", _CURRENCY_END.sub("", text)).strip()


def _amount(text: str) -> tuple[int, str] | None:
    found = _PLAIN.fullmatch(text) or _INDONESIAN.fullmatch(text) or _ENGLISH.fullmatch(text)
    if not found or not text.isascii():
        return None
    return int(found[1].replace(".", "").replace(",", "")), (found[2] or "").ljust(2, "0")
