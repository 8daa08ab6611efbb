"""How a list's columns were matched by hand, kept for the next list with the same headings.

`PaymentList.matching`: `{"sheet", "header_row", "columns": {field: letter}, "headings": {heading: field},
"answers": {key: group id or "out"}}`; the newest list of a house with the same headings is the profile.
"""

from collections.abc import Mapping
from typing import Any

from contributions.models import PaymentList
from contributions.payments.lists.files import path_of
from contributions.payments.lists.houses import House
from enrolment.spreadsheets.payments.reader import look_at_payments
from enrolment.spreadsheets.refusals import Unreadable

MOST = 8  # profiles that are tried: those used last
COLUMNS_OF = ("sheet", "header_row", "columns")

Matching = dict[str, Any]


def given(found: PaymentList, house: House) -> Matching:
    """What the reader is told: the columns matched for this very list, and which way the money goes."""
    return {key: found.matching[key] for key in COLUMNS_OF if key in found.matching} | {"side": house.side}


def remembered(found: PaymentList, house: House) -> Matching | None:
    """The matching of an earlier list with the same headings, for a list whose own are not understood."""
    for profile in _profiles(found, house):
        asked = {"header_row": profile["header_row"], "side": house.side}
        try:
            seen = look_at_payments(path_of(found), asked)["shown"]
        except Unreadable:
            return None
        if seen and (columns := _columns(profile["headings"], seen["headings"])):
            kept = {"sheet": seen["name"], "header_row": seen["header_row"], "columns": columns}
            return kept | {"headings": profile["headings"]}
    return None


def _profiles(found: PaymentList, house: House) -> list[Matching]:
    """The newest of each, without those that know no headings."""
    earlier = house.lists().exclude(pk=found.pk).filter(matching__has_key="headings").order_by("-uploaded_at")
    known: list[Matching] = []
    for matching in earlier.values_list("matching", flat=True)[: MOST * 4]:
        same = any(matching["headings"] == one["headings"] for one in known)
        if matching["headings"] and matching.get("header_row") and not same:
            known.append(matching)
    return known[:MOST]


def _columns(headings: Mapping[str, str], printed: Mapping[str, str]) -> dict[str, str]:
    """Field: letter, where all headings of a profile are there; otherwise nothing."""
    letters = {heading: letter for letter, heading in reversed(list(printed.items()))}
    if not headings or not headings.keys() <= letters.keys():
        return {}
    return {field: letters[heading] for heading, field in headings.items()}


def headings_of(columns: Mapping[str, str], printed: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a matching for the next list: heading to field."""
    return {printed[letter]: field for field, letter in columns.items() if letter in printed}
