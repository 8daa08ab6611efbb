"""How columns that were matched by hand are found again, of whatever kind of list: by the headings.

A matching is `{"sheet": name or None, "header_row": number or None, "headings": {heading: field}, …}`; the
newest list with the same headings is the profile.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from enrolment.spreadsheets.refusals import Unreadable

MOST = 8  # profiles that are tried: those used last

Matching = dict[str, Any]
Letters = dict[str, str]
"""Heading: its column's letter."""


def remembered(
    earlier: QuerySet, look: Callable[[int], Mapping[str, Any] | None]
) -> tuple[Matching, Letters] | None:
    """The matching of the newest of the earlier lists whose headings a file has too, as it fits that file:
    without its columns, but with the letters of its headings. `look` shows the file with its header in
    that row (None: no sheet), or raises Unreadable."""
    newest = earlier.values_list("matching", flat=True)[: MOST * 4]
    for profile in islice(_apart(newest), MOST):
        try:
            seen = look(profile["header_row"])
        except Unreadable:
            return None
        if seen and (letters := _letters(profile["headings"], seen["headings"])):
            kept = {"sheet": seen["name"], "header_row": seen["header_row"], "headings": profile["headings"]}
            return kept, letters
    return None


def _apart(matchings: Iterable[Matching]) -> Iterator[Matching]:
    """The newest of each, without those that know no headings."""
    known: list[Mapping[str, str]] = []
    for matching in matchings:
        headings = matching.get("headings")
        if headings and matching.get("header_row") and headings not in known:
            known.append(headings)
            yield matching


def _letters(headings: Mapping[str, str], printed: Mapping[str, str]) -> Letters:
    """The letters of a profile's headings, where all of them are there; otherwise nothing."""
    letters = {heading: letter for letter, heading in reversed(list(printed.items()))}
    return {heading: letters[heading] for heading in headings} if headings.keys() <= letters.keys() else {}
