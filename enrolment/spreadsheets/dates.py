"""Dates as people write them: day first, Indonesian month names, serial numbers, two-digit years."""

import datetime

from .patterns import Pattern
from .texts import NOTHING, text_of

_MONTH_NAMES = """
jan januari djanuari january januar|feb peb februari pebruari febuari pebuari february febr pebr
mar maret mrt march mart|apr april apl|mei may|jun juni djuni june|jul juli djuli july
agu ags agt agst agts agus agust agustus aug august|sep sept september spt|okt oktober oct october
nov nop november nopember|des desember dec december""".replace("\n", "|").strip("|")
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}

_SEP = r"[\s/.\-–—]"
_DAY_FIRST = Pattern(rf"(\d{{1,2}}){_SEP}+(\d{{1,2}}){_SEP}+['’]?(\d{{4}}|\d{{2}})")
_NAMED = Pattern(rf"(\d{{1,2}}){_SEP}*([a-z]{{3,}}){_SEP}*['’]?(\d{{4}}|\d{{2}})")
_YEAR_FIRST = Pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_MIDNIGHT = Pattern(r"[t\s]+0?0[:.]00(?:[:.]00(?:\.0+)?)?z?$")
_TAIL = Pattern(
    rf"(?<!\d)(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}{_SEP}+\d{{1,2}}{_SEP}+(?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}{_SEP}*[a-z]{{3,}}{_SEP}*(?:\d{{4}}|\d{{2}})|\d{{8}}|\d{{6}})$",
)
_TO = r"(?:s\s*[./]?\s*d\.?|sampai(?: dengan)?|hingga|-|–|—)"
_PERIOD = Pattern(
    rf"(?:\d[\d\s/.\-]*|\d{{1,2}}{_SEP}*[a-z]{{3,}}(?:{_SEP}*\d{{4}})?)?\s*{_TO}?\s*(?:tgl\.?|tanggal)?\s*[:.]?\s*"
)
"""What may stand before the last day of a period."""
_HEAD_DATE = Pattern(r"(\d[\d/.\-]+\d|\d{1,2} [A-Za-z]+ \d{4})\s*[,/;]\s*([^\d]+)")
_DAY_ONE = datetime.date(1899, 12, 30)
_DAY_ONE_1904 = datetime.date(1904, 1, 1)
_OLDEST_SERIAL = 3654  # 1910; smaller numbers are years (1985) or ages, not days

Reading = tuple[str | None, str | None]

_BETWEEN = " ,.;:/-–—_|\\()"
"""What stands between a place and a date."""


