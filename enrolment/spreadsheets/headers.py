"""Where a sheet's header stands and which column holds which field.

A header is a block of one to three rows in which both a name and an identity number are known by their
words. Of the blocks near the first such place the one that explains most columns wins.
"""

from collections.abc import Sequence

from .beside_words import Found, beside_of, choose_beside
from .columns import Candidate, Layout, Row, choose, meaning_of
from .texts import text_of
from .words import blocks, field_of, part_of, tokens

__all__ = ["Layout", "expanded", "find_layout", "layout_at", "stack_over"]
Merge = tuple[int, int, int, int]
"""first row, first column, last row, last column; counted like the rows and columns they go with."""

SCAN = 200  # rows in which a header is looked for
_SAMPLE = 60


def find_layout(rows: Sequence[Row], merges: Sequence[Merge] = ()) -> tuple[Layout | None, str | None]:
    """The header among the first rows, or None and the reason: what a sheet lacks to be a roster.

    Reasons: `no roster header`, `no NIK column`, `no name column`.
    """
    head = rows[:SCAN]
    texts, anchors = expanded(head, merges)
    wordy = [_is_wordy(row) for row in head]
    lacking = "no roster header"
    for start in range(len(head)):
        if not wordy[start]:
            continue
        found = _blocks_at(start, rows, texts, anchors, wordy)
        usable = [layout for layout in found if layout.usable]
        if not usable:
            lacking = _lack(found) or lacking
            continue
        if not found[0].usable:  # a title may stand over the header: what follows may do without it
            for top in range(start + 1, min(start + 3, len(head))):
                usable += [one for one in _blocks_at(top, rows, texts, anchors, wordy) if one.usable]
        best = max(usable, key=_worth)
        best = _with_merged_rows(best, rows, texts, anchors, merges)
        return _with_words_below(best, rows, texts, anchors, wordy), None
    return None, lacking


def _worth(layout: Layout) -> tuple[int, int, int, int]:
    """How much a header explains. An agency beside its unit is nothing more: both were a unit's columns."""
    beside = len(layout.beside.keys() - {"office"})
    return layout.score, beside, layout.top - layout.bottom, -layout.top


def layout_at(top: int, bottom: int, rows: Sequence[Row], merges: Sequence[Merge] = ()) -> Layout:
    """What the words of these rows (indexes) mean as a header, whether or not that makes a roster."""
    return _layout(top, bottom, rows, *expanded(rows[:SCAN], merges))


def _lack(found: list[Layout]) -> str | None:
    for layout in found:
        if layout.score >= 3 and "name" in layout.columns:
            return "no NIK column"
        if layout.score >= 3 and "nik" in layout.columns:
            return "no name column"
    return None


def expanded(head: Sequence[Row], merges: Sequence[Merge]) -> tuple[list[list[str]], list[list[object]]]:
    """The rows as text with merged cells filled, and for each cell which cell it belongs to."""
    texts = [[text_of(cell) for cell in row] for row in head]
    anchors: list[list[object]] = [[(r, c) for c in range(len(row))] for r, row in enumerate(texts)]
    for r0, c0, r1, c1 in merges:
        if r0 < 0 or r0 >= len(texts) or c0 < 0 or c0 >= len(texts[r0]):
            continue
        for r in range(r0, min(r1 + 1, len(texts), r0 + 12)):
            for c in range(c0, min(c1 + 1, len(texts[r]))):
                texts[r][c], anchors[r][c] = texts[r0][c0], (r0, c0)
    return texts, anchors


def _is_wordy(row: Row) -> bool:
    """Whether a row may belong to a header: some words, no numbers, no identity numbers."""
    words = 0
    for cell in row:
        if type(cell) is str:
            if cell and not cell.isspace():
                words += 1
                if sum(char.isdigit() for char in cell) > 8 and not field_of(text_of(cell)):
                    return False
        elif cell is not None:
            return False
    return words > 0


