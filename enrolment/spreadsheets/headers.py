"""Where a sheet's header stands and which column holds which field.

A header is a block of one to three rows in which both a name and an identity number are known by their
words. Of the blocks near the first such place the one that explains most columns wins.
"""

from collections.abc import Sequence

from .nik import looks_like_nik
from .texts import text_of
from .words import blocks, field_of, part_of, tokens

Row = Sequence[object]
Merge = tuple[int, int, int, int]
"""first row, first column, last row, last column; counted like the rows and columns they go with."""

SCAN = 200  # rows in which a header is looked for
_SAMPLE = 60


class Layout:
    """One header: its rows (`top` to `bottom`, indexes) and what stands in which column (indexes)."""

    def __init__(self, top: int, bottom: int) -> None:
        self.top = top
        self.bottom = bottom
        self.columns: dict[str, int] = {}
        self.extra: dict[str, int] = {}  # number, sex_l, sex_p, birth
        self.parts: list[tuple[str, int]] = []  # pieces of an address: label, column
        self.name_parts: list[int] = []
        self.headings: dict[str, str] = {}
        self.words: dict[int, set[tuple[str, ...]]] = {}  # column -> texts of its header cells
        self.score = 0

    @property
    def usable(self) -> bool:
        """Whether both a name and an identity number were found."""
        return "nik" in self.columns and ("name" in self.columns or bool(self.name_parts))

    def same_columns(self, other: "Layout") -> bool:
        """Whether both headers put the same fields into the same columns."""
        mine = (self.columns, self.extra, self.parts, self.name_parts)
        return mine == (other.columns, other.extra, other.parts, other.name_parts)


def find_layout(rows: Sequence[Row], merges: Sequence[Merge] = ()) -> tuple[Layout | None, str | None]:
    """The header among the first rows, or None and the reason: what a sheet lacks to be a roster.

    Reasons: `no roster header`, `no NIK column`, `no name column`.
    """
    head = rows[:SCAN]
    texts, anchors = _expanded(head, merges)
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
        best = max(usable, key=lambda one: (one.score, one.top - one.bottom, -one.top))
        best = _with_merged_rows(best, rows, texts, anchors, merges)
        return _with_words_below(best, rows, texts, anchors, wordy), None
    return None, lacking


def _lack(found: list[Layout]) -> str | None:
    for layout in found:
        if layout.score >= 3 and "name" in layout.columns:
            return "no NIK column"
        if layout.score >= 3 and "nik" in layout.columns:
            return "no name column"
    return None


def _expanded(head: Sequence[Row], merges: Sequence[Merge]) -> tuple[list[list[str]], list[list[object]]]:
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
    candidates: list[tuple[str, int, int, str]] = []  # field, rank, column, heading
    width = max(len(texts[r]) for r in range(top, bottom + 1))
    for column in range(width):
        stack = _stack(column, top, bottom, texts, anchors)
        if not stack:
            continue
        layout.words[column] = {tokens(text_of(t)) for t in stack}
        if meaning := meaning_of(stack):
            candidates.append((*meaning, column, " ".join(stack)))
    candidates.sort(key=lambda one: (one[1], one[2]))
    _choose(layout, candidates, rows[bottom + 1 : bottom + 1 + _SAMPLE])
    spanned = layout.extra.get("birth")
    if spanned is not None and layout.extra.get("birth_2") is None:
        _second_birth_column(layout, spanned, rows[bottom + 1 : bottom + 1 + _SAMPLE])
    return layout


