"""Cells as text: white space, ditto marks, cells that say nothing."""

import datetime

_DOUBLE_QUOTES = frozenset('"”“„″〃˝')
_DITTO_MARKS = "\"”“„″〃˝'’‘`´-‐‑–—=~._()/\\"
_DITTO_WORDS = frozenset(("sda", "s.d.a", "s/d/a", "idem", "ditto", "//", ",,", "''", "’’", "´´", "``"))
NOTHING = frozenset(["-", "–", "—", "--", "---", "‐", "‑", "−", "_", ".", "..", "...", ":", ";", "/"]) | {""}
"""What people type into a cell that has nothing to say."""

_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA"))
"""What a formula shows that failed: it reads as empty (text exports write it out)."""

EXACT = "\u2063"
"""An invisible separator at the beginning of a text: we wrote it, and it is taken as it stands (`own.py`)."""

_INVISIBLE = dict.fromkeys(
    [*range(9), *range(14, 28), 127, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]
)


def text_of(value: object) -> str:
    """The cell as one line of text: white space (also no-break) collapsed, invisible marks gone.

    Whole numbers lose their `.0`, dates become ISO.
    """
    if type(value) is str:
        if not value.isprintable():
            if value[0] == EXACT:
                return value[1:]
            value = value.translate(_INVISIBLE)
        elif value[:1].isalnum() and value[-1] != " " and "  " not in value:
            return value  # most cells: nothing to collapse
        if value.startswith("#") and value.strip() in _ERRORS:
            return ""
        return " ".join(value.split())
    if type(value) is float:
        return (
            str(int(value)) if value == value and abs(value) < 1e300 and value == int(value) else repr(value)
        )
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def read_text(value: object) -> tuple[str | None, None]:
    """Free text: collapsed, nothing else changed; a lone dash says nothing."""
    text = text_of(value)
    return (None if text in NOTHING else text), None


def is_ditto(value: object) -> bool:
    """Whether the cell says "the same as above": `sda`, `idem`, or quotation marks with dashes about them."""
    if type(value) is not str or len(value) > 12:
        return False
    bare = "".join(value.split()).lower()
    if bare.strip("-–—=~.()") in _DITTO_WORDS:
        return True
    return not bare.strip(_DITTO_MARKS) and not _DOUBLE_QUOTES.isdisjoint(bare)


def read_place(value: object) -> tuple[str | None, None]:
    """A place of birth: text without the comma that led on to a date."""
    text = text_of(value)
    if type(value) is not str or value[:1] != EXACT:
        text = text.rstrip(" ,;:")
    return (None if text in NOTHING else text), None