def _blocks_at(
    top: int, rows: Sequence[Row], texts: list[list[str]], anchors: list[list[object]], wordy: list[bool]
) -> list[Layout]:
    found = []
    for height in (1, 2, 3):
        bottom = top + height - 1
        if bottom >= len(texts) or not wordy[bottom]:
            break
        found.append(_layout(top, bottom, rows, texts, anchors))
    return found


def _with_merged_rows(
    best: Layout,
    rows: Sequence[Row],
    texts: list[list[str]],
    anchors: list[list[object]],
    merges: Sequence[Merge],
) -> Layout:
    """The header reaches as far up and down as cells merged across its edges do."""
    known = set(best.columns.values()) | set(best.extra.values())
    top, bottom = best.top, best.bottom
    for r0, c0, r1, _ in merges:
        if c0 in known and r0 <= best.bottom and r1 >= best.top and r1 - r0 <= 3:
            top, bottom = min(top, max(r0, best.top - 2, 0)), max(bottom, r1)
    if (top, bottom) == (best.top, best.bottom) or bottom >= len(texts):
        return best
    taller = _layout(top, bottom, rows, texts, anchors)
    return taller if taller.usable and taller.score >= best.score else best


def _with_words_below(
    best: Layout, rows: Sequence[Row], texts: list[list[str]], anchors: list[list[object]], wordy: list[bool]
) -> Layout:
    """Header words right below the header belong to it, even those that mean nothing to us.

    Under AHLI WARIS stand NAMA and NIK too: taken for a header of their own they would be other people's.
    """
    while best.bottom + 1 < len(texts) and best.bottom - best.top < 2 and wordy[best.bottom + 1]:
        below = [text for text in texts[best.bottom + 1] if text]
        known = [text for text in below if field_of(text) or blocks(text) or part_of(tokens(text))]
        if len(known) * 2 < len(below) or len(known) < 2:
            break
        taller = _layout(best.top, best.bottom + 1, rows, texts, anchors)
        if not taller.usable or taller.score < best.score:
            break
        best = taller
    return best


def _layout(
    top: int, bottom: int, rows: Sequence[Row], texts: list[list[str]], anchors: list[list[object]]
) -> Layout:
    layout = Layout(top, bottom)
    candidates: list[Candidate] = []
    others: list[Found] = []
    width = max(len(texts[r]) for r in range(top, bottom + 1))
    for column in range(width):
        stack = stack_over(column, top, bottom, texts, anchors)
        if not stack:
            continue
        layout.words[column] = {tokens(text_of(t)) for t in stack}
        if meaning := meaning_of(stack):
            candidates.append((*meaning, column, " ".join(stack)))
        elif other := beside_of(stack):
            others.append((*other, column, " ".join(stack)))
    sample = rows[bottom + 1 : bottom + 1 + _SAMPLE]
    choose(layout, candidates, sample)
    for field, _, column, heading in choose_beside(others, sample):
        if field not in layout.beside:
            layout.beside[field], layout.headings[field] = column, heading
    return layout


def stack_over(
    column: int, top: int, bottom: int, texts: list[list[str]], anchors: list[list[object]]
) -> list[str]:
    """The header texts above a column, top first; a heading spreads right over blank cells beside it."""
    stack: list[str] = []
    seen: set[object] = set()
    for r in range(top, bottom + 1):
        if column >= len(texts[r]):
            continue
        c = column
        if (
            r < bottom
            and not texts[r][c]
            and any(column < len(texts[s]) and texts[s][column] for s in range(r + 1, bottom + 1))
        ):
            while c and not texts[r][c]:
                c -= 1
        if texts[r][c] and anchors[r][c] not in seen:
            if r == bottom and anchors[r][c] != (r, c) and anchors[r][c][1] != column:  # type: ignore[index]
                continue  # the right part of a merged cell is no column of its own
            seen.add(anchors[r][c])
            stack.append(texts[r][c])
    return stack
