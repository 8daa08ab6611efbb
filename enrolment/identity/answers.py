"""What a file of the civil registry says about the people of an agency: every row ends in one bucket."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from agencies.models import Agency
from enrolment.models import IdentityAnswer, IdentityResult, Worker
from enrolment.spreadsheets.verdicts import meaning_of, plain

NOTHING_SAID = ""  # what a word may mean beside the results


@dataclass(frozen=True)
class Row:
    """One row: where it stands, its NIK or why that cannot be read, the word, and remarks."""

    sheet: str
    row: int
    nik: str | None
    code: str
    as_read: str
    word: str
    note: str


@dataclass(frozen=True)
class Verdict:
    """What would be noted about one worker."""

    worker: int
    name: str
    nik: str
    result: str
    note: str


@dataclass
class Outcome:
    """The buckets. `words`: each unknown word as it stands in the file -> rows; `open_words` of them are not
    explained yet. `again` are further rows that say the same of the same NIK."""

    verdicts: list[Verdict] = field(default_factory=list)
    again: int = 0
    contradicting: list[Row] = field(default_factory=list)
    strangers: list[Row] = field(default_factory=list)
    unreadable: list[Row] = field(default_factory=list)
    silent: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)
    meanings: dict[str, str | None] = field(default_factory=dict)
    known_niks: frozenset[str] = frozenset()

    @property
    def open_words(self) -> list[str]:
        return [word for word in self.words if self.meanings.get(word) is None]

    def of(self, result: str) -> list[Verdict]:
        return [one for one in self.verdicts if one.result == result]

    @property
    def counts(self) -> dict[str, int]:
        """Rows per bucket; they add up to `rows`."""
        found = {result.value: len(self.of(result)) for result in IdentityResult}
        for name in ("contradicting", "strangers", "unreadable", "silent", "waiting"):
            found[name] = len(getattr(self, name))
        found["again"] = self.again
        return found | {"rows": sum(found.values())}

    @property
    def shown(self) -> list[str]:
        """What a decision is about, for `seen`."""
        return [f"{one.worker}:{one.nik}:{one.result}" for one in self.verdicts]


def packed(rows: Iterable[list[Any]], sheets: list[dict[str, Any]]) -> bytes:
    """The rows of `spreadsheets.verdicts`, with their sheets' names, compressed."""
    named = [[sheets[number]["name"], *rest] for number, *rest in rows]
    return zlib.compress(json.dumps(named).encode())


def rows_of(answer: IdentityAnswer) -> list[Row]:
    """None once the answer is taken over."""
    return [Row(*row) for row in json.loads(zlib.decompress(bytes(answer.rows)))] if answer.rows else []


def unknown_words(rows: Iterable[Row]) -> dict[str, int]:
    """The words that the reader does not know, as the file first spells them, with how many rows say them."""
    spelt: dict[str, str] = {}
    found: dict[str, int] = {}
    for row in rows:
        if row.word and meaning_of(row.word) is None:
            word = spelt.setdefault(plain(row.word) or row.word, row.word)
            found[word] = found.get(word, 0) + 1
    return found


def remembered(agency: Agency) -> dict[str, str]:
    """What words meant in the agency's answers that were taken over, by their plain form. One that was taken
    back may have been explained wrongly: it teaches nothing."""
    told: dict[str, str] = {}
    answers = IdentityAnswer.objects.for_agency(agency).filter(applied_at__isnull=False, undone_at=None)
    for words in answers.order_by("applied_at").values_list("words", flat=True):
        told |= words
    return told


def outcome_of(agency: Agency, rows: list[Row], words: Mapping[str, str]) -> Outcome:
    """Every row in its bucket; `words` says what unknown ones mean, by their plain form. One query."""
    found = Outcome(words=unknown_words(rows))
    found.meanings = {word: words.get(plain(word) or word) for word in found.words}
    people = {nik: (pk, name) for nik, pk, name in _people(agency)}
    by_nik: dict[str, list[tuple[Row, str]]] = {}
    for row in rows:
        meaning = meaning_of(row.word) or words.get(plain(row.word) or row.word)
        if row.nik is None:
            found.unreadable.append(row)
        elif row.nik not in people:
            found.strangers.append(row)
        elif not row.word or meaning == NOTHING_SAID:
            found.silent.append(row)
        elif meaning is None:
            found.waiting.append(row)
        else:
            by_nik.setdefault(row.nik, []).append((row, meaning))
    for nik, said in by_nik.items():
        _settle(found, nik, said, *people[nik])
    return found


def _people(agency: Agency) -> Iterable[tuple[str, int, str]]:
    return Worker.objects.for_agency(agency).order_by().values_list("nik", "pk", "name")


def _settle(found: Outcome, nik: str, said: list[tuple[Row, str]], pk: int, name: str) -> None:
    """Rows that agree make one verdict; rows that do not make none."""
    results = {result for _row, result in said}
    if len(results) > 1:
        found.contradicting += [row for row, _result in said]
        return
    note = next((row.note for row, _result in said if row.note), "")
    found.verdicts.append(Verdict(pk, name, nik, results.pop(), note))
    found.again += len(said) - 1
