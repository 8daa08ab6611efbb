"""What a statement is about: the rows of a list, their sum, their counts, and what changed since."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from agencies.models import Agency
from enrolment.models import Category, Sex

# One line for each person on the list, as JSON: NIK, name, birth date (ISO or null), category; by NIK.
_LINES = """
select json_build_array(w.nik, w.name, w.birth_date, w.category)::text, w.category, coalesce(w.sex, '')
from enrolment_worker w
join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = %(agency)s and e.ended_on is null
where w.agency_id = %(agency)s
order by w.nik collate "C"
"""
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Content:
    """A list's lines and its counts: category -> sex (`L`, `P`, empty where unknown) -> people."""

    lines: tuple[str, ...]
    counts: Counts

    @property
    def digest(self) -> str:
        return digest_of(self.lines)


def content_of(agency: Agency) -> Content:
    """The agency's list as it is now. One query."""
    lines: list[str] = []
    counts: dict[str, Counter[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"agency": agency.pk})
        for line, category, sex in cursor.fetchall():
            lines.append(line)
            counts.setdefault(category, Counter())[sex] += 1
    return Content(tuple(lines), {category: dict(found) for category, found in counts.items()})


def digest_of(lines: Iterable[str]) -> str:
    """The sha256 (hex) of the lines in UTF-8, with a line feed between them."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def packed(lines: Iterable[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode())


def unpacked(rows: bytes) -> tuple[str, ...]:
    """The lines again; none for a statement about an empty list."""
    text = zlib.decompress(bytes(rows)).decode() if rows else ""
    return tuple(text.split("\n")) if text else ()


@dataclass(frozen=True)
class Drift:
    """Who is different between two lists: (NIK, name), by name."""

    new: list[tuple[str, str]]
    changed: list[tuple[str, str]]
    left: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.left)


def drift(then: Iterable[str], now: Iterable[str]) -> Drift:
    """What changed from one list to another: somebody is the same by their NIK."""
    before, after = _by_nik(then), _by_nik(now)

    def people(rows: dict[str, list], niks: Iterable[str]) -> list[tuple[str, str]]:
        return sorted(((nik, rows[nik][1]) for nik in niks), key=lambda p: (p[1].casefold(), p[0]))

    both = before.keys() & after.keys()
    return Drift(
        new=people(after, after.keys() - before.keys()),
        changed=people(after, [nik for nik in both if before[nik] != after[nik]]),
        left=people(before, before.keys() - after.keys()),
    )


def _by_nik(lines: Iterable[str]) -> dict[str, list]:
    rows = (json.loads(line) for line in lines)
    return {row[0]: row for row in rows}


@dataclass(frozen=True)
class CountRow:
    """One line of the table in the letter."""

    label: str
    men: int
    women: int
    unknown: int

    @property
    def total(self) -> int:
        return self.men + self.women + self.unknown


def count_rows(counts: Counts) -> list[CountRow]:
    """Categories in the order of `Category`, only those that occur; labels in the language in force."""
    return [
        _count_row(Category(category).label, counts[category]) for category in Category if category in counts
    ]


def sum_row(counts: Counts, label: str) -> CountRow:
    everybody: Counter[str] = Counter()
    for found in counts.values():
        everybody.update(found)
    return _count_row(label, everybody)


def _count_row(label: object, found: Mapping[str, int]) -> CountRow:
    return CountRow(str(label), found.get(Sex.MALE, 0), found.get(Sex.FEMALE, 0), found.get("", 0))
