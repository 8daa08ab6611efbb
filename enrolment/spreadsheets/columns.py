"""Which column of a header holds which field: the words decide, and the cells below where words do not."""

from collections.abc import Sequence

from .nik import looks_like_nik
from .offices import Part, apart
from .texts import text_of
from .words import blocks, field_of, part_of, tokens

Row = Sequence[object]
EXTRA = ("number", "sex_l", "sex_p", "birth", "birth_month", "birth_year")
BARE = ("bare_place", "bare_date", "bare_month", "bare_year")
Candidate = tuple[str, int, int, str]
"""field, rank, column, heading"""


class Layout:
    """One header: its rows (`top` to `bottom`, indexes) and what stands in which column (indexes)."""

    def __init__(self, top: int, bottom: int) -> None:
        self.top = top
        self.bottom = bottom
        self.columns: dict[str, int] = {}
        self.extra: dict[str, int] = {}  # see EXTRA
        self.parts: list[tuple[str, int]] = []  # pieces of an address: label, column
        self.name_parts: list[int] = []
        self.beside: dict[str, int] = {}  # see fields.BESIDE; the category is read from the status
        self.within: Part | None = None  # the unit within an agency, where `unit` is the agency itself
        self.matched: str | None = None  # matched by people: "hand", or the fingerprint of a profile
        self.headings: dict[str, str] = {}
        self.words: dict[int, set[tuple[str, ...]]] = {}  # column -> texts of its header cells
        self.score = 0

    @property
    def usable(self) -> bool:
        """Whether both a name and an identity number were found."""
        return "nik" in self.columns and ("name" in self.columns or bool(self.name_parts))

    def by_office(self) -> "Layout":
        """For a whole city's file: the agency's column apart from that of the unit within it."""
        if self.within:
            self.beside["office"], self.headings["office"] = self.columns["unit"], self.headings["unit"]
            self.columns["unit"], self.headings["unit"] = self.within
            self.within = None
        return self

    def same_columns(self, other: "Layout") -> bool:
        """Whether both headers put the same fields into the same columns."""
        mine = (self.columns, self.extra, self.parts, self.name_parts, self.beside)
        return mine == (other.columns, other.extra, other.parts, other.name_parts, other.beside)


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
    if parents & {"LAHIR", "TTL"} and words and (found := field_of(f"{leaf} LAHIR")):
        return found
    if parents & {"ALAMAT", "DOMISILI"}:
        return part_of(tokens(leaf)) or field_of(f"{above} {leaf}") or field_of(leaf)
    own = field_of(leaf)
    if own and own[0] in ("sex_l", "sex_p"):
        return own if parents & {"GENDER", "JK", "LP"} or not field_of(above) else None
    if own and own[0] not in ("number", *BARE):
        return own
    if _is_annotation(leaf):
        return meaning_of(stack[:-1])
    return field_of(f"{above} {leaf}") or (meaning_of(stack[1:]) if len(stack) > 2 else None)


def _is_annotation(leaf: str) -> bool:
    """Words under a header that only say how to write it: "(Rp)", "(dd-mm-yyyy)"."""
    return leaf.startswith("(") or set(tokens(leaf)) <= {"RP", "DD", "MM", "YYYY", "TEXT", "PER", "BULAN"}


def choose(layout: Layout, candidates: list[Candidate], sample: Sequence[Row]) -> None:
    """Give each field its column; `sample` are rows below the header, which settle what words leave open."""
    candidates = sorted(_named_by_neighbours(candidates), key=lambda one: (one[1], one[2]))
    niks = [one for one in candidates if one[0] in ("nik", "weak_nik")]
    vague = [one for one in candidates if one[:2] == ("name", 3)]
    chosen = _identity_column(niks, sample)
    for one in candidates:
        if one[0] in ("nik", "weak_nik"):
            if one == chosen:
                place(layout, "nik", one[2], one[3])
        elif one not in vague or len(vague) == 1:  # two columns NAMA of this and that: neither is guessed
            place(layout, one[0], one[2], one[3])
    if chosen:
        _employee_number(layout, [one for one in niks if one != chosen], sample)
    _office([(one[2], one[3]) for one in candidates if one[0] == "unit"], layout)
    layout.name_parts.sort()
    layout.parts.sort(key=lambda part: part[1])
    if not {"sex_l", "sex_p"} <= set(layout.extra) or "sex" in layout.columns:
        layout.extra.pop("sex_l", None)
        layout.extra.pop("sex_p", None)
    if "birth" in layout.extra:
        _second_birth_column(layout, layout.extra["birth"], sample)
    if "wage" in layout.columns:
        _amount_beside_currency(layout, layout.columns["wage"], sample)


