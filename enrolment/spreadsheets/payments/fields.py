"""The columns of a payment's row, as they stand in one COPY line and as people match them."""

import json
from collections.abc import Iterable, Iterator

from ..fields import plain_cell

PAYMENT_COLUMNS = (
    "ordinal",
    "sheet",
    "row",
    "code",
    "npp",
    "payer",
    "month",
    "paid_on",
    "amount",
    "channel",
    "reference",
    "problems",
)
"""Columns of one line in PostgreSQL's COPY text format; texts are never NULL, `problems` is a JSON array."""
MATCHABLE = ("code", "npp", "payer", "month", "paid_on", "amount", "channel", "reference", "note", "way")
"""What a column can be matched to by hand. `note` stands behind the payer; `way` says debit or credit."""
NEEDED = frozenset(("paid_on", "amount"))
"""Without these a table is no list of payments."""


def payment_rows(chunks: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Decode COPY bytes (chunks cut anywhere) into one dict per row, keyed by `PAYMENT_COLUMNS`.

    `ordinal` and `row` come as int, `problems` as a list; days and amounts stay text, or None.
    """
    tail = b""
    for chunk in chunks:
        *lines, tail = (tail + chunk).split(b"\n")
        for line in lines:
            cells = [plain_cell(cell) for cell in line.decode().split("\t")]
            row: dict[str, object] = dict(zip(PAYMENT_COLUMNS, cells, strict=True))
            row["ordinal"], row["row"] = int(cells[0] or 0), int(cells[2] or 0)
            row["problems"] = json.loads(cells[-1] or "[]")
            yield row
