"""Phone numbers, e-mail addresses, participant numbers (KPJ) and sex."""

import re

from .texts import NOTHING, text_of

Reading = tuple[str | None, str | None]

_PHONE_MARKS = dict.fromkeys(map(ord, " .-‐‑‒–—−()/\u00a0"))
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_KPJ_MARKS = dict.fromkeys(map(ord, " .-‐‑‒–—−/"))
_SEX = {
    **dict.fromkeys(("L", "LK", "LAKI", "LAKILAKI", "PRIA", "LAKI2"), "L"),
    **dict.fromkeys(("P", "PR", "PEREMPUAN", "WANITA"), "P"),
}
_TICK_WORDS = frozenset(("1", "TRUE", "LK", "PR", "YA"))
_NO_TICKS = frozenset("TNF?")  # tidak, no, false


def read_phone(value: object) -> Reading:
    """Digits as text: +62 and 62 become 0, a lost 0 before an 8 comes back; else `phone_unusual`."""
    if (
        type(value) is str
        and value.startswith("08")
        and 10 <= len(value) <= 13
        and value.isdigit()
        and value.isascii()
    ):
        return value, None
    text = text_of(value).lstrip("'’‘`")
    if text in NOTHING:
        return None, None
    slashes = text.count("/")
    digits = text.removesuffix(".0").translate(_PHONE_MARKS).removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or slashes:
        return None, "phone_unusual"
    if digits.startswith("62"):
        digits = "0" + digits[2:]
    elif digits.startswith("8"):
        digits = "0" + digits
    if not digits.startswith("0") or digits.startswith("00") or not 9 <= len(digits) <= 14:
        return None, "phone_unusual"
    return digits, None


def read_email(value: object) -> Reading:
    """One address, as it stands; else `email_invalid`."""
    text = text_of(value)
    if text in NOTHING:
        return None, None
    return (text, None) if _EMAIL.fullmatch(text) else (None, "email_invalid")


def read_kpj(value: object) -> Reading:
    """The participant number as text. 11 digits are usual; other numbers are kept with `kpj_unusual`."""
    text = text_of(value).lstrip("'’‘`")
    if text in NOTHING:
        return None, None
    bare = text.removesuffix(".0").translate(_KPJ_MARKS)
    if not any(char.isdigit() for char in bare):
        return None, "kpj_unusual"  # "belum ada" is no number to keep
    if len(bare) == 11 and bare.isascii() and bare.isdigit():
        return bare, None
    return (bare if bare.isalnum() else text), "kpj_unusual"


def read_sex(value: object) -> Reading:
    """`L` or `P` from the words in use; else `sex_invalid`."""
    text = text_of(value)
    if text in NOTHING:
        return None, None
    word = "".join(char for char in text.upper() if char.isalnum())
    sex = _SEX.get(word)
    return sex, None if sex else "sex_invalid"


def read_ticks(male: object, female: object) -> Reading:
    """`L` or `P` from a tick in one of two columns; both, or something that is no tick, is `sex_invalid`."""
    left, right = text_of(male).upper(), text_of(female).upper()
    left, right = ("" if text in NOTHING or text in ("0", "FALSE") else text for text in (left, right))
    if not left and not right:
        return None, None
    if (left and right) or not _is_tick(left or right) or left == "P" or right == "L":
        return None, "sex_invalid"
    return ("L" if left else "P"), None


def _is_tick(text: str) -> bool:
    """Any one sign is a tick (a symbol font turns letters into them), but for a digit or a no."""
    return text in _TICK_WORDS or (len(text) == 1 and not text.isdigit() and text not in _NO_TICKS)
