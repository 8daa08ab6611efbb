"""How a list's columns were matched by hand, kept for the next list with the same headings.

`PaymentList.matching`: `{"sheet", "header_row", "columns": {field: letter}, "headings": {heading: field},
"answers": {key: group id or "out"}}`; the newest list of a house with the same headings is the profile.
"""

from collections.abc import Mapping
from typing import Any

from contributions.models import PaymentList
from contributions.payments.lists.files import path_of
from contributions.payments.lists.houses import House
from enrolment.reconciliation.lists import remembering
from enrolment.reconciliation.lists.remembering import Matching
from enrolment.spreadsheets.payments.reader import look_at_payments

COLUMNS_OF = ("sheet", "header_row", "columns")


def given(found: PaymentList, house: House) -> Matching:
    """What the reader is told: the columns matched for this very list, and which way the money goes."""
    return {key: found.matching[key] for key in COLUMNS_OF if key in found.matching} | {"side": house.side}


def remembered(found: PaymentList, house: House) -> Matching | None:
    """The matching of an earlier list with the same headings, for a list whose own are not understood."""
    earlier = house.lists().exclude(pk=found.pk).filter(matching__has_key="headings").order_by("-uploaded_at")

    def look(header_row: int) -> Any:
        return look_at_payments(path_of(found), {"header_row": header_row, "side": house.side})["shown"]

    fitting = remembering.remembered(earlier, look)
    if fitting is None:
        return None
    kept, letters = fitting
    return kept | {"columns": {field: letters[heading] for heading, field in kept["headings"].items()}}


def headings_of(columns: Mapping[str, str], printed: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a matching for the next list: heading to field."""
    return {printed[letter]: field for field, letter in columns.items() if letter in printed}
