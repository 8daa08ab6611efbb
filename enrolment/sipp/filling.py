"""A person's row in one of the portal's forms, and what stands in the way. Pure: no database.

What the page before the export shows is what the export writes: both call `filled`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from enrolment.sipp.layout import Column

_MOBILE = re.compile(r"(?:08|628)[0-9]{7,12}")
_KPJ = re.compile(r"[0-9A-Za-z]{8,15}")
# Degrees behind a comma and honours before the name, as people write them; only such words are called titles.
_BEFORE = frozenset(["dr", "drg", "drs", "dra", "ir", "prof", "h", "hj", "kh", "ust"])
_DOTTED = re.compile(r"[A-Z][A-Za-z]{0,3}\.(?: ?[A-Z][A-Za-z]{0,5}\.?)*(?: \([A-Za-z.]+\))?")
_PLAIN = frozenset("SE ST SH MM MT MH MPd MSi MAP SPd SSos SKM SIP SKom SAg AMd Amd BA SPt SP".split())  # noqa: SIM905


class Cause(NamedTuple):
    """Why somebody cannot go: a word of `wording.CAUSES`, and what it is about."""

    code: str
    about: str = ""


@dataclass(frozen=True)
class Group:
    """What a contribution group says for all its people."""

    pk: int
    npp: str
    segment: str
    work_location: str
    status_codes: Mapping[str, str]
    ktp_valid_until: dt.date | None
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (header, our value) -> the portal's


@dataclass(frozen=True)
class Filled:
    """A row as it would be written (heading -> text), and all that stands in its way."""

    values: dict[str, str]
    causes: list[Cause]


def split_title(name: str) -> tuple[str, str]:
    """(name, title): degrees behind a comma and honours before the name. Other words stay in the name."""
    first, comma, rest = name.partition(",")
    titles = [part.strip() for part in rest.split(",") if part.strip()]
    if not comma or not titles or not all(map(_is_degree, titles)):
        first, titles = name, []
    words, before = first.split(), []
    while len(words) > 1 and words[0].rstrip(".").lower() in _BEFORE and words[0].endswith("."):
        before.append(words.pop(0))
    return " ".join(words), ", ".join([" ".join(before), *titles] if before else titles)


def _is_degree(text: str) -> bool:
    return text in _PLAIN or bool(_DOTTED.fullmatch(text))


def filled(columns: Iterable[Column], person: Any, group: Group, *, month: dt.date, split: bool) -> Filled:
    """The person's row. `person` has the fields of `candidates.Candidate`; `month` is the sheet's; with
    `split`, titles found in the name go into the column for them instead of standing in the way."""
    known = _Known(person, group, month, split)
    causes = known.of_the_group()
    values = {}
    for column in columns:
        text, cause = known.written(column)
        values[column.header] = text
        if cause and cause not in causes:
            causes.append(cause)
    return Filled(values, causes)


class _Known:
    """What is known of one person, by the names that the columns use."""

    def __init__(self, person: Any, group: Group, month: dt.date, split: bool) -> None:
        self.person, self.group, self.month, self.split = person, group, month, split
        self.bare, self.titles = split_title(person.name)

    def of_the_group(self) -> list[Cause]:
        found = [] if self.group.npp else [Cause("npp_missing")]
        return [*found, Cause("segment_bpu")] if self.group.segment == "BPU" else found

    def written(self, column: Column) -> tuple[str, Cause | None]:
        if not column.source:
            return column.constant, None
        value = self.value(column)
        if value in (None, ""):
            return "", self._lacking(column)
        text = _text(column.kind, value)
        return text, _misshapen(column, text, value) or self._title(column)

    def value(self, column: Column) -> Any:
        source, group = column.source, self.group
        if source in ("name", "title", "first_name", "middle_name", "last_name"):
            return self._name(source)
        if source == "status_code":
            return group.status_codes.get(self.person.category)
        if source in ("npp", "work_location", "ktp_valid_until"):
            return getattr(group, source)
        if source == "month":
            return self.month
        value = getattr(self.person, source)
        if column.codes and value is not None:
            word = str(value).lower() if isinstance(value, bool) else str(value)
            return group.codes.get((column.header, word)) or column.codes.get(word)
        return value

    def _name(self, source: str) -> str:
        name = self.bare if self.split else self.person.name
        if source == "title":
            return self.titles if self.split else ""
        if source == "name":
            return name
        words = name.split()
        first, last = words[0], words[-1] if len(words) > 1 else ""
        parts = {"first_name": first, "middle_name": " ".join(words[1:-1]), "last_name": last}
        return parts[source]

    def _title(self, column: Column) -> Cause | None:
        named = column.source in ("name", "first_name")
        return Cause("title_in_name", self.titles) if named and self.titles and not self.split else None

    def _lacking(self, column: Column) -> Cause | None:
        if not column.required:
            return None
        about = {"status_code": "category", "end_reason": "end_reason"}.get(column.source)
        return Cause(f"{column.source}_missing", getattr(self.person, about) or "" if about else "")


def _text(kind: str, value: Any) -> str:
    if kind == "date":
        return f"{value:%d-%m-%Y}"
    if kind == "month":
        return f"{value:%m/%Y}"
    if kind == "money":
        return str(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))
    return " ".join(str(value).split())


def _misshapen(column: Column, text: str, value: Any) -> Cause | None:
    if column.kind == "money" and value <= 0:
        return Cause("wage_missing")
    if column.rule == "mobile" and not _MOBILE.fullmatch(text):
        return Cause("phone_shape", text)
    if column.rule == "kpj" and not _KPJ.fullmatch(text):
        return Cause("kpj_shape", text)
    if column.max and len(text) > column.max:
        return Cause("too_long", column.header)
    return None
