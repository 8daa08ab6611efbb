"""The parent's side for lists of payments: as `enrolment.spreadsheets.reader`, with another child.

    with read_payments(path) as reading:
        for chunk in reading:          # bytes for COPY, see fields.PAYMENT_COLUMNS
            copy.write(chunk)
        reading.summary                # sheets, skipped, stated, summed, counts, amounts, seconds

Every failure is `Unreadable`, raised by `read_payments()` or while iterating. Codes of its own:
- `no_payment_table`: no two rows with more than one cell
- `no_payment_header` (sheets: how many look like a table): match the columns by hand
- `no_payment_rows`: a heading, and no payment under it
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..reader import Limits, Reading, reading_of


class PaymentReading(Reading):
    """The rows of one list as chunks of COPY bytes; `summary` is there once they are all out."""

    module = "enrolment.spreadsheets.payments.child"


def read_payments(
    source: str | Path | int,
    limits: Limits | None = None,
    matching: Mapping[str, Any] | None = None,
    as_of: datetime.date | None = None,
) -> PaymentReading:
    """Start reading a list, given by path or by open descriptor. Days after `as_of` (today) are errors.

    `matching`: `{"sheet": name or None, "header_row": the heading's last row or None, "columns": {field:
    letter}, "side": "debit" or "credit"}`, fields as in `fields.MATCHABLE`. Without `columns` the words of
    the headings decide; `side` is the column that counts where a statement has one for each way.

    `summary["skipped"]` lists (sheet, row, word) of rows that are no payment; `summary["stated"]` (sheet,
    row, sum in the footer, sum of the sheet's rows above it).
    """
    return reading_of(PaymentReading, source, limits, as_of, matching=matching)


def look_at_payments(
    source: str | Path | int, asked: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> dict[str, Any]:
    """The first rows of a sheet for the page on which columns are matched (`looking.py`)."""
    look = dict(asked or {}) | {"on": True}
    with reading_of(PaymentReading, source, limits, None, look=look) as reading:
        for _ in reading:
            pass
    return reading.summary
