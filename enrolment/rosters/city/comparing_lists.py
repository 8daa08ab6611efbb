"""What the rows of a city's file mean for the rosters of its agencies: all of them in a few statements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from enrolment.models import Upload
from enrolment.rosters.city import sql
from enrolment.workers.sql import many_rows

Counts = dict[tuple[UUID, int], dict[str, int]]
Units = list[tuple[str, str, str, str | None]]
"""sheet, text of the agency, text of the unit, the unit that is kept"""
_NAMES = ("new", "changed", "unchanged", "needs_fix", "elsewhere", "warnings")


def compare_many(file: Upload, lists: Sequence[tuple[UUID, int]]) -> Counts:
    """Compare lists, each `(upload, agency)`, with their agencies' rosters as they are now.

    Fills their kinds anew. Additions and changes only: nobody is missing from a list out of a city's file.
    """
    keys: dict[str, Any] = {
        "file": file.pk,
        "uploads": sorted({upload for upload, _agency in lists}),
        "agencies": sorted(agency for _upload, agency in lists),
    }
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.FORGET_KINDS, keys)
        cursor.execute(sql.COMPARE_MANY, keys)
        cursor.execute(sql.COUNT_MANY, keys)
        return {(row[0], row[1]): dict(zip(_NAMES, row[2:], strict=True)) for row in cursor.fetchall()}


def preview(file: Upload, units: Units) -> dict[str, dict[str, int]]:
    """Counts by agency id (as text) of the rows that lie in the file itself: nothing is handed out yet.

    `units` are settled before they would show as changes, in a savepoint that is rolled back, so that an
    answer can still be changed.
    """
    agencies = sheets_by_agency(file)
    with transaction.atomic():
        settle_units(file, units)
        found = compare_many(file, [(file.pk, agency) for agency in agencies])
        transaction.set_rollback(True)
    return {str(agency): counts for (_upload, agency), counts in found.items()}


def settle_units(file: Upload, units: Units) -> None:
    """Give the rows that found their agencies the unit within it (`placing.settled_units`)."""
    sheets, offices, texts, kept = ([one[n] for one in units] for n in range(4))
    keys: dict[str, Any] = {"sheets": sheets, "offices": offices, "units": texts, "kept": kept}
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.SETTLE_UNITS, {"upload": file.pk} | keys)


def sheets_by_agency(file: Upload) -> dict[int, list[str]]:
    """The agencies with rows in the file itself, and the sheets on which they stand."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SHEETS, {"upload": file.pk})
        return dict(cursor.fetchall())
