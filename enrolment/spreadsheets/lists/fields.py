"""The columns of a list's row, as they stand in one COPY line and as header words name them."""

from collections.abc import Iterable, Iterator

from ..fields import plain_cell

MONEY = (
    "wage",
    "back_pay",
    "jkk",
    "jkm",
    "jht_employer",
    "jht_worker",
    "jp_employer",
    "jp_worker",
    "jkp_employer",
    "jkp_state",
    "total",
)
"""Rupiah with two places."""
PARTS = MONEY[2:-1]
"""What a contribution is made of, by programme and payer."""
LIST_COLUMNS = (
    "ordinal",
    "sheet",
    "row",
    "nik",
    "nik_as_read",
    "kpj",
    "name",
    "birth_date",
    "sex",
    "participant_since",
    "left_on",
    "is_active",
    "employee_no",
    "unit",
    *MONEY,
    "problems",
)
"""Columns of one line in PostgreSQL's COPY text format; `problems` is a JSON array, never NULL."""
MATCHABLE = (
    *("nik", "kpj", "name", "birth_date", "birth", "sex", "participant_since", "left_on", "status"),
    *("employee_no", "unit", *MONEY, "number", "npp", "period"),
)
"""What a column can be matched to by hand. `birth`: place and date in one; `status`: active or not; `npp` and
`period` of a column say which group and month the list is about."""
BILLED = frozenset((*PARTS, "total", "back_pay"))
"""Columns that only a bill has."""


def list_rows(chunks: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Decode COPY bytes (chunks cut anywhere) into one dict per row, keyed by `LIST_COLUMNS`.

    `ordinal` and `row` come as int, `is_active` as bool, `problems` as a list; amounts stay text.
    """
    import json

    tail = b""
    for chunk in chunks:
        *lines, tail = (tail + chunk).split(b"\n")
        for line in lines:
            cells = [plain_cell(cell) for cell in line.decode().split("\t")]
            row: dict[str, object] = dict(zip(LIST_COLUMNS, cells, strict=True))
            row["ordinal"], row["row"] = int(cells[0] or 0), int(cells[2] or 0)
            row["is_active"] = row["is_active"] == "t"
            row["problems"] = json.loads(cells[-1] or "[]")
            yield row
