"""Cells that a plain value does not say: formulas with what they showed last, and failed ones."""

import datetime
from dataclasses import dataclass

Value = str | float | int | bool | datetime.date | None


@dataclass(frozen=True)
class Formula:
    """A formula and the value that its program stored beside it."""

    text: str
    value: Value


@dataclass(frozen=True)
class Failed:
    """A formula that failed, say `#REF!`."""

    text: str


@dataclass(frozen=True)
class Serial:
    """A day as the bare number that spreadsheets count it by: which one depends on the workbook."""

    day: datetime.date


def plain(cell: object) -> object:
    """What a person sees in the cell, as kinds without formulas keep it."""
    if isinstance(cell, Formula):
        return plain(cell.value)
    if isinstance(cell, Serial):
        return serial(cell.day)
    return cell.text if isinstance(cell, Failed) else cell


def serial(day: datetime.date, mac: bool = False) -> int:
    """A day as spreadsheets count it: from 1899-12-30, or in the 1904 system."""
    return (day - (datetime.date(1904, 1, 1) if mac else datetime.date(1899, 12, 30))).days


def is_blank(cell: object) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or cell == ""
