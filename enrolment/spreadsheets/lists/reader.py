"""The parent's side for BPJS's lists: as `enrolment.spreadsheets.reader`, with PDFs and another child.

    with read_list(path) as reading:
        for chunk in reading:          # bytes for COPY, see fields.LIST_COLUMNS
            copy.write(chunk)
        reading.summary                # kind, header, sheets, columns, skipped, counts, totals, amounts

Every failure is `Unreadable` (`refusals.py`), raised by `read_list()` or while iterating; rows that came
before it are not to be kept: whether a list adds up is known at its end.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..reader import Limits, Reading, reading_of

LIMITS = Limits(wall=60.0, cpu=60)


class ListReading(Reading):
    """The rows of one list as chunks of COPY bytes; `summary` is there once they are all out."""

    module = "enrolment.spreadsheets.lists.child"
    pdf = True


def read_list(
    source: str | Path | int,
    limits: Limits | None = None,
    matching: Mapping[str, Any] | None = None,
    as_of: datetime.date | None = None,
) -> ListReading:
    """Start reading a list, given by path or by open descriptor. `as_of` settles two-digit years (today).

    `matching`: `{"sheet": name or None, "header_row": the heading's last row or None, "columns": {field:
    letter or letters}}`, fields as in `fields.MATCHABLE`; a name and one of NIK and KPJ are needed. Without
    `columns` the words of the headings decide.

    `summary["header"]` is `{"npp", "company", "unit", "period", "month"}` (None for what is not printed),
    `summary["sheets"]` one object per sheet or page: name, status (read or skipped), reason, header_row,
    columns (field: letters), headings, people. `summary["totals"]`: `stated` by the footer and by the line
    that counts people, `summed` from the rows; both decimal strings by column (`people` a number).
    `summary["amounts"]`: english, indonesian, or None where every amount is a number.
    """
    return reading_of(ListReading, source, limits or LIMITS, as_of, matching=matching)


def look_at_list(
    source: str | Path | int, asked: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> dict[str, Any]:
    """The first rows of a sheet for the page on which columns are matched (`looking.py`)."""
    with reading_of(
        ListReading, source, limits or LIMITS, None, look=dict(asked or {}) | {"on": True}
    ) as reading:
        for _ in reading:
            pass
    return reading.summary
