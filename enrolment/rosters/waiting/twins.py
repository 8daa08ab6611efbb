"""Two rows of one file with one NIK, side by side."""

from dataclasses import dataclass

from enrolment.models import StagedRow, Upload, UploadState
from enrolment.problems import field_label
from enrolment.rosters.tables import shown_value
from enrolment.spreadsheets.fields import FIELDS


@dataclass(frozen=True)
class Twin:
    """Another row with the same NIK: `lines` are label, this row's value, the other's, and whether they
    differ. `droppable` while the other row is not on the list yet."""

    row: StagedRow
    lines: list[tuple[str, str, str, bool]]
    droppable: bool


def twin_of(row: StagedRow, upload: Upload) -> Twin | None:
    """The first other row of the upload with the row's NIK, unless it was dropped."""
    others = StagedRow.objects.filter(upload=upload, nik=row.nik, drop_reason=None).exclude(pk=row.pk)
    other = others.order_by("ordinal").first() if row.nik else None
    if other is None:
        return None
    return Twin(other, _lines(row, other), upload.state == UploadState.CHECKED or other.has_errors)


def _lines(row: StagedRow, other: StagedRow) -> list[tuple[str, str, str, bool]]:
    lines = []
    for field in FIELDS:
        ours, theirs = getattr(row, field), getattr(other, field)
        if ours is not None or theirs is not None:
            values = shown_value(field, ours), shown_value(field, theirs)
            lines.append((field_label(field), *values, ours != theirs))
    return lines