def _office(units: list[Part], layout: Layout) -> None:
    if "unit" not in layout.columns:
        return
    office, layout.within = apart(units, layout.columns["unit"])
    if office:
        layout.beside["office"], layout.headings["office"] = office


def _named_by_neighbours(candidates: list[Candidate]) -> list[Candidate]:
    """A bare TEMPAT right before the birth date is its place, a bare TANGGAL after the place its date.

    TGL, BLN and THN in columns of their own are a date in three parts.
    """
    fields = {column: field for field, _, column, _ in candidates}
    named = []
    for field, rank, column, heading in candidates:
        if field == "bare_place" and fields.get(column + 1) == "birth_date":
            field = "birth_place"
        elif field == "bare_date" and fields.get(column - 1) == "birth_place":
            field = "birth_date"
        elif field == "bare_month" and fields.get(column - 2) == "birth_place":
            field = "birth_month"
        elif field == "bare_year" and fields.get(column - 3) == "birth_place":
            field = "birth_year"
        if field not in BARE:
            named.append((field, rank, column, heading))
    return named


def _amount_beside_currency(layout: Layout, column: int, sample: Sequence[Row]) -> None:
    """Where "Rp" has a column of its own under the heading, the amount stands in the next one."""
    pairs = [(text_of(row[column]), text_of(row[column + 1])) for row in sample if column + 1 < len(row)]
    apart = [one for one in pairs if one[0].upper().rstrip(".") in ("RP", "IDR") and _has_digit(one[1])]
    taken = {*layout.columns.values(), *layout.extra.values()}
    if apart and len(apart) * 2 > sum(1 for one in pairs if one[0]) and column + 1 not in taken:
        layout.columns["wage"] = column + 1


def _employee_number(layout: Layout, others: list[Candidate], sample: Sequence[Row]) -> None:
    """A column NIK beside the identity number holds employee numbers, unless it has 16 digits too."""
    for _, _, column, heading in others:
        words = tokens(heading)
        mine = "NIK" in words and "KTP" not in words and "employee_no" not in layout.columns
        if mine and share_of_niks(column, sample) <= 0.3:
            layout.columns["employee_no"], layout.headings["employee_no"] = column, heading


def place(layout: Layout, name: str, column: int, heading: str) -> None:
    """Let a column hold a field, unless another one does already."""
    if name.startswith("part_name"):
        layout.name_parts.append(column)
    elif name.startswith("part:"):
        layout.parts.append((name[5:], column))
    elif name in EXTRA:
        if name in layout.extra:
            return
        layout.extra[name] = column
        layout.headings.setdefault("birth_date" if name == "birth" else name, heading)
    elif name not in layout.columns:
        layout.columns[name], layout.headings[name] = column, heading
    else:
        return  # a second column for the same field explains nothing more
    layout.score += name != "number"


def _identity_column(niks: list[Candidate], sample: Sequence[Row]) -> Candidate | None:
    """Of several columns the one whose cells are identity numbers; KTP is the surer word."""

    def worth(one: Candidate) -> tuple[bool, bool, int, int]:
        _, rank, column, heading = one
        return (share_of_niks(column, sample) > 0.5, "KTP" in tokens(heading), -rank, -column)

    best = max(niks, key=worth, default=None)
    if best and best[0] == "weak_nik" and len(niks) > 1 and not worth(best)[0]:
        return None
    return best


def share_of_niks(column: int, sample: Sequence[Row]) -> float:
    """How many of the filled cells of a column are identity numbers, right or spoilt: 0.0 to 1.0."""
    cells = [row[column] for row in sample if column < len(row) and text_of(row[column])]
    return sum(map(looks_like_nik, cells)) / len(cells) if cells else 0.0


def _second_birth_column(layout: Layout, column: int, sample: Sequence[Row]) -> None:
    """One heading TEMPAT/TGL LAHIR over two columns: first the place, then the date."""
    right = column + 1
    if right in layout.words:
        return
    pairs = [
        (text_of(row[column]), text_of(row[right]))
        for row in sample
        if right < len(row) and text_of(row[right]) and text_of(row[column])
    ]
    apart = [one for one in pairs if _has_digit(one[1]) and not _has_digit(one[0])]
    if len(apart) * 2 > len(pairs):
        del layout.extra["birth"]
        layout.columns.setdefault("birth_place", column)
        layout.columns.setdefault("birth_date", right)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