class Dates:
    """Reads dates as of one day; `mac` is the workbook's 1904 date system. All results are ISO text."""

    def __init__(self, as_of: datetime.date, mac: bool = False) -> None:
        self.as_of = as_of
        self.mac = mac

    def birth(self, value: object) -> Reading:
        """A birth date, or `birth_date_invalid`; from 1910 up to today, two-digit years by age 15-75."""
        day = _plain(value)
        if day is None:
            if type(value) is str and text_of(value) in NOTHING:
                return None, None
            day = self._day(value, self._century_by_age)
        if day is None or not datetime.date(1910, 1, 1) <= day <= self.as_of:
            return None, "birth_date_invalid"
        return day.isoformat(), None

    def start(self, value: object) -> Reading:
        """A first working day, or `start_date_invalid`; two-digit years lie in the past 80 years."""
        if type(value) is str and text_of(value) in NOTHING:
            return None, None
        day = self._day(value, self._century_past)
        if day is None or not 1950 <= day.year <= self.as_of.year + 5:
            return None, "start_date_invalid"
        return day.isoformat(), None

    def until(self, value: object) -> Reading:
        """The day a contract ends, or `contract_until_invalid`; it may lie ahead. A period's last day."""
        if type(value) is str and text_of(value) in NOTHING:
            return None, None
        day = self._day(value, _this_century)
        if day is None and type(value) is str:
            tail = _TAIL.search(text_of(value).rstrip(" .,;"))
            head = text_of(value)[: tail.start()] if tail else ""
            if tail and _PERIOD.fullmatch(head):
                day = self._day(tail.group(), _this_century)
        if day is None or not 1990 <= day.year <= self.as_of.year + 60:
            return None, "contract_until_invalid"
        return day.isoformat(), None

    def place_and_birth(self, value: object) -> tuple[str | None, str | None, str | None]:
        """One cell "Serang, 12 Maret 1985" -> (place, ISO date, code); either part alone is kept."""
        if type(value) is not str:
            return None, *self.birth(value)
        text = text_of(value).strip(" ()")
        if text in NOTHING:
            return None, None, None
        if self._day(text, self._century_by_age):
            return None, *self.birth(text)
        if tail := _TAIL.search(text.rstrip(" .,;")):
            return _place(text[: tail.start()]), *self.birth(tail.group())
        if head := _HEAD_DATE.fullmatch(text):
            return _place(head.group(2)), *self.birth(head.group(1))
        if not any(char.isdigit() for char in text):
            return _place(text), None, None
        first = next(i for i, char in enumerate(text) if char.isdigit())
        return _place(text[:first]), None, "birth_date_invalid"

    def _day(self, value: object, century: "object") -> datetime.date | None:
        if type(value) is str:
            return self._from_text(value, century)
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._from_number(value, century)
        return None

    def _from_number(self, value: float, century: "object") -> datetime.date | None:
        if _OLDEST_SERIAL <= value < 100_000:
            serial = int(value)
            return (_DAY_ONE_1904 if self.mac else _DAY_ONE) + datetime.timedelta(serial)
        if (
            value == value
            and 1_000_000 <= value < 100_000_000
            and value == int(value)
            and len(str(int(value))) == 8
        ):
            return self._from_text(str(int(value)), century)
        return None

    def _from_text(self, value: str, century: "object") -> datetime.date | None:
        text = text_of(value).lower().lstrip("'’‘`").strip(" ,;.")
        text = _MIDNIGHT.sub("", text)
        if found := _DAY_FIRST.fullmatch(text):
            day, month, year = found.groups()
            return _date(self._year(year, int(month), int(day), century), int(month), int(day))
        if found := _NAMED.fullmatch(text):
            day, name, year = found.groups()
            month = MONTHS.get(name, 0)
            return _date(self._year(year, month, int(day), century), month, int(day))
        if found := _YEAR_FIRST.fullmatch(text):
            return _date(int(found[1]), int(found[3]), int(found[4]))
        if text.isascii() and text.isdigit():
            return self._from_digits(text, century)
        return None

    def _from_digits(self, text: str, century: "object") -> datetime.date | None:
        if len(text) == 5:
            return self._from_number(float(text), century)
        if len(text) not in (6, 8):
            return None
        day, month, year = int(text[:2]), int(text[2:4]), text[4:]
        return _date(self._year(year, month, day, century), month, day)

    def _year(self, year: str, month: int, day: int, century: "object") -> int:
        return int(year) if len(year) == 4 else century(int(year), month, day)  # type: ignore[operator]

    def _century_by_age(self, short: int, month: int, day: int) -> int:
        for year in (1900 + short, 2000 + short):
            age = self.as_of.year - year - ((self.as_of.month, self.as_of.day) < (month, day))
            if 15 <= age <= 75:
                return year
        return 0

    def _century_past(self, short: int, month: int, day: int) -> int:
        return 2000 + short if 2000 + short <= self.as_of.year + 1 else 1900 + short


def _this_century(short: int, month: int, day: int) -> int:
    return 2000 + short


_from_iso = datetime.date.fromisoformat


def _plain(value: object) -> datetime.date | None:
    """`31-12-1985`, the shape that most lists have, without a search; anything else is left to the others."""
    if type(value) is not str or len(value) != 10 or value[2] not in "-/." or value[2] != value[5]:
        return None
    try:
        return _from_iso(f"{value[6:]}-{value[3:5]}-{value[:2]}")
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _place(text: str) -> str | None:
    text = text.strip(_BETWEEN)
    for word in ("tanggal", "tgl"):
        if text.lower().endswith(word) and not text[: -len(word)][-1:].isalpha():
            text = text[: -len(word)].rstrip(_BETWEEN)
    return text or None
