"""How a list's columns were matched by hand, kept for the next list with the same headings.

`ParticipantList.matching`: `{"sheet": name or None, "header_row": number or None,
"columns": {field: [letters]}, "headings": {heading: field}}`; the newest list of a house with the same
headings is the profile.
"""

from collections.abc import Mapping
from typing import Any

from enrolment.models import ParticipantList
from enrolment.reconciliation.lists import remembering
from enrolment.reconciliation.lists.houses import House
from enrolment.reconciliation.lists.remembering import Matching
from enrolment.rosters import storage
from enrolment.spreadsheets.lists.reader import look_at_list


def given(found: ParticipantList) -> Matching | None:
    """What the reader is told of a list's columns: what was matched for this very list, else nothing."""
    kept = {key: found.matching[key] for key in ("sheet", "header_row", "columns") if key in found.matching}
    return kept or None


def remembered(found: ParticipantList, house: House) -> Matching | None:
    """The matching of an earlier list with the same headings, for a list whose own are not understood."""
    earlier = house.lists().exclude(pk=found.pk).exclude(matching={}).order_by("-uploaded_at")

    def look(header_row: int) -> Any:
        return look_at_list(storage.path_of(found), {"header_row": header_row})["shown"]

    fitting = remembering.remembered(earlier, look)
    if fitting is None:
        return None
    kept, letters = fitting
    columns: dict[str, list[str]] = {}
    for heading, field in kept["headings"].items():
        columns.setdefault(field, []).append(letters[heading])
    return kept | {"columns": columns}


def headings_of(columns: Mapping[str, list[str]], printed: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a matching for the next list: heading to field."""
    chosen = {letter: field for field, letters in columns.items() for letter in letters}
    return {printed[letter]: field for letter, field in chosen.items() if letter in printed}
