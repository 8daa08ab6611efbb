"""XML Spreadsheet 2003 (`<?mso-application progid="Excel.Sheet"?>`), which older systems export as .xls.

One pass with expat; a document type, and with it every entity of its own, is refused.
"""

from xml.parsers import expat

from .kinds import MAX_CELLS, MAX_WIDTH, Merge, Sheet
from .refusals import Unreadable

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_SHEET = MARK.decode() + " "
_LAST_ROW = 1_048_576


class _Reader:
    """Collects sheets from the parser's calls; names come as "namespace name"."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.rows: list[list[object]] = []
        self.merges: list[Merge] = []
        self.name = ""
        self.hidden = False
        self.kind = ""
        self.text: list[str] | None = None
        self.at = self.column = self.cells = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == _SHEET + "Worksheet":
            self.rows, self.merges, self.hidden = [], [], False
            self.name = given.get(_SHEET + "Name", "")
        elif tag == _SHEET + "Row":
            self._row(_number(given, "Index"))
        elif tag == _SHEET + "Cell" and self.rows:
            self._cell(_number(given, "Index"), _number(given, "MergeAcross"), _number(given, "MergeDown"))
        elif tag == _SHEET + "Data":
            self.kind, self.text = given.get(_SHEET + "Type", "String"), []
        elif tag.endswith(" Visible"):
            self.text = []

    def _row(self, index: int) -> None:
        if index > _LAST_ROW or len(self.rows) >= _LAST_ROW:
            raise Unreadable("too_many_cells", {"sheet": self.name})
        while len(self.rows) < index - 1:
            self.rows.append([])
        self.rows.append([])
        self.column = -1

    def _cell(self, index: int, right: int, down: int) -> None:
        row, top = self.rows[-1], len(self.rows) - 1
        self.column = index - 1 if index else self.column + 1
        if not index:
            while any(r0 < top <= r1 and c0 <= self.column <= c1 for r0, c0, r1, c1 in self.merges[-50:]):
                self.column += 1
        last = self.column + right
        self.cells += last + 1 - len(row)
        if last >= MAX_WIDTH or self.cells > MAX_CELLS:
            raise Unreadable("too_many_cells", {"sheet": self.name})
        row.extend([""] * (last + 1 - len(row)))
        if right or down:
            self.merges.append((top, self.column, top + down, last))
        self.at, self.column = self.column, last

    def end(self, tag: str) -> None:
        if tag == _SHEET + "Data" and self.text is not None:
            if self.rows and self.rows[-1]:
                self.rows[-1][self.at] = _value(self.kind, "".join(self.text))
            self.text = None
        elif tag.endswith(" Visible") and self.text is not None:
            self.hidden, self.text = "".join(self.text).strip() != "SheetVisible", None
        elif tag == _SHEET + "Worksheet":
            rows = self.rows
            opened = (lambda rows=rows: rows) if any(map(any, rows)) else None
            self.sheets.append(Sheet(self.name, opened, hidden=self.hidden, merges=self.merges))

    def say(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)


def _number(given: dict[str, str], name: str) -> int:
    value = given.get(_SHEET + name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def _value(kind: str, text: str) -> object:
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    if kind == "Error":
        return ""
    return text.removesuffix("T00:00:00.000") if kind == "DateTime" else text


def sheets_of(content: bytes) -> list[Sheet]:
    """All sheets, in their order."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.say
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:
        raise Unreadable("damaged_file") from error
    return reader.sheets


def _refuse(*names: object) -> None:
    raise Unreadable("damaged_file")
