"""A small workbook somebody hands in, as rows of text. For lists of users and agencies, not for rosters.

Untrusted: only xlsx, at most 1 MB, 2,000 rows and 30 columns; the sizes that the zip declares are checked
before anything is unpacked (Python unpacks no more than what is declared), and only values are read.
"""

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any

from django.core import signing
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MAX_BYTES = 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_ENTRIES = 200
MAX_ROWS = 2000
MAX_COLUMNS = 30
HEADER_WITHIN = 20
# Excel keeps 15 digits of a number; what stands behind them is lost.
EXACT = 10**15


class BadWorkbook(Exception):
    """The file cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """A row of the sheet with its own number, and the text of its cells by field name."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """Rows below the header, and the column letter of each field that the header names."""

    columns: dict[str, str]
    rows: list[Row]


def read(file: IO[bytes], fields: dict[str, Sequence[str]], needed: Sequence[str]) -> Sheet:
    """The first sheet whose header names all `needed` fields. `fields`: field → words of its header, small.

    Raises BadWorkbook.
    """
    _check(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            found = _sheet(_cells(sheet), fields, needed)
            if found:
                return found
    except BadWorkbook:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise BadWorkbook(_unreadable()) from error
    raise BadWorkbook(_("No sheet has the needed columns. Download the example and use its headings."))


def read_texts(
    rows: Sequence[Sequence[str]], fields: dict[str, Sequence[str]], needed: Sequence[str]
) -> Sheet:
    """The same for rows that are text already, such as those of a CSV. Raises BadWorkbook."""
    if len(rows) > MAX_ROWS + HEADER_WITHIN:
        raise BadWorkbook(_("The sheet has more than 2,000 rows. Split it."))
    cells = ((number, [as_text(text) for text in row[:MAX_COLUMNS]]) for number, row in enumerate(rows, 1))
    found = _sheet(((number, texts) for number, texts in cells if any(texts)), fields, needed)
    if found is None:
        raise BadWorkbook(_("No sheet has the needed columns. Download the example and use its headings."))
    return found


def _check(file: IO[bytes]) -> None:
    file.seek(0, 2)
    if file.tell() > MAX_BYTES:
        raise BadWorkbook(_("The file is larger than 1 MB. Split it."))
    file.seek(0)
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadWorkbook(_unreadable()) from error
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise BadWorkbook(_("The file unpacks to far more than a list of this kind can need."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadWorkbook(_("The file is protected by a password. Save it without one."))
    file.seek(0)


def _unreadable() -> str:
    return _("This is no Excel workbook (.xlsx). Open it in Excel and save it as an Excel workbook.")


def _cells(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """(row number, texts) of the rows that have any; more rows than allowed are refused."""
    sheet.reset_dimensions()
    limit = MAX_ROWS + HEADER_WITHIN
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        if number > limit:
            raise BadWorkbook(_("The sheet has more than 2,000 rows. Split it."))
        texts = [as_text(value) for value in row]
        if any(texts):
            yield number, texts


def as_text(value: Any) -> str:
    """What the cell shows; a number that has lost digits is marked by a leading `~`, and a fraction never
    looks like thousands (1.234 becomes 1.2340)."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"~{value}" if abs(value) >= EXACT else str(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and len(str(value).partition(".")[2]) == 3:
        return f"{value}0"
    return " ".join(str(value).split())


def _sheet(
    cells: Iterator[tuple[int, list[str]]], fields: dict[str, Sequence[str]], needed: Sequence[str]
) -> Sheet | None:
    for number, texts in cells:
        if number > HEADER_WITHIN:
            return None
        columns = _columns(texts, fields)
        if all(field in columns for field in needed):
            letters = {field: get_column_letter(index + 1) for field, index in columns.items()}
            return Sheet(letters, [Row(n, _values(row, columns)) for n, row in cells])
    return None


def _columns(texts: Sequence[str], fields: dict[str, Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, text in enumerate(texts):
        word = header_word(text)
        field = next((name for name, words in fields.items() if word in words), None)
        if field and field not in found:
            found[field] = index
    return found


def header_word(text: str) -> str:
    """Small letters and single blanks, nothing else: `No. HP / WA` is `no hp wa`."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _values(row: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    return {field: row[index] if index < len(row) else "" for field, index in columns.items()}


# --- between preview and confirmation ---------------------------------------------------------------

HOURS = 12


def seal(sheet: Sheet, salt: str, **more: str) -> str:
    """The rows as a signed text for a hidden field: nothing is stored while somebody looks at the preview.

    `salt` names the user and the place, so that it is worth nothing to others.
    """
    return signing.dumps({**more, **asdict(sheet)}, salt=f"agencies.workbook:{salt}", compress=True)


def unseal(text: str, salt: str) -> tuple[Sheet, dict[str, str]]:
    """The rows and what was sealed with them. Raises BadWorkbook when forged or too old."""
    try:
        kept = signing.loads(text, salt=f"agencies.workbook:{salt}", max_age=HOURS * 3600)
    except signing.BadSignature as bad:
        raise BadWorkbook(_("This preview is too old. Choose the workbook again.")) from bad
    return Sheet(kept.pop("columns"), [Row(**row) for row in kept.pop("rows")]), kept
