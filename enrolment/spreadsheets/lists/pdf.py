"""A PDF with text as sheets of cells, a page each: positions become columns, wrapped names one cell.

Columns are divided by the table's own lines; where it has none, by what no row of people ever covers.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

import pypdfium2

from ..kinds import Sheet
from .printed import Line, Page, Word, page_of
from .refusals import Unreadable

MAX_PAGES = 500
_COLUMNS = 6  # fewer lines rule no table of this kind
_GUTTER = 0.8  # points
_AMOUNT = re.compile(r"-?\d{1,3}(?:[.,]\d{3})*[.,]\d{2}")
_Columns = list[float]
"""The places that divide columns, from left to right: one fewer than there are columns."""


class Row(list):
    """The cells of one line; `text` is the line as it reads, for what stands over a table."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.cells)
        self.text = line.text


def pages_of(fd: int) -> Iterator[Sheet]:
    """The pages as sheets named by their numbers. Refusals: encrypted, damaged_file, pdf_too_long,
    pdf_without_text."""
    pages = _read(fd)
    if not any(page.lines for page in pages):
        raise Unreadable("pdf_without_text", {"pages": len(pages)})
    people = [line for page in pages for line in page.lines if _is_data(line)]
    shared = _gutters(people, _over_first(pages))
    ruled: _Columns = []
    for number, page in enumerate(pages, 1):
        ruled = _ruled(page) or ruled
        columns = ruled or shared
        for line in page.lines:
            line.cells = _cells(line, columns, exact=bool(ruled) or _is_data(line))
        rows = [Row(line) for line in _joined(page)]
        yield Sheet(str(number), partial(list, rows))


