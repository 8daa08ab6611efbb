"""How alike a row of BPJS's list and a worker are, and in what.

Pure: two people in, a score and its reasons out. The score adds up evidence for and against, each part a
weight in the way of Fellegi and Sunter (how much more often it is seen in one person's two rows than in two
people's), set by hand and checked by `tests/bench`. Symmetrical: it does not matter which side is which.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from enrolment.reconciliation.spelling import folded, skeleton, words

ENOUGH = 7.5
_UNLIKE = 55.0  # names less alike than this, with no word in common, are not looked at any further
_FULL = 24.0  # evidence that counts as certain: 100


@dataclass(slots=True)
class Person:
    """One side of a possible pair. Only people of one `pool` are compared; `current` is false for who has
    left (ended with us, or no longer active with BPJS)."""

    key: int
    pool: int
    name: str
    birth_date: dt.date | None
    sex: str | None
    nik: str | None
    kpj: str | None
    current: bool = True
    words: tuple[str, ...] = field(init=False)
    sounds: tuple[str, ...] = field(init=False)
    each: frozenset[str] = field(init=False)
    sorted: str = field(init=False)
    joined: str = field(init=False)
    skeleton: str = field(init=False)
    born: str = field(init=False)
    has_initials: bool = field(init=False)

    def __post_init__(self) -> None:
        self.words = words(self.name)
        self.sounds = tuple(map(folded, self.words))
        self.each = frozenset(self.sounds)
        self.has_initials = any(len(word) == 1 for word in self.words)
        self.sorted = " ".join(sorted(self.sounds))
        self.joined = "".join(self.sounds)
        self.skeleton = skeleton(self.sounds)
        self.born = self.birth_date.strftime("%d%m%Y") if self.birth_date else ""


def likeness(a: Person, b: Person) -> tuple[float, list[str]]:
    """Evidence that both are one person, and the codes of what differs or speaks for it."""
    name, reasons = name_evidence(a, b)
    total = name
    if name < -3:  # nothing else makes up for another name: relatives share days, places and numbers
        return name - 10, reasons
    for evidence, code in (_birth(a, b), _nik(a, b), _kpj(a, b), _sex(a, b)):
        total += evidence
        reasons += [code] if code else []
    return (total if a.current and b.current else total - 1.0), reasons


def score_of(evidence: float) -> float:
    """Evidence as a number between 0 and 100 for the page."""
    return round(max(0.0, min(100.0, 40 + 60 * evidence / _FULL)), 2)


def same_name(ours: str, theirs: str) -> bool:
    """Whether two names are the same words in the same order, titles and punctuation aside."""
    one, other = "".join(words(ours)), "".join(words(theirs))
    return one == other if one or other else ours.split() == theirs.split()


def name_evidence(a: Person, b: Person) -> tuple[float, list[str]]:
    """How alike the names are: 7 for the same, below 0 for different ones."""
    if a.words == b.words:
        return 7.0, ["title"] if a.name.upper().split() != b.name.upper().split() else []
    if a.sounds == b.sounds:
        return 6.8, ["spelling"]
    if a.sorted == b.sorted:
        return 6.7, ["word_order"]
    if a.joined == b.joined:
        return 6.7, ["spaces"]
    return _nearly(a, b)


def _nearly(a: Person, b: Person) -> tuple[float, list[str]]:
    alike = max(fuzz.ratio(a.sorted, b.sorted), fuzz.ratio(a.joined, b.joined))
    if alike < _UNLIKE and not a.has_initials and not b.has_initials and a.each.isdisjoint(b.sounds):
        return _weight(alike), ["spelling"]
    best, code = alike, "spelling"
    initials = _with_initials(a, b)
    if initials > best:
        best, code = initials, "initials"
    fewer = _with_fewer_words(a.sounds, b.sounds)
    if fewer > best:
        best, code = fewer, "missing_word"
    return _weight(best), [code]


def _weight(ratio: float) -> float:
    """A likeness between 0 and 100 as evidence: nothing at 74, 6 at 97."""
    return min(6.5, (ratio - 74) * 0.26) if ratio >= 74 else max(-7.0, (ratio - 74) * 0.5)


def _with_initials(a: Person, b: Person) -> float:
    """How alike they are when a single letter stands for a word that begins with it."""
    if not (a.has_initials or b.has_initials):
        return 0.0
    mine, theirs = _without_common(a, b)
    shorter = _take_initials(mine, theirs) + _take_initials(theirs, mine)
    common = [word for word in a.sounds if word in b.sounds]
    if not shorter or not (common or (mine and theirs)):
        return 0.0
    return fuzz.ratio(_joined(common, mine), _joined(common, theirs)) - 4.0 * shorter


def _without_common(a: Person, b: Person) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The words, as they sound and as they stand, that only one of them has."""
    return tuple(
        [pair for pair in zip(one.sounds, one.words, strict=True) if pair[0] not in other.sounds]
        for one, other in ((a, b), (b, a))
    )  # type: ignore[return-value]


