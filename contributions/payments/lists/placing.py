"""Whose each payment of a list is: by the kode iuran of a bill, by NPP, by name, or asked once.

Nothing is guessed: a name counts where it is exactly one of an agency's names. What was answered for one list
holds for the next (`PaymentList.matching["answers"]`: key -> group id, or OUT for what is no contribution).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from agencies.models import ContributionGroup, Region
from contributions.models import Bill, BillState, PaymentList
from contributions.payments.lists import sql
from contributions.payments.lists.houses import House, plain_npp
from contributions.payments.lists.kinds import RowKind, rows_of
from contributions.payments.lists.knowing import know
from enrolment.rosters.city.names import Directory
from enrolment.rosters.city.placing import offices_of

OUT = "out"
MOST_LISTS = 40  # earlier ones whose answers are remembered
_DIGITS = re.compile(r"(?<!\d)\d{6,20}(?!\d)")
_CONTRIBUTION = re.compile(r"bpjs|jamsostek|ketenagakerjaan|\biuran\b", re.IGNORECASE)

Said = tuple[str, str, str, str]
"""Code, NPP, payer and reference of a row."""


@dataclass
class Known:
    """What a house knows: groups by kode iuran of a bill, by NPP and by agency, names, answers."""

    house: House
    groups: dict[int, ContributionGroup]
    codes: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    npps: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_agency: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    directories: list[Directory] = field(default_factory=list)

    def place(self, said: Said) -> int | str | None:
        """The group (id), OUT, or None where nobody knows."""
        code, npp, payer, reference = said
        if found := self._by_code(code, payer, reference):
            return found
        if (answer := self._answered(key_of(said))) is not None:
            return answer
        same = self.npps.get(plain_npp(npp), []) if npp else []
        named = self._named(payer)
        if same:
            both = [group for group in same if group in named]
            return both[0] if len(both) == 1 else same[0] if len(same) == 1 else None
        if len(named) == 1 and not npp:
            return named[0]
        return self._only(said)

    def _by_code(self, code: str, payer: str, reference: str) -> int | None:
        if code in self.codes:
            return self.codes[code]
        printed = {self.codes[d] for d in _DIGITS.findall(f"{payer} {reference}") if d in self.codes}
        return printed.pop() if len(printed) == 1 and not code else None

    def _answered(self, key: str) -> int | str | None:
        answer = self.answers.get(key)
        if answer == OUT:
            return OUT
        return int(answer) if answer and answer.isdigit() and int(answer) in self.groups else None

    def _named(self, payer: str) -> list[int]:
        name = payer.split(" · ")[0]
        if not name:
            return []
        meant = {m.agency for m in (one.meaning(name) for one in self.directories) if m and m.agency}
        return self.by_agency.get(meant.pop(), []) if len(meant) == 1 else []

    def _only(self, said: Said) -> int | None:
        """An agency with one group: what its own bank paid to BPJS. Much else leaves that account too."""
        code, npp, payer, _reference = said
        if self.house.is_branch or len(self.groups) != 1 or npp:
            return None
        return next(iter(self.groups)) if code or _CONTRIBUTION.search(payer) else None

    def likely(self, said: Said) -> list[int]:
        """Groups (ids) to be offered first for a question."""
        _code, npp, payer, _reference = said
        same = self.npps.get(plain_npp(npp), []) if npp else []
        alike = [agency for one in self.directories for agency in one.suggestions(payer.split(" · ")[0])]
        return list(dict.fromkeys([*same, *(g for agency in alike for g in self.by_agency.get(agency, []))]))[
            :6
        ]


def key_of(said: Said) -> str:
    """What a question is asked by: the NPP, else the payer's words, else the code or reference."""
    code, npp, payer, reference = said
    for kind, text in (("npp", plain_npp(npp)), ("payer", " ".join(payer.lower().split()))):
        if text:
            return f"{kind}:{text}"
    return f"code:{code}" if code else f"reference:{reference}"


