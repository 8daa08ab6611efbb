"""How a list's columns were matched by hand, kept for the next list with the same headings.

`ParticipantList.matching`: `{"sheet": name or None, "header_row": number or None,
"columns": {field: [letters]}, "headings": {heading: field}}`; the newest list of a house with the same
headings is the profile.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from enrolment.models import ParticipantList
from enrolment.reconciliation.lists.houses import House
from enrolment.rosters import storage
from enrolment.spreadsheets.lists.reader import look_at_list
from enrolment.spreadsheets.refusals import Unreadable

MOST = 8  # profiles that are tried: those used last

Matching = dict[str, Any]


def given(found: ParticipantList) -> Matching | None:
    """What the reader is told of a list's columns: what was matched for this very list, else nothing."""
    kept = {key: found.matching[key] for key in ("sheet", "header_row", "columns") if key in found.matching}
    return kept or None


def remembered(found: ParticipantList, house: House) -> Matching | None:
    """The matching of an earlier list with the same headings, for a list whose own are not understood."""
    for profile in _profiles(found, house):
        try:
            seen = look_at_list(storage.path_of(found), {"header_row": profile["header_row"]})["shown"]
        except Unreadable:
            return None
        if seen and (columns := _columns(profile["headings"], seen["headings"])):
            row = seen["header_row"]
            kept = {"sheet": seen["name"], "header_row": row, "columns": columns}
            return kept | {"headings": profile["headings"]}
    return None


def _profiles(found: ParticipantList, house: House) -> Iterator[Matching]:
    """The newest of each, without those that know no headings."""
    earlier = house.lists().exclude(pk=found.pk).exclude(matching={}).order_by("-uploaded_at")
    known: list[dict[str, str]] = []
    for matching in earlier.values_list("matching", flat=True)[: MOST * 4]:
        headings = matching.get("headings")
        if headings and matching.get("header_row") and headings not in known and len(known) < MOST:
            known.append(headings)
            yield matching


def _columns(headings: Mapping[str, str], printed: Mapping[str, str]) -> dict[str, list[str]]:
    """Field: letters, where all headings of a profile are there; otherwise nothing."""
    letters = {heading: letter for letter, heading in reversed(list(printed.items()))}
    if not headings or not headings.keys() <= letters.keys():
        return {}
    columns: dict[str, list[str]] = {}
    for heading, field in headings.items():
        columns.setdefault(field, []).append(letters[heading])
    return columns


def headings_of(columns: Mapping[str, list[str]], printed: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a matching for the next list: heading to field."""
    chosen = {letter: field for field, letters in columns.items() for letter in letters}
    return {printed[letter]: field for letter, field in chosen.items() if letter in printed}
