"""What the page of a correction shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from enrolment.models import StagedRow, Upload
from enrolment.rosters.wording import problems_with_places

SHOWN = 25
LEFT_OUT = {
    "no_code": _(
        "This row has no code. Copy the code from the file that was downloaded; hand new people in with a "
        "list of their own."
    ),
    "unknown": _("No row of this upload has this code. Download the rows again and correct that file."),
    "repeated": _("An earlier row of the file has the same code. Only the earlier one was taken."),
}
"""Why a row of a correction was left out, and what to do."""


def result_of(correction: Upload) -> dict[str, Any]:
    """Counts, the rows that are still wrong as they stand now, and the rows that were left out."""
    result = correction.summary["correction"]
    counts = result["counts"]
    ordinals = result["still_wrong"]
    waiting = StagedRow.objects.filter(
        upload=correction.parent_id, ordinal__in=ordinals, has_errors=True, drop_reason=None
    ).select_related("upload")
    left_out = [
        {"sheet": sheet, "row": row, "code": code or "", "todo": LEFT_OUT[word]}
        for word, sheet, row, code in result["left_out"]
    ]
    return {
        "closed": result["closed"],
        "corrected": counts.get("taken", 0),
        "still_wrong": counts.get("still_wrong", 0),
        "settled": counts.get("settled", 0),
        "left_out_count": sum(counts.get(word, 0) for word in LEFT_OUT),
        "left_out": left_out[:SHOWN],
        "left": counts.get("left", 0),
        "wrong_rows": [(row, problems_with_places(row)) for row in waiting[:SHOWN]],
    }
