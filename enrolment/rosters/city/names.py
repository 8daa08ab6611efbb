"""Which agency a name in a city's file means. Pure: exact after normalising, never guessed.

Case, punctuation, numbering, the city's own name at the end and the usual abbreviations make no difference;
everything else does. What only looks alike is a suggestion for the person who is asked.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

_WORD = re.compile(r"[a-z0-9]+")
_NUMBERING = re.compile(r"^\s*\d{1,3}\s*[.)\-_]\s*(?=\D)")
_SHORT = {
    "din": "dinas",
    "dns": "dinas",
    "bdn": "badan",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "kab": "kabupaten",
    "sekt": "sekretariat",
    "sekr": "sekretariat",
    "bag": "bagian",
    "dgn": "dengan",
}
# Words that say what kind of office it is, not which.
_KINDS = frozenset(
    [
        "dinas",
        "badan",
        "kantor",
        "kecamatan",
        "kelurahan",
        "sekretariat",
        "bagian",
        "unit",
        "upt",
        "uptd",
        "dan",
    ]
)
_GOVERNMENT = frozenset(["pemerintah", "pemkot", "pemkab", "pemda", "daerah", "kota", "kabupaten"])
# Names that a spreadsheet program gives to sheets by itself: they say nothing about whose list it is.
_NAMELESS = re.compile(r"(sheet|lembar|halaman|data|table|worksheet|hal)?\s*\d*")

LEAVE_OUT, BY_UNIT, PART = "-", "*", ">"
SHEET, OFFICE, UNIT = "sheet", "office", "unit"


@dataclass(frozen=True)
class Office:
    """What is needed of an agency: its id, code and the names it goes by."""

    pk: int
    code: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What a name means: an agency (`own`: the name is the agency's, not that of a part of it), rows to be
    left out, or, for a sheet, that its work units decide."""

    agency: int | None = None
    own: bool = False
    left_out: bool = False
    by_unit: bool = False