def _read(fd: int) -> list[Page]:
    with open(fd, "rb", closefd=False) as file:
        file.seek(0)
        content = file.read()
    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > MAX_PAGES:
            raise Unreadable("pdf_too_long", {"pages": len(document), "most": MAX_PAGES})
        return [page_of(document[index]) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "assword" in str(error) or "ecurity" in str(error) else "damaged_file"
        raise Unreadable(code) from error


def _is_data(line: Line) -> bool:
    """Whether a line is a person's or a total's: several amounts, or long numbers beside other words."""
    amounts = sum(1 for word in line.words if _AMOUNT.fullmatch(word.text))
    long = sum(1 for word in line.words if sum(map(str.isdigit, word.text)) >= 8)
    return amounts >= 3 or (long >= 2 and len(line.words) >= 4)


# -- columns -------------------------------------------------------------------------------------------


def _ruled(page: Page) -> _Columns:
    """The places of vertical lines that run along most of the table; empty without enough of them."""
    if not page.vertical:
        return []
    places: list[list[float]] = []  # place, length
    for x, length in sorted(page.vertical):
        if places and x - places[-1][0] <= 1.5:
            places[-1][1] += length
        else:
            places.append([x, length])
    longest = max(length for _, length in places)
    found = [x for x, length in places if length >= longest * 0.4]
    return found[1:-1] if len(found) > _COLUMNS else []


def _over_first(pages: Sequence[Page]) -> list[Line]:
    """The lines right over the first person: the heading is among them."""
    for page in pages:
        for at, line in enumerate(page.lines):
            if _is_data(line):
                return page.lines[max(0, at - 5) : at]
    return []


def _gutters(people: Sequence[Line], over: Sequence[Line]) -> _Columns:
    """Between the bands that people's words cover; a heading over nothing makes a band of its own."""
    bands = _merged(
        (left.left, right.left if _go_on(left, right, line) else left.right)
        for line in people
        for left, right in zip(line.words, [*line.words[1:], line.words[-1]], strict=True)
    )
    for line in over:
        for phrase in _phrases(line):
            if bands and all(phrase.right < left or phrase.left > right for left, right in bands):
                bands = _merged([*bands, (phrase.left, phrase.right)])
    return [(before[1] + after[0]) / 2 for before, after in pairwise(bands)]


def _go_on(left: Word, right: Word, line: Line) -> bool:
    """Whether two words of a person's line are one name: letters, no more than a space apart."""
    near = 0 <= right.left - left.right < line.height * 0.45
    return near and not any(map(str.isdigit, left.text + right.text))


def _merged(spans: object) -> list[tuple[float, float]]:
    bands: list[tuple[float, float]] = []
    for left, right in sorted(spans):  # type: ignore[call-overload]
        if bands and left - bands[-1][1] < _GUTTER:
            bands[-1] = bands[-1][0], max(right, bands[-1][1])
        else:
            bands.append((left, right))
    return bands


def _phrases(line: Line) -> list[Word]:
    """Words with no more than a space between them, as one."""
    found: list[Word] = []
    for word in line.words:
        if found and word.left - found[-1].right < line.height * 0.45:
            found[-1] = Word(found[-1].left, word.right, f"{found[-1].text} {word.text}")
        else:
            found.append(Word(word.left, word.right, word.text))
    return found


def _cells(line: Line, columns: _Columns, *, exact: bool) -> list[str]:
    """The line's words by column: each where its middle is; without lines phrases where most of them is."""
    cells = [""] * (len(columns) + 1)
    for word in line.words if exact else _phrases(line):
        at = _column((word.left + word.right) / 2, columns) if exact else _widest(word, columns)
        cells[at] = f"{cells[at]} {word.text}".strip()
    return cells


def _column(x: float, columns: _Columns) -> int:
    return sum(1 for edge in columns if edge <= x)


def _widest(word: Word, columns: _Columns) -> int:
    """The column of which a phrase covers the most; of several covered whole the first."""
    first, last = _column(word.left, columns), _column(word.right, columns)
    edges = [word.left, *columns[first:last], word.right]
    widths = [right - left for left, right in pairwise(edges)]
    return first + widths.index(max(widths))


# -- names on several lines ----------------------------------------------------------------------------


def _joined(page: Page) -> list[Line]:
    """The lines of a page, with pieces of names put into the person's own line.

    Between two people the pieces divide at a rule of the table, else where the gap is widest.
    """
    data = [at for at, line in enumerate(page.lines) if _is_data(line)]
    if not data:
        return page.lines
    figures = _figures([page.lines[at] for at in data])
    gone: set[int] = set()
    for above, below in pairwise([-1, *data, len(page.lines)]):
        pieces = list(range(above + 1, below))
        if above < 0:
            pieces = _tail(page, pieces, below, figures)
        elif below == len(page.lines):
            pieces = _run(page, pieces, figures)
        elif not all(_is_piece(page.lines[at], figures) for at in pieces):
            continue
        if pieces:
            gone.update(pieces)
            _give(page, above, pieces, below)
    return [line for at, line in enumerate(page.lines) if at not in gone]


def _figures(people: Sequence[Line]) -> set[int]:
    """Columns of numbers: no piece of a name stands there."""
    found = set()
    for column in range(len(people[0].cells)):
        cells = [line.cells[column] for line in people if line.cells[column]]
        if sum(1 for cell in cells if any(map(str.isdigit, cell))) * 2 > len(cells):
            found.add(column)
    return found


def _is_piece(line: Line, figures: set[int]) -> bool:
    filled = {column for column, cell in enumerate(line.cells) if cell}
    text = "".join(line.cells)
    return len(filled) <= 2 and not filled & figures and not any(c.isdigit() or c in ":*" for c in text)


def _tail(page: Page, before: list[int], first: int, figures: set[int]) -> list[int]:
    """Pieces over a page's first person that are its own: no rule divides them, or they stand close."""
    cells = page.lines[first].cells
    named = any(map(str.isalpha, "".join(cell for i, cell in enumerate(cells) if i not in figures)))
    found: list[int] = []
    for at in reversed(before):
        line = page.lines[at]
        if page.horizontal:
            own = not _rule_between(page, at, first)
        else:
            close = line.y - page.lines[at + 1].y < _pitch(page) * 0.97
            own = close if named or found else not found
        if not own or not _is_piece(line, figures):
            break
        found.insert(0, at)
    return found


def _pitch(page: Page) -> float:
    """How far apart two people stand whose names take one line each."""
    gaps = [a.y - b.y for a, b in pairwise(page.lines) if _is_data(a) and _is_data(b)]
    return min(gaps, default=page.lines[0].height * 1.2)


def _run(page: Page, after: list[int], figures: set[int]) -> list[int]:
    """Pieces under a page's last person: as long as they follow closely."""
    found: list[int] = []
    for at in after:
        line, above = page.lines[at], page.lines[at - 1]
        if not _is_piece(line, figures) or above.y - line.y > line.height * 1.6:
            break
        if page.horizontal and _rule_between(page, at - 1, at):
            break
        found.append(at)
    return found


def _give(page: Page, above: int, pieces: list[int], below: int) -> None:
    lines = [at for at in (above, *pieces, below) if 0 <= at < len(page.lines)]
    gaps = [_gap(page, a, b) for a, b in pairwise(lines)]
    if above < 0:
        cut = 0
    elif below == len(page.lines):
        cut = len(pieces)
    else:
        widest = max(gaps)
        cut = max(at for at, gap in enumerate(gaps) if gap >= widest * 0.98)
    for own, at in ((pieces[:cut], above), (pieces[cut:], below)):
        if own:
            _merge([page.lines[i] for i in own], page.lines[at])


def _merge(pieces: list[Line], line: Line) -> None:
    over = [piece for piece in pieces if piece.y > line.y]
    under = [piece for piece in pieces if piece.y < line.y]
    for column, cell in enumerate(line.cells):
        texts = [*(p.cells[column] for p in over), cell, *(p.cells[column] for p in under)]
        line.cells[column] = " ".join(filter(None, texts))


def _gap(page: Page, above: int, below: int) -> float:
    gap = page.lines[above].y - page.lines[below].y
    return gap + 10_000 * _rule_between(page, above, below)


def _rule_between(page: Page, above: int, below: int) -> bool:
    top, bottom = page.lines[above], page.lines[below]
    middle = top.y + top.height * 0.3
    return any(bottom.y + bottom.height * 0.5 < y < middle for y in page.horizontal)