def _take_initials(mine: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> int:
    """Take away each single letter of the one side with the word of the other that it stands for."""
    taken = 0
    for pair in [pair for pair in mine if len(pair[1]) == 1]:
        full = next((other for other in theirs if other[1][0] == pair[1] and len(other[1]) > 1), None)
        if full is not None:
            mine.remove(pair)
            theirs.remove(full)
            taken += 1
    return taken


def _joined(common: list[str], rest: list[tuple[str, str]]) -> str:
    return " ".join(sorted([*common, *(sound for sound, _ in rest)]))


def _with_fewer_words(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How alike they are when one of them leaves out words of the other. One word that is left is enough for
    those whom numbers or days speak for as well."""
    few, many = (a, list(b)) if len(a) < len(b) else (b, list(a))
    if len(few) == len(many) or not few:
        return 0.0
    total = 0.0
    for word in few:
        best = max(many, key=lambda other: fuzz.ratio(word, other))
        total += fuzz.ratio(word, best) * len(word)
        many.remove(best)
    missing = len(many)
    alike = total / sum(map(len, few))
    if len(few) == 1:
        return (84.0 if len(few[0]) > 3 else 80.0) if alike == 100 and missing == 1 else 0.0
    return alike - 6.0 * missing


def _birth(a: Person, b: Person) -> tuple[float, str]:
    one, other = a.born, b.born
    if not one or not other:
        return 0.0, "no_birth_date"
    if one == other:
        return 6.0, ""
    if one[2:4] + one[:2] + one[4:] == other:
        return 4.5, "day_month"
    apart = OSA.distance(one, other, score_cutoff=2)
    if apart == 1:
        return 3.0, "date_digit"
    if one[2:] == other[2:] or one[:4] == other[:4]:
        return 1.4, "birth_date"
    if apart == 2:
        return -0.5, "birth_date"
    return -5.0, "birth_date"


def _nik(a: Person, b: Person) -> tuple[float, str]:
    """People born on one day in one district have numbers that differ in the serial alone: less evidence."""
    one, other = a.nik, b.nik
    if not one or not other:
        return 0.0, "no_nik"
    if one == other:
        return 12.0, "same_nik"
    apart = OSA.distance(one, other, score_cutoff=3)
    if one[:12] == other[:12]:
        return (3.0, "one_digit") if apart == 1 else (0.5, "other_nik")
    if apart == 1:
        return 9.0, "one_digit"
    if apart == 2:
        return 6.0, "two_digits"
    return -1.0, "other_nik"


def _kpj(a: Person, b: Person) -> tuple[float, str]:
    if not a.kpj or not b.kpj:
        return 0.0, ""
    if a.kpj == b.kpj:
        return 8.0, "same_kpj"
    return -0.5, ""


def _sex(a: Person, b: Person) -> tuple[float, str]:
    if not a.sex or not b.sex:
        return 0.0, ""
    return (0.3, "") if a.sex == b.sex else (-3.0, "sex")


def explain(pair: tuple[Person, Person]) -> dict[str, Any]:
    """A pair's score and reasons, as they are kept."""
    evidence, reasons = likeness(*pair)
    return {"score": score_of(evidence), "reasons": reasons}
