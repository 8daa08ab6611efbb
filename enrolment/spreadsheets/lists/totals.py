"""Whether a list adds up to its footer, to the cent, and has as many people as it says."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from .amounts import Amounts, cents
from .fields import MONEY
from .refusals import Unreadable
from .rows import Footer

Sums = Mapping[str, Sequence[Decimal | None]]


def summed(sums: Sums, start: int, end: int) -> dict[str, tuple[Decimal, Decimal]]:
    """Per column the sum of rounded and of unrounded values (workbooks may keep more than they show)."""
    found = {}
    for field in MONEY:
        if field in sums:
            values = [value for value in sums[field][start:end] if value is not None]
            exact = sum(values, Decimal(0))
            whole = all(value == cents(value) for value in set(values))
            found[field] = (exact if whole else sum(map(cents, values), Decimal(0)), exact)
    return found


def check(
    footers: Sequence[Footer], sums: Sums, unread: Mapping[str, Sequence[Mapping[str, str]]], amounts: Amounts
) -> dict[str, str]:
    """What the last footer states, by column; raises `total_differs`.

    Each footer is about everything above it, or about what stands since the footer before: units and sheets
    have totals of their own. Where one is called "Jumlah Seluruhnya", the last such decides for the list.
    """
    since = last = 0  # people above the footer before, and above the one before a row of its own
    stated: dict[str, Decimal] = {}
    grand = [footer for footer in footers if footer.grand]
    for footer in grand or footers:
        told = {f: cents(v) for f, cell in footer.cells.items() if (v := amounts.read(cell)[0]) is not None}
        if footer.people != last:
            since, last = last, footer.people
        wrong = {f: v for f, v in told.items() if not _fits(f, v, last, since, sums)}
        if wrong:
            raise _differs(wrong, footer, sums, unread, since=since if len(wrong) < len(told) else 0)
        if all(_fits(f, v, last, 0, sums) for f, v in told.items()):
            stated = told or stated
        else:
            stated = {f: stated.get(f, Decimal(0)) + v for f, v in told.items()}
    return {field: str(value) for field, value in stated.items()}


def check_people(stated: int | None, counted: int) -> None:
    """Raises `people_differ`."""
    if stated is not None and stated != counted:
        raise Unreadable("people_differ", {"stated": stated, "counted": counted})


def _fits(field: str, told: Decimal, end: int, last: int, sums: Sums) -> bool:
    for start in {0, last}:
        both = summed({field: sums[field]}, start, end)[field] if field in sums else None
        if both and told in (cents(both[0]), cents(both[1])):
            return True
    return False


def _differs(
    wrong: Mapping[str, Decimal],
    footer: Footer,
    sums: Sums,
    unread: Mapping[str, Sequence[Mapping[str, str]]],
    since: int,
) -> Unreadable:
    field = next((one for one in wrong if one in unread), next(iter(wrong)))
    cells = unread.get(field, ())
    have = summed({field: sums.get(field, ())}, since, footer.people)[field][0]
    params: dict[str, object] = {
        "column": field,
        "stated": str(wrong[field]),
        "summed": str(cents(have)),
        "unread": len(cells),
        "cells": [f"{one['cell']} “{one['read']}”" for one in cells[:5]],
        "sheet": footer.sheet,
        "row": footer.row,
        "more": [one for one in wrong if one != field],
    }
    return Unreadable("total_differs", params)
