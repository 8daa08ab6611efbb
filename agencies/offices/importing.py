"""Trying a workbook of agencies and taking it over: the same resource on the same rows, both times."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.members.workbook import Sheet
from agencies.models import Region
from agencies.offices.resources import AgencyResource, dataset

WORDS = {
    "new": _("new"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "needs_fix": _("needs fixing"),
}
SIGNS = {"new": "new", "update": "changed", "skip": "unchanged", "invalid": "needs_fix", "error": "needs_fix"}


@dataclass(frozen=True)
class Line:
    """One row: its number in the sheet, what happens with it, and what is wrong if anything is."""

    row: int
    code: str
    name: str
    sign: str
    problems: tuple[str, ...]


def try_out(*, sheet: Sheet, region: Region, by: object) -> list[Line]:
    """What taking the sheet over would do, row by row. Everything is taken back."""
    with transaction.atomic():
        lines = _run(sheet, region, by)
        transaction.set_rollback(True)
    access.renew(by)
    return lines


@transaction.atomic
def take_over(*, sheet: Sheet, region: Region, by: object) -> list[Line]:
    """Add and change agencies by the rows that are in order; the others are left out."""
    return _run(sheet, region, by)


def _run(sheet: Sheet, region: Region, by: object) -> list[Line]:
    resource = AgencyResource(region, by)
    result = resource.import_data(dataset(sheet), use_transactions=False, raise_errors=False)
    problems = {invalid.number: _messages(invalid) for invalid in result.invalid_rows}
    lines = []
    for number, (row, outcome) in enumerate(zip(sheet.rows, result.rows, strict=True), start=1):
        wrong = problems.get(number, ()) or tuple(_words(error.error) for error in outcome.errors)
        sign = SIGNS["invalid" if wrong else outcome.import_type or "error"]
        lines.append(Line(row.number, row.values.get("code", ""), row.values.get("name", ""), sign, wrong))
    return lines


def _messages(invalid: object) -> tuple[str, ...]:
    return tuple(str(message) for message in invalid.error.messages)  # type: ignore[attr-defined]


def _words(error: Exception) -> str:
    return " ".join(getattr(error, "messages", None) or [str(error)])
