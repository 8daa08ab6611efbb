"""HTML tables saved as .xls, as many offices' web systems export them."""

import re
from html.parser import HTMLParser

from .delimited import decoded
from .kinds import MAX_WIDTH
from .refusals import Unreadable

Merge = tuple[int, int, int, int]
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_MOST_SPAN = 500
_MOST_TAGS = 6_000_000  # about twice what 100,000 rows of 12 cells take


class _Tables(HTMLParser):
    """Collects the rows of all tables one under the other, as a spreadsheet shows them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.taken: dict[int, int] = {}  # column -> rows that a cell from above still covers
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "title"):
            self.hidden += 1
        elif tag == "tr":
            self._close()
            self.rows.append([])
            self.taken = {column: left - 1 for column, left in self.taken.items() if left > 1}
        elif tag in ("td", "th"):
            self._close()
            given = dict(attrs)
            self.span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self.cell = []
        elif tag in ("br", "p", "div") and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()
        if tag == "table":
            self.taken = {}
        if tag in ("style", "script", "title"):
            self.hidden = max(0, self.hidden - 1)

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.hidden:
            self.cell.append(data)

    def _close(self) -> None:
        if self.cell is None:
            return
        if not self.rows:
            self.rows.append([])
        row, (down, right) = self.rows[-1], self.span
        while self.taken.get(len(row), 0):
            row.append("")
        at, top = len(row), len(self.rows) - 1
        if at + right > MAX_WIDTH:
            raise Unreadable("too_many_cells", {"sheet": ""})
        row.extend(["".join(self.cell).strip(), *[""] * (right - 1)])
        if down > 1 or right > 1:
            self.merges.append((top, at, top + down - 1, at + right - 1))
        if down > 1:
            self.taken.update(dict.fromkeys(range(at, at + right), down))
        self.cell = None


def _span(value: str | None) -> int:
    return max(1, min(int(value), _MOST_SPAN)) if value and value.isascii() and value.isdigit() else 1


def tables_of(content: bytes) -> tuple[list[list[str]], list[Merge]]:
    """(rows, merged ranges) of all tables in an HTML file; every cell is text."""
    found = _CHARSET.search(content[:4096])
    text = decoded(content)
    if found and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            text = content.decode(found[1].decode("ascii"), "strict")
        except (LookupError, UnicodeDecodeError):
            text = decoded(content)
    if text.count("<") > _MOST_TAGS:
        raise Unreadable("too_many_cells", {"sheet": ""})
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser._close()
    return parser.rows, parser.merges
