"""The block over the table: NPP, company, unit and period, by their labels, wherever they stand."""

import re
from collections.abc import Iterable
from functools import cache

from ..texts import text_of
from .periods import months_in, read_period
from .vocabulary import LABELS

_GAP = "\t"
_LONGEST = {"npp": 20, "company": 300, "unit": 300, "period": 60}


@cache
def _pattern() -> re.Pattern[str]:
    labels = "|".join(f"(?P<{name}>{words})" for name, words in LABELS)
    return re.compile(rf"(?:^|(?<=[\t ]))(?:{labels}) *(?P<end>[:=\t])", re.IGNORECASE)


class Block:
    """What stands over the table, gathered row by row from every sheet and page."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.npps: list[str] = []
        self.months: list[str] = []
        self.people: int | None = None
        self.title = ""

    def row(self, cells: Iterable[object]) -> None:
        """Look for labels and their values in one row over the table; a printed line reads as it does."""
        self.line(getattr(cells, "text", None) or _GAP.join(map(text_of, cells)))

    def line(self, text: str) -> None:
        """The same, of a row as text: tabs divide cells."""
        text = text.strip()
        labels = [one for one in _pattern().finditer(text) if _is_label(one, text)]
        if not labels and text and len(self.title) < 2_000:
            self.title += f" {text}"
        for at, label in enumerate(labels):
            end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
            name = next(key for key, got in label.groupdict().items() if got is not None and key != "end")
            self._take(name, _value(text[label.end() : end]))

    def _take(self, name: str, value: str) -> None:
        if not value:
            return
        if name == "people":
            digits = "".join(re.findall(r"^\D{0,3}([\d.,]+)", value)).replace(".", "").replace(",", "")
            if digits and len(digits) < 9:
                self.people = int(digits)
            return
        if name == "npp":
            self.take_npp(value)
        elif name == "period":
            self.take_month(read_period(value))
        self.found.setdefault(name, value[: _LONGEST[name]])

    def take_npp(self, value: str) -> None:
        """A number of a group, from a label or from a column."""
        npp = value.strip()[:20]
        if any(map(str.isdigit, npp)) and _bare(npp) not in map(_bare, self.npps):
            self.npps.append(npp)

    def take_month(self, month: str | None) -> None:
        """A month that the list is about."""
        if month and month not in self.months:
            self.months.append(month)

    def header(self) -> dict[str, str | None]:
        """`{"npp", "company", "unit", "period", "month"}`; None for what is not printed."""
        month = self.months[0] if len(self.months) == 1 else None
        if not self.months:
            titled = months_in(self.title)
            month = titled[0] if len(titled) == 1 else None
        known = {name: self.found.get(name) for name in ("company", "unit", "period")}
        return {"npp": self.npps[0] if self.npps else None, **known, "month": month}


def _is_label(found: re.Match[str], text: str) -> bool:
    """A word within a cell is a label with a colon behind it; the end of its cell makes it none."""
    return found["end"] != _GAP or found.start() == 0 or text[found.start() - 1] == _GAP


def _bare(npp: str) -> str:
    return "".join(filter(str.isalnum, npp)).upper()


def _value(text: str) -> str:
    """The first cell with anything in it after a label."""
    parts = (part.strip(" :=\u00a0") for part in text.split(_GAP))
    return next((part for part in parts if part), "")
