"""What one answer would make of each row of a cause: shown first, then done exactly so."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from enrolment.models import AnswerKind, StagedKind, StagedRow, Upload, UploadState
from enrolment.seen import mark
from enrolment.spreadsheets.dates import Dates
from enrolment.spreadsheets.money import SMALLEST, plain_amount
from enrolment.spreadsheets.problem import ERROR

ANSWERS: dict[str, tuple[AnswerKind, ...]] = {
    "wage_invalid": (AnswerKind.NO_WAGE, AnswerKind.DAILY_WAGE),
    "birth_date_invalid": (AnswerKind.BIRTH_FROM_NIK,),
    "nik_birth_mismatch": (AnswerKind.BIRTH_FROM_NIK,),
}
"""The causes for which one answer is safe for all rows, and the answers."""
DAYS = range(1, 32)


@dataclass(frozen=True)
class Planned:
    """One row and what it gets: `value` is the new wage or birth date as text, None for no wage."""

    pk: int
    ordinal: int
    sheet: str
    row_number: int
    name: str | None
    nik: str | None
    read: str
    value: str | None
    sex: str | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """All rows that an answer is for; `unanswered` counts those of the cause that it cannot help."""

    cause: str
    kind: AnswerKind
    days: int | None
    rows: list[Planned] = field(default_factory=list)
    unanswered: int = 0

    @property
    def seen(self) -> str:
        """The mark of what a page showed: an answer is given only to what was seen."""
        return mark((row.pk, row.value, row.waits_for) for row in self.rows)


def plan(upload: Upload, cause: str, kind: AnswerKind, days: int | None = None) -> Plan:
    """What the answer would do now. Daily wages want `days` (1-31); without them nothing is planned."""
    rows, unanswered = [], 0
    for row in _rows(upload, cause).iterator(chunk_size=2000):
        value = _value(row, cause, kind, days)
        if value is None and kind != AnswerKind.NO_WAGE:
            unanswered += 1
        else:
            rows.append(_planned(row, cause, value))
    return Plan(cause, kind, days, rows, unanswered)


def _rows(upload: Upload, cause: str) -> QuerySet[StagedRow]:
    """Those that no saving has put on record."""
    rows = StagedRow.objects.filter(
        upload=upload, drop_reason=None, problems__contains=[{"code": cause}]
    ).order_by("ordinal")
    if upload.state == UploadState.CHECKED:
        return rows
    later = StagedKind.objects.filter(upload=upload, fixed_later=True).values("row")
    return rows.filter(Q(has_errors=True) | Q(pk__in=later))


def _value(row: StagedRow, cause: str, kind: AnswerKind, days: int | None) -> str | None:
    if kind == AnswerKind.DAILY_WAGE:
        wage = monthly_wage(_read(row, cause), days) if days else None
        return str(wage) if wage else None
    if kind == AnswerKind.BIRTH_FROM_NIK:
        born = birth_from_nik(row.nik, timezone.localdate())
        return born.isoformat() if born else None
    return None


def _read(row: StagedRow, cause: str) -> str:
    return next((p.get("read") or "" for p in row.problems or () if p["code"] == cause), "")


def _planned(row: StagedRow, cause: str, value: str | None) -> Planned:
    others = dict.fromkeys(_errors_beside(row, cause))
    return Planned(
        row.pk,
        row.ordinal,
        row.sheet,
        row.row_number,
        row.name,
        row.nik,
        _read(row, cause),
        value,
        sex_from_nik(row.nik),
        tuple(others),
    )


def _errors_beside(row: StagedRow, cause: str) -> Iterator[str]:
    return (p["code"] for p in row.problems or () if p["level"] == ERROR and p["code"] != cause)


def monthly_wage(read: str, days: int) -> Decimal | None:
    """A plain amount under 100,000 times the days of work; None where that is no monthly wage either."""
    amount = Decimal(plain_amount(read) or 0)
    if not 0 < amount < SMALLEST or days not in DAYS:
        return None
    return amount * days if amount * days >= SMALLEST else None


def birth_from_nik(nik: str | None, as_of: dt.date) -> dt.date | None:
    """The day that digits 7 to 12 say (a woman's day has 40 added), the century by age 15-75."""
    if not nik:
        return None
    day = int(nik[6:8])
    iso, _code = Dates(as_of).birth(f"{day - 40 if day > 40 else day:02}-{nik[8:10]}-{nik[10:12]}")
    return dt.date.fromisoformat(iso) if iso else None


def sex_from_nik(nik: str | None) -> str | None:
    return ("P" if int(nik[6:8]) > 40 else "L") if nik else None