def _stack(
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


def meaning_of(stack: list[str]) -> tuple[str, int] | None:
    """What a column's header texts mean together: `ALAMAT` over `KEL`, `JENIS KELAMIN` over `L`."""
    leaf = stack[-1]
    if len(stack) == 1:
        return field_of(leaf)
    above = " ".join(stack[:-1])
    parents, words = set(tokens(above)), set(tokens(leaf))
    if blocks(above):
        return field_of(f"{above} {leaf}")
    if parents & {"LAHIR", "TTL"} and words <= {"TEMPAT", "KOTA", "KAB", "LAHIR"}:
        return "birth_place", 0
    if parents & {"LAHIR", "TTL"} and "TGL" in words and "TEMPAT" not in words:
        return "birth_date", 0
    if parents & {"ALAMAT", "DOMISILI"}:
        return part_of(tokens(leaf)) or field_of(f"{above} {leaf}") or field_of(leaf)
    own = field_of(leaf)
    if own and own[0] in ("sex_l", "sex_p"):
        return own if parents & {"GENDER", "JK", "LP"} or not field_of(above) else None
    if own and own[0] != "number":
        return own
    if _is_annotation(leaf):
        return meaning_of(stack[:-1])
    return field_of(f"{above} {leaf}") or (meaning_of(stack[1:]) if len(stack) > 2 else None)


def _is_annotation(leaf: str) -> bool:
    """Words under a header that only say how to write it: "(Rp)", "(dd-mm-yyyy)"."""
    return leaf.startswith("(") or set(tokens(leaf)) <= {"RP", "DD", "MM", "YYYY", "TEXT", "PER", "BULAN"}


def _choose(layout: Layout, candidates: list[tuple[str, int, int, str]], sample: Sequence[Row]) -> None:
    niks = [one for one in candidates if one[0] in ("nik", "weak_nik")]
    chosen = _identity_column(niks, sample)
    for name, _, column, heading in candidates:
        if name in ("nik", "weak_nik"):
            if (name, column, heading) == chosen:
                layout.columns["nik"], layout.headings["nik"] = column, heading
                layout.score += 1
            continue
        _place(layout, name, column, heading)
    for _, _, column, heading in niks:
        words = tokens(heading)
        if (
            chosen
            and column != chosen[1]
            and "NIK" in words
            and "KTP" not in words
            and "employee_no" not in layout.columns
        ):
            if not _share(column, sample) > 0.3:
                layout.columns["employee_no"], layout.headings["employee_no"] = column, heading
    layout.name_parts.sort()
    layout.parts.sort(key=lambda part: part[1])
    if not {"sex_l", "sex_p"} <= set(layout.extra) or "sex" in layout.columns:
        layout.extra.pop("sex_l", None)
        layout.extra.pop("sex_p", None)


def _place(layout: Layout, name: str, column: int, heading: str) -> None:
    if name.startswith("part_name"):
        layout.name_parts.append(column)
    elif name.startswith("part:"):
        layout.parts.append((name[5:], column))
    elif name in ("number", "sex_l", "sex_p", "birth"):
        if name in layout.extra:
            return
        layout.extra[name] = column
        layout.headings.setdefault("birth_date" if name == "birth" else name, heading)
    elif name not in layout.columns:
        layout.columns[name], layout.headings[name] = column, heading
    else:
        return  # a second column for the same field explains nothing more
    layout.score += name != "number"


def _identity_column(
    niks: list[tuple[str, int, int, str]], sample: Sequence[Row]
) -> tuple[str, int, str] | None:
    """Of several columns the one whose cells are identity numbers; a KTP number beside a NIK is the surer."""

    def worth(one: tuple[str, int, int, str]) -> tuple[bool, bool, int, int]:
        name, rank, column, heading = one
        return (_share(column, sample) > 0.5, "KTP" in tokens(heading), -rank, -column)

    best = max(niks, key=worth, default=None)
    if best is None or (best[0] == "weak_nik" and len(niks) > 1 and not worth(best)[0]):
        return None
    return best[0], best[2], best[3]


def _share(column: int, sample: Sequence[Row]) -> float:
    cells = [row[column] for row in sample if column < len(row) and text_of(row[column])]
    return sum(map(looks_like_nik, cells)) / len(cells) if cells else 0.0


def _second_birth_column(layout: Layout, column: int, sample: Sequence[Row]) -> None:
    """One heading "TEMPAT/TGL LAHIR" over two columns: the place stands in the first, the date in the second."""
    right = column + 1
    if right in layout.words:
        return
    filled = [row for row in sample if right < len(row) and text_of(row[right]) and text_of(row[column])]
    dated = [row for row in filled if any(char.isdigit() for char in text_of(row[right]))]
    if (
        dated
        and len(dated) * 2 > len(filled)
        and not any(any(ch.isdigit() for ch in text_of(row[column])) for row in dated[:20])
    ):
        del layout.extra["birth"]
        layout.columns.setdefault("birth_place", column)
        layout.columns.setdefault("birth_date", right)
