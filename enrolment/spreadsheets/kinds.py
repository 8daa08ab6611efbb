"""Every kind of file as sheets of cells, with the spreadsheet's own row and column numbers."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from .refusals import Unreadable

if TYPE_CHECKING:  # the parser is loaded for workbooks alone
    from python_calamine import CalamineSheet

Cells = list
Merge = tuple[int, int, int, int]
MAX_CELLS = 25_000_000
MAX_WIDTH = 2_000
MAX_SHEETS = 1_000


class Sheet:
    """One sheet. `rows` starts at row `first_row` and column `first_column` (counted from 0).

    `merges` are counted like `rows`. `open` gives the rows, once; None for a sheet with nothing in it.
    """

    def __init__(
        self,
        name: str,
        rows: Callable[[], Iterable[Cells]] | None,
        *,
        hidden: bool = False,
        first: tuple[int, int] = (0, 0),
        merges: list[Merge] | None = None,
    ) -> None:
        self.name = name
        self.open = rows
        self.hidden = hidden
        self.first_row, self.first_column = first
        self.merges = merges or []


def sheets_of(kind: str, fd: int) -> Iterator[Sheet]:
    """The sheets of an open file of that kind (see `gate.inspect`), in their order."""
    if kind in ("csv", "html", "xml"):
        with open(fd, "rb", closefd=False) as file:
            file.seek(0)
            content = file.read()
        if kind == "xml":
            yield from _xml(content)
        else:
            yield _csv(content) if kind == "csv" else _html(content)
        return
    yield from _workbook(kind, fd)


def _csv(content: bytes) -> Sheet:
    from .delimited import rows_of

    return Sheet("Sheet1", lambda: rows_of(content))


def _html(content: bytes) -> Sheet:
    from .markup import tables_of

    rows, merges = tables_of(content)
    return Sheet("Sheet1", lambda: rows, merges=merges)


def _xml(content: bytes) -> Iterator[Sheet]:
    from .spreadsheetml import sheets_of

    yield from sheets_of(content)


def _workbook(kind: str, fd: int) -> Iterator[Sheet]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with open(fd, "rb", closefd=False) as file:
            spans = _spans(kind, file)
            file.seek(0)
            workbook = CalamineWorkbook.from_filelike(file)
        if len(workbook.sheets_metadata) > MAX_SHEETS:
            raise Unreadable("too_many_sheets", {"sheets": MAX_SHEETS})
        for number, meta in enumerate(workbook.sheets_metadata):
            hidden = meta.visible != SheetVisibleEnum.Visible
            if hidden or meta.typ != SheetTypeEnum.WorkSheet:
                yield Sheet(meta.name, None, hidden=hidden)
                continue
            yield _sheet(workbook.get_sheet_by_index(number), spans(number))
    except PasswordError as error:
        raise Unreadable("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("damaged_file") from error


def _sheet(sheet: "CalamineSheet", spans: list[Merge]) -> Sheet:
    start = sheet.start
    if start is None:
        return Sheet(sheet.name, None)
    height, width = sheet.height, sheet.width
    if height * width > MAX_CELLS or width > MAX_WIDTH:
        raise Unreadable("too_many_cells", {"sheet": sheet.name})
    row, column = start
    merges = [
        (r0 - row, c0 - column, r1 - row, c1 - column)
        for (r0, c0), (r1, c1) in _merged(sheet, spans)
        if r1 > r0 or c1 > c0
    ]
    # iter_rows() hands out the blank rows above the first one too, though not the blank columns
    return Sheet(sheet.name, lambda: islice(sheet.iter_rows(), row, None), first=(row, column), merges=merges)


def _spans(kind: str, file: BinaryIO) -> Callable[[int], list[Merge]]:
    """Merged ranges by sheet, for kinds whose parser does not tell them."""
    if kind not in ("ods", "xlsb"):
        return lambda number: []
    from .spans import spans_of  # unpacking archives takes a while to import

    return spans_of(kind, file)


def _merged(sheet: "CalamineSheet", spans: list[Merge]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Corners of the merged ranges: as the parser tells them, or as they were found beside it."""
    told = sheet.merged_cell_ranges or []
    return told or [((r0, c0), (r1, c1)) for r0, c0, r1, c1 in spans]