def tokens(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: small letters, abbreviations written out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _WORD.findall(_NUMBERING.sub("", plain).replace("&", " dan "))
    return tuple(_SHORT.get(word, word) for word in words)


def is_nameless(sheet: str) -> bool:
    """Whether a sheet's name says nothing: `Sheet1`, `Lembar 2`, `3`."""
    return bool(_NAMELESS.fullmatch(sheet.strip().lower()))


class Directory:
    """The agencies of a city by their names, and what was answered before (`answers`: key -> agency code,
    `>code` for a part of it, `-` for nobody's, `*` for a sheet whose units decide)."""

    def __init__(self, region: str, offices: Sequence[Office], answers: dict[str, str] | None = None) -> None:
        self.offices = offices
        self.answers = answers or {}
        self._city = tokens(region)
        self._by_code = {office.code: office.pk for office in offices}
        self._known: dict[str, set[int]] = {}
        for office in offices:
            for name in office.names:
                self._known.setdefault(self.key(name), set()).add(office.pk)
        self._words = [
            (office.pk, [frozenset(tokens(name)) - _KINDS for name in office.names]) for office in offices
        ]

    def key(self, text: str) -> str:
        """The name as it is compared, without the city's own name at its end (`Dinas X Kota Serang`)."""
        words = tokens(text)
        size = len(self._city)
        if size and len(words) > size and words[-size:] == self._city:
            words = words[:-size]
        return " ".join(words)

    def is_city(self, text: str) -> bool:
        """Whether a text names only the city itself (`Pemkot Serang`): it says nothing of an agency."""
        return frozenset(tokens(text)) - _GOVERNMENT <= frozenset(self._city) - _GOVERNMENT

    def meaning(self, text: str) -> Meaning | None:
        """What a name means, or None where nobody knows (also where two agencies have that name)."""
        key = self.key(text)
        answer = self.answers.get(key)
        if answer is not None and (found := self._answered(answer)):
            return found
        known = self._known.get(key, set())
        return Meaning(agency=next(iter(known)), own=True) if len(known) == 1 else None

    def _answered(self, answer: str) -> Meaning | None:
        """An answer that names an agency which is no more counts for nothing."""
        if answer == LEAVE_OUT:
            return Meaning(left_out=True)
        if answer == BY_UNIT:
            return Meaning(by_unit=True)
        agency = self._by_code.get(answer.removeprefix(PART))
        return None if agency is None else Meaning(agency=agency, own=not answer.startswith(PART))

    def suggestions(self, text: str, most: int = 4) -> list[int]:
        """Ids of agencies with a name that looks alike, the most alike first."""
        key, words = self.key(text), frozenset(tokens(text)) - _KINDS
        same = sorted(self._known.get(key, ()))
        scored = [(max(_alike(words, names) for names in all_names), pk) for pk, all_names in self._words]
        alike = [pk for score, pk in sorted(scored, key=lambda s: -s[0]) if score >= 0.3 and pk not in same]
        return [*same, *alike][:most]


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have; a word that is cut, abbreviated or ends otherwise counts half."""
    if not one or not other:
        return 0.0
    same = len(one & other)
    cut = sum(any(_cut(a, b) for b in other - one) for a in one - other)
    return (same + cut / 2) * 2 / (len(one) + len(other))


def _cut(one: str, other: str) -> bool:
    shared = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    short, long = sorted((one, other), key=len)
    return shared >= 5 or 3 <= shared == len(short) or (len(short) >= 4 and short in long)


@dataclass(frozen=True)
class Group:
    """Rows of one sheet with the same texts for a work unit and for the agency above it (`None`: none)."""

    sheet: str
    unit: str | None
    rows: int
    samples: tuple[str, ...] = ()
    office: str | None = None


@dataclass(frozen=True)
class Question:
    """A name nobody knows: of a sheet, or a text in the agency's column (`is_office`) or the work unit's."""

    key: str
    text: str
    is_sheet: bool
    rows: int
    samples: tuple[str, ...]
    is_office: bool = False

    @property
    def masked(self) -> list[str]:
        """The names of some people in these rows, enough for who knows them and no more: `Si… Ra…`."""
        return [" ".join(w if len(w) < 3 else f"{w[:2]}…" for w in name.split()) for name in self.samples]


def placed(groups: Sequence[Group], directory: Directory) -> tuple[dict[Group, Meaning], list[Question]]:
    """Where each group of rows belongs, and what has to be asked, most rows first.

    The column of the agency decides, or that of the work unit (see `deciding`), where it names an agency;
    otherwise the sheet's name where that does, unless the file has that sheet alone and other agencies stand
    on it. Where neither does, one question per text is asked, or one for the sheet when it stands among
    others and none of its units is known.
    """
    found: dict[Group, Meaning] = {}
    asked: dict[str, list[tuple[Group, str, str]]] = {}
    texts = deciding(groups, directory)
    named = {group: _named(texts[group][0], directory) for group in groups}
    mixed = {group.sheet for group, meaning in named.items() if meaning}
    several = len({group.sheet for group in groups}) > 1
    for group in groups:
        meaning = named[group] or _of_sheet(group, directory, several, named.values())
        if meaning and not meaning.by_unit:
            found[group] = meaning
            continue
        text, column = texts[group]
        if column == UNIT and several and group.sheet not in mixed and meaning is None:
            text = None  # one question instead of one for each unit on the sheet
        text, column = (text, column) if text else (group.sheet, SHEET)
        asked.setdefault(directory.key(text) or text, []).append((group, text, column))
    questions = [_question(key, same) for key, same in asked.items()]
    return found, sorted(questions, key=lambda q: (-q.rows, q.text))


def answered(groups: Sequence[Group], directory: Directory) -> list[Question]:
    """The names in the file that somebody has answered, now or for an earlier file, most rows first: what was
    said of them can be looked at and said otherwise."""
    said: dict[str, list[tuple[Group, str, str]]] = {}
    for group in groups:
        for text, column in ((group.office, OFFICE), (group.unit, UNIT), (group.sheet, SHEET)):
            key = directory.key(text) or text if text else None
            if text and key in directory.answers:
                said.setdefault(key, []).append((group, text, column))
                break
    return sorted((_question(key, same) for key, same in said.items()), key=lambda q: (-q.rows, q.text))


def deciding(groups: Sequence[Group], directory: Directory) -> dict[Group, tuple[str | None, str]]:
    """The text that says whose rows these are, and which column it stands in: OFFICE or UNIT.

    The agency's column, where it names any agency of the city or the units name none. Empty, or with only
    the city itself, it says nothing; nor does it where somebody answered that the units decide.
    """
    offices = {g.office for g in groups if g.office and not directory.is_city(g.office)}
    units = {g.unit for g in groups if g.unit}
    if not any(_named(text, directory) for text in offices) and any(_named(t, directory) for t in units):
        offices = set()
    offices = {text for text in offices if (m := directory.meaning(text)) is None or not m.by_unit}
    return {g: (g.office, OFFICE) if g.office in offices else (g.unit, UNIT) for g in groups}


def unit_kept(group: Group, directory: Directory, agency: int) -> str | None:
    """The unit within its agency that a group of rows names: a text that is only the agency's own name is
    none, and without a unit a part of the agency that stands in the agency's column is one."""
    own = directory.meaning(group.unit) if group.unit else None
    unit = None if own and own.own and own.agency == agency else group.unit
    part = directory.meaning(group.office) if group.office and not unit else None
    return group.office if part and part.agency == agency and not part.own else unit


def _named(text: str | None, directory: Directory) -> Meaning | None:
    meaning = directory.meaning(text) if text else None
    return None if meaning and meaning.by_unit else meaning


def _of_sheet(
    group: Group, directory: Directory, several: bool, units: Iterable[Meaning | None]
) -> Meaning | None:
    """What the sheet's name says; that it is left out or decided by units counts too."""
    meaning = directory.meaning(group.sheet)
    others = {unit.agency for unit in units if unit and unit.agency}
    if meaning and not several and others - {meaning.agency}:
        return None
    if meaning and meaning.agency:
        return Meaning(agency=meaning.agency)  # the unit's own text stays: it is a part of the agency
    return meaning


def _question(key: str, asked: Iterable[tuple[Group, str, str]]) -> Question:
    same = sorted(asked, key=lambda one: -one[0].rows)
    (_group, text, column), *_rest = same
    samples = tuple(name for group, *_ in same for name in group.samples)[:3]
    rows = sum(group.rows for group, *_ in same)
    return Question(key, text, column == SHEET, rows, samples, column == OFFICE)