def known_of(found: PaymentList, house: House, said: Iterable[Said]) -> Known:
    """All that is needed to place the rows of a list. The number of queries does not depend on them."""
    groups = {group.pk: group for group in house.groups()}
    known = Known(house, groups)
    for group in groups.values():
        known.by_agency[group.agency_id].append(group.pk)
        if npp := plain_npp(group.npp):
            known.npps[npp].append(group.pk)
    told = {d for code, _npp, payer, ref in said for d in (code, *_DIGITS.findall(f"{payer} {ref}")) if d}
    bills = Bill.objects.filter(code__in=told, group__in=groups).exclude(state=BillState.VOID)
    known.codes = dict(bills.values_list("code", "group"))
    known.answers = _remembered(found, house) | found.matching.get("answers", {})
    known.directories = _directories(groups.values()) if house.is_branch else []
    return known


def _remembered(found: PaymentList, house: House) -> dict[str, str]:
    earlier = house.lists().exclude(pk=found.pk).filter(matching__has_key="answers").order_by("-uploaded_at")
    answers: dict[str, str] = {}
    for matching in reversed(earlier.values_list("matching", flat=True)[:MOST_LISTS]):
        kept = matching["answers"]
        answers |= {key: one for key, one in kept.items() if key.startswith(("npp:", "payer:"))}
    return answers


def _directories(groups: Iterable[ContributionGroup]) -> list[Directory]:
    regions: dict[Region, set[int]] = {}
    for group in groups:
        regions.setdefault(group.agency.region, set()).add(group.agency_id)
    return [
        Directory(region.name, [office for office in offices_of(region) if office.pk in agencies])
        for region, agencies in regions.items()
    ]


def said_of(found: PaymentList) -> list[Said]:
    """What the rows of a list say of whose they are, each different one once."""
    rows = found.rows.order_by().values_list("code", "npp", "payer", "reference").distinct()
    return list(rows)


def place(found: PaymentList, house: House) -> Known:
    """Give each row its group, and note which payments are known already. Returns what was known."""
    said = said_of(found)
    known = known_of(found, house, said)
    placed = [known.place(one) for one in said]
    columns = list(zip(*said, strict=True)) or [(), (), (), ()]
    told: dict[str, Any] = {"list": found.pk, "outs": [one == OUT for one in placed]}
    told["groups"] = [one if isinstance(one, int) else None for one in placed]
    told |= dict(zip(("codes", "npps", "payers", "references"), map(list, columns), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(sql.NO_NESTED_LOOPS)
        cursor.execute(sql.PLACE, told)
        cursor.execute(sql.NESTED_LOOPS)
    recognise(found, known)
    return known


def recognise(found: PaymentList, known: Known) -> None:
    """Note which rows of a list are payments that are entered already."""
    with connection.cursor() as cursor:
        cursor.execute(sql.NO_NESTED_LOOPS)
        know(found, list(known.groups))
        cursor.execute(sql.NESTED_LOOPS)


@dataclass(frozen=True)
class Question:
    """Rows of which nobody knows whose they are, by what they say."""

    key: str
    npp: str
    payer: str
    code: str
    rows: int
    sum: object
    likely: tuple[int, ...]


def questions(found: PaymentList, known: Known, most: int = 50) -> tuple[list[Question], int]:
    """What is asked of a list, largest sum first, and how many questions there are in all."""
    unplaced: QuerySet = rows_of(found).filter(kind=RowKind.UNPLACED).order_by()
    grouped = unplaced.values("code", "npp", "payer", "reference").annotate(n=Count("pk"), sum=Sum("amount"))
    asked: dict[str, list[Mapping]] = defaultdict(list)
    for one in grouped:
        asked[key_of((one["code"], one["npp"], one["payer"], one["reference"]))].append(one)
    ordered = sorted(asked.items(), key=lambda pair: -sum(one["sum"] or 0 for one in pair[1]))
    return [_question(key, ones, known) for key, ones in ordered[:most]], len(asked)


def _question(key: str, ones: list[Mapping], known: Known) -> Question:
    first = ones[0]
    said = (first["code"], first["npp"], first["payer"], first["reference"])
    return Question(
        key, first["npp"], first["payer"], first["code"], sum(one["n"] for one in ones),
        sum(one["sum"] or 0 for one in ones), tuple(known.likely(said)),
    )  # fmt: skip
