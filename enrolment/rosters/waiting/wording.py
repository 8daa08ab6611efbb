"""Waiting rows in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.pages import figures
from enrolment.models import AnswerKind, Sex, StagedRow
from enrolment.rosters.waiting.plans import Planned
from enrolment.rosters.wording import CAUSES, problems_of
from enrolment.spreadsheets.problem import ERROR


@dataclass(frozen=True)
class Line:
    """One row as a page with tick boxes shows it."""

    row: Planned | StagedRow
    ticked: bool
    causes: str
    becomes: str = ""
    read: str = ""
    sex: str = ""


def row_label(row: StagedRow | Planned) -> str:
    return _("Row %(row)s") % {"row": row.row_number}


def cause_words(codes: Iterable[str]) -> str:
    return "; ".join(str(CAUSES.get(code, code)) for code in dict.fromkeys(codes))


def causes_of(row: StagedRow) -> str:
    """Why a row waits, in a few words."""
    return cause_words(p.code for p in problems_of(row) if p.level == ERROR)


def planned_line(kind: AnswerKind, row: Planned, ticked: bool) -> Line:
    """What was read, what it becomes, and what the row still waits for then."""
    causes = cause_words(row.waits_for)
    if kind == AnswerKind.NO_WAGE or row.value is None:
        return Line(row, ticked, causes, _("no wage"), row.read)
    if kind == AnswerKind.DAILY_WAGE:
        return Line(row, ticked, causes, figures.rupiah(Decimal(row.value)), row.read)
    born = figures.short_day(dt.date.fromisoformat(row.value))
    return Line(row, ticked, causes, born, _day_read(row.read), str(Sex(row.sex).label) if row.sex else "")


def _day_read(read: str) -> str:
    """A day that was understood stands as ISO among the problems; anything else is shown as it was read."""
    try:
        return figures.short_day(dt.date.fromisoformat(read))
    except ValueError:
        return read
