"""The fields of a person, and the one line format that the child, the database and the tests share."""

from collections.abc import Iterable, Iterator

FIELDS = (
    "nik",
    "name",
    "birth_place",
    "birth_date",
    "sex",
    "position",
    "unit",
    "start_date",
    "wage",
    "phone",
    "address",
    "mother_name",
    "kpj",
    "email",
    "education",
    "employee_no",
    "note",
)
"""The value keys in design.md's order."""

BESIDE = ("contract_until", "status", "category", "row_code", "office")
"""What is read beside them: the contract's end, the status as written and the category that it means (None
where nobody knows yet), the code of a row that corrects another one, and the agency where another column
names the unit within it (only a whole city's file is placed by it)."""

COPY_COLUMNS = ("ordinal", "sheet", "row_number", *FIELDS, *BESIDE, "problems", "has_errors")
"""Columns of one line in PostgreSQL's COPY text format; `problems` is a JSON array or NULL."""

_UNESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


def column_letter(index: int) -> str:
    """The spreadsheet's letter of a column counted from 0: 0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def copy_text(value: str) -> str:
    """`value` as it stands in a COPY line: backslash and the three separators escaped."""
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if value.isprintable():
        return value
    return value.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "")


def plain_cell(cell: str) -> str | None:
    """The value of one cell of a COPY line."""
    if cell == "\\N":
        return None
    if "\\" not in cell:
        return cell
    out, rest = [], iter(cell)
    for char in rest:
        out.append(_UNESCAPED.get(escaped := next(rest, ""), escaped) if char == "\\" else char)
    return "".join(out)


def rows_from_copy(chunks: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Decode COPY bytes (chunks cut anywhere) into one dict per row, keyed by `COPY_COLUMNS`.

    `ordinal` and `row_number` come as int, `has_errors` as bool, `problems` as a list of dicts
    with level, code, column, read and perhaps params; a value that was not read is None.
    """
    import json

    tail = b""
    for chunk in chunks:
        *lines, tail = (tail + chunk).split(b"\n")
        for line in lines:
            cells = [plain_cell(cell) for cell in line.decode().split("\t")]
            row: dict[str, object] = dict(zip(COPY_COLUMNS, cells, strict=True))
            row["ordinal"], row["row_number"] = int(cells[0] or 0), int(cells[2] or 0)
            row["problems"] = json.loads(cells[-2]) if cells[-2] else []
            row["has_errors"] = cells[-1] == "t"
            yield row
