"""What a workbook of our own may hold so that it is read back exactly: a mark before a text, codes of rows.

An agency downloads its list and hands it in again unchanged: then nothing may have changed, whatever stands
in it ("sda" as a position, a note over two lines).
"""

import re

from .texts import EXACT, is_ditto, text_of

LONGEST = 32_767
"""Characters that one cell can hold."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not in any XML
_ROW_CODE = re.compile(r"[0-9a-f]{8}-[0-9]{1,9}", re.IGNORECASE)


def as_written(value: str) -> str | None:
    """The text of a cell that is read as `value`: with a mark before it where reading would tidy it.

    None for what no cell can hold.
    """
    if (
        value.isprintable()
        and text_of(value) == value
        and not is_ditto(value)
        and value[-1:] not in (",", ";", ":")
    ):
        return value if len(value) < LONGEST else None
    if len(value) >= LONGEST or _UNWRITABLE.search(value):
        return None
    return EXACT + value


def is_row_code(text: str) -> bool:
    """Whether a text is the code of a row that waits in an upload: `9f3c2a1b-17`."""
    return _ROW_CODE.fullmatch(text) is not None
