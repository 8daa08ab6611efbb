"""One row of a list of payments: a payment, or one of the things that stand between them."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..dates import Dates
from ..fields import column_letter
from ..lists.amounts import Amounts, cents
from ..lists.periods import read_period
from ..texts import NOTHING, text_of
from .headers import Layout
from .words import field_over, parted, way_of

BLANK, TOTAL, REPEATED, NUMBERING = "blank", "total", "repeated header", "column numbering"
NOTE, OTHER_WAY = "note", "other way"
_TOTAL = re.compile(r"(?:sub\s*|grand\s*)?(?:jumlah|jml|total|saldo|terbilang)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"[(\[]?\s*\d{1,2}\s*[)\]]?\.?")
_CLOCK = re.compile(r"[\sT,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?:\s*(?:WIB|WITA|WIT|AM|PM))?Z?$", re.I)
_RUN = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")  # 20200310, as banks' systems write it
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_CODE = re.compile(r"[^0-9A-Za-z]")
_LONGEST = {"code": 60, "npp": 60, "payer": 300, "channel": 60, "reference": 60}
_FIRST_DAY = datetime.date(2014, 1, 1)  # before it there was no BPJS Ketenagakerjaan

_FIRST_RUN = 20_140_101  # no serial number of a day is as large

Problems = list[dict[str, Any]]


class Rows:
    """Reads the rows under one heading. Problems of level `error` keep a row from being saved."""

    def __init__(self, layout: Layout, first_column: int, dates: Dates, amounts: Amounts) -> None:
        self.layout, self.first_column = layout, first_column
        self.dates, self.amounts = dates, amounts

    def kind(self, row: Sequence[object]) -> str:
        """What stands between payments by its word; empty for a payment."""
        texts = [text for cell in row if (text := text_of(cell))]
        if not texts:
            return BLANK
        if _TOTAL.match(next((text for text in texts if not text[0].isdigit()), "")):
            return TOTAL
        columns = self.layout.columns
        if len(texts) > 2 and all(map(_NUMBERING.fullmatch, texts)):
            return NUMBERING
        named = field_over((self._text(row, "amount"),)) or ("", 0)
        if named[0] in ("amount", "debit", "credit"):
            return REPEATED
        money, day = self._money(row), self._text(row, "paid_on")
        if self._way(row) not in ("", self.layout.side) or (not money and self._at(row, self.layout.other)):
            return OTHER_WAY
        if not money and not (
            day and any(self._text(row, name) for name in ("code", "npp") if name in columns)
        ):
            return NOTE
        known = [
            name for name in columns if name not in ("amount", "number", "way") and self._text(row, name)
        ]
        return "" if known else TOTAL

    def _way(self, row: Sequence[object]) -> str:
        """Which way the money went, where the bank says so behind the amount or in a column beside it."""
        written = self.layout.columns.get("amount")
        behind = parted(row[written])[1] if written is not None and written < len(row) else ""
        return behind or way_of(self._text(row, "way"))

    def _money(self, row: Sequence[object]) -> str:
        """The cell of the amount; a zero on one side of a statement says nothing."""
        text = self._text(row, "amount")
        if self.layout.other is not None and not self.amounts.read(self._cell(row, "amount"))[0]:
            return "" if text.strip("0.,-") == "" else text
        return text

    def _at(self, row: Sequence[object], column: int | None) -> bool:
        return column is not None and column < len(row) and text_of(row[column]) not in NOTHING

    def _cell(self, row: Sequence[object], name: str) -> object:
        column = self.layout.columns.get(name)
        cell = row[column] if column is not None and column < len(row) else None
        return parted(cell)[0] if name == "amount" else cell

    def _text(self, row: Sequence[object], name: str) -> str:
        text = text_of(self._cell(row, name))
        return "" if text in NOTHING else text

    def values(self, row: Sequence[object]) -> tuple[dict[str, str | None], Problems]:
        """The fields of a payment as text, and what is wrong with them."""
        problems: Problems = []
        found: dict[str, str | None] = {
            "code": self._code(row, problems),
            "npp": self._plain(row, "npp"),
            "payer": " · ".join(filter(None, (self._plain(row, "payer"), self._plain(row, "note"))))[:300],
            "month": self._month(row, problems),
            "paid_on": self._day(row, problems),
            "amount": self._amount(row, problems),
            "channel": self._plain(row, "channel"),
            "reference": self._plain(row, "reference"),
        }
        return found, problems

    def _note(self, problems: Problems, level: str, code: str, name: str, read: str) -> None:
        column = self.layout.columns.get(name)
        letter = None if column is None else column_letter(column + self.first_column)
        problems.append({"level": level, "code": code, "column": letter, "read": read[:80]})

    def _plain(self, row: Sequence[object], name: str) -> str:
        return self._text(row, name)[: _LONGEST.get(name, 300)]

    def _code(self, row: Sequence[object], problems: Problems) -> str:
        """Digits (and letters); one that Excel has rounded is left out, for it names another payment."""
        cell, text = self._cell(row, "code"), self._text(row, "code")
        if (isinstance(cell, float) and cell >= 1e15) or _ROUNDED.fullmatch(text):
            self._note(problems, "warning", "code_damaged", "code", text)
            return ""
        code = _CODE.sub("", text)
        if code and not (code.isascii() and code.isdigit() and 6 <= len(code) <= 20):
            self._note(problems, "warning", "code_unusual", "code", text)
        return code[:60]

    def _month(self, row: Sequence[object], problems: Problems) -> str | None:
        text = self._text(row, "month")
        if not text:
            return None
        month = read_period(self._cell(row, "month"))
        if month is None or not "2014-01" <= month <= f"{self.dates.as_of.year + 1}-12":
            self._note(problems, "warning", "month_invalid", "month", text)
            return None
        return f"{month}-01"

    def _day(self, row: Sequence[object], problems: Problems) -> str | None:
        cell, text = self._cell(row, "paid_on"), self._text(row, "paid_on")
        if not text:
            self._note(problems, "error", "day_missing", "paid_on", "")
            return None
        if isinstance(cell, str) or (isinstance(cell, (int, float)) and cell >= _FIRST_RUN):
            cell = _RUN.sub(r"\1-\2-\3", _CLOCK.sub("", text.strip()))
        day, _code = self.dates.start(cell)
        if day is None or datetime.date.fromisoformat(day) < _FIRST_DAY:
            self._note(problems, "error", "day_invalid", "paid_on", text)
            return None
        if datetime.date.fromisoformat(day) > self.dates.as_of:
            self._note(problems, "error", "day_ahead", "paid_on", text)
        return day

    def _amount(self, row: Sequence[object], problems: Problems) -> str | None:
        cell, text = self._cell(row, "amount"), self._text(row, "amount")
        value, code = self.amounts.read(cell)
        if value is None:
            self._note(problems, "error", code or "amount_missing", "amount", text)
            return None
        if code:
            self._note(problems, "warning", code, "amount", text)
        amount = cents(value)
        if amount <= 0:
            self._note(problems, "error", "amount_not_positive", "amount", text)
            return None
        return str(amount)

    def stated(self, row: Sequence[object]) -> Decimal | None:
        """The sum that a footer names."""
        value = self.amounts.read(self._cell(row, "amount"))[0]
        return None if value is None else cents(value)
