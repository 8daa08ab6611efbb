"""What is checked of a worker typed or pasted by hand: the same readings as a workbook's cells.

Where reading a workbook drops a value with a warning (a phone number it does not understand), the person is
here to put it right: by hand that is an error. What may be true although it looks odd (a birth date that the
NIK does not agree with, an unusual KPJ) is a warning, to be confirmed.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrolment.models import Worker
from enrolment.problems import problem_advice, problem_sentence
from enrolment.spreadsheets.contacts import read_email, read_kpj, read_phone, read_sex
from enrolment.spreadsheets.dates import Dates
from enrolment.spreadsheets.money import read_wage
from enrolment.spreadsheets.nik import read_nik
from enrolment.spreadsheets.texts import read_text

TEXTS = (
    "name",
    "birth_place",
    "position",
    "unit",
    "address",
    "mother_name",
    "education",
    "employee_no",
    "note",
)
TO_CONFIRM = frozenset({"nik_birth_mismatch", "nik_sex_mismatch", "nik_elsewhere", "kpj_unusual"})
# Where hand-typed words need another sentence than a workbook's cell (enrolment/problems.py).
WORDS: dict[str, str | Promise] = {
    "text_too_long": _("This text is too long."),
    "sex_invalid": _("Write L or P."),
    "start_date_invalid": _("Write the date as day-month-year, for example 02-01-2019."),
    "phone_unusual": _("Write one number only, for example 081234567890."),
    "email_invalid": _("Write one complete address, for example name@example.com."),
    "kpj_invalid": _("This is no KPJ: it has 8 to 15 letters and digits."),
    "nik_repeated": _("The same NIK stands in an earlier row."),
    "nik_elsewhere": _("This NIK is also on the list of another agency: has the person moved, or two jobs?"),
}


@dataclass(frozen=True)
class Finding:
    """Something wrong with one field; `read` is what was typed there."""

    code: str
    field: str
    read: str = ""

    @property
    def is_warning(self) -> bool:
        return self.code in TO_CONFIRM

    @property
    def sentence(self) -> str:
        """What is wrong and what to do."""
        if self.code in WORDS:
            return str(WORDS[self.code])
        return f"{problem_sentence(self.code, self.read)} {problem_advice(self.code)}"


def read_person(raw: Mapping[str, str | None], as_of: dt.date) -> tuple[dict[str, Any], list[Finding]]:
    """Typed words -> values for a Worker, and what is wrong with them. Fields not in `raw` are left out.

    A value with an error is None; `as_of` is today, for ages and two-digit years.
    """
    dates = Dates(as_of)
    readers = {
        "nik": read_nik,
        "birth_date": dates.birth,
        "start_date": dates.start,
        "sex": read_sex,
        "wage": read_wage,
        "phone": read_phone,
        "email": read_email,
        "kpj": _read_kpj,
        **dict.fromkeys(TEXTS, read_text),
    }
    values: dict[str, Any] = {}
    found: list[Finding] = []
    for field, typed in raw.items():
        value, code = readers[field](typed or "")
        values[field] = _typed_value(field, value)
        if code:
            found.append(Finding(code, field, typed or ""))
    found += _missing_name(values) + _too_long(values) + mismatches(values)
    return values, found


def _read_kpj(value: str) -> tuple[str | None, str | None]:
    """A workbook's reading, but what cannot be a KPJ at all (domain.md §5: 8 to 15 characters) is refused."""
    number, code = read_kpj(value)
    if code and not (number and number.isalnum() and number.isascii() and 8 <= len(number) <= 15):
        return None, "kpj_invalid"
    return number, code


def _typed_value(field: str, value: str | None) -> Any:
    if value is None:
        return None
    if field in ("birth_date", "start_date"):
        return dt.date.fromisoformat(value)
    return Decimal(value) if field == "wage" else value


def _missing_name(values: Mapping[str, Any]) -> list[Finding]:
    return [Finding("name_missing", "name")] if "name" in values and not values["name"] else []


def _too_long(values: Mapping[str, Any]) -> list[Finding]:
    limits = {field: getattr(Worker._meta.get_field(field), "max_length", None) for field in values}
    return [
        Finding("text_too_long", field, str(value))
        for field, value in values.items()
        if isinstance(value, str) and len(value) > (limits[field] or len(value))
    ]


def mismatches(values: Mapping[str, Any]) -> list[Finding]:
    """Where birth date and sex differ from what the NIK says: `PPKKCC DDMMYY SSSS`, a woman's day plus 40."""
    nik, born, sex = (values.get(name) for name in ("nik", "birth_date", "sex"))
    if not nik:
        return []
    day = int(nik[6:8])
    said = "L" if 1 <= day <= 31 else "P" if 41 <= day <= 71 else None
    day -= 40 if said == "P" else 0
    found = []
    if born and (born.day, born.month, born.year % 100) != (day, int(nik[8:10]), int(nik[10:12])):
        found.append(Finding("nik_birth_mismatch", "birth_date", f"{born:%d-%m-%Y}"))
    if sex and said and sex != said:
        found.append(Finding("nik_sex_mismatch", "sex", sex))
    return found


def niks_elsewhere(niks: Iterable[str], agency_id: int) -> set[str]:
    """Which of these stand on some other agency's list; never on whose. One query for all."""
    wanted = [nik for nik in niks if nik]
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("select * from nik_elsewhere(%s, %s)", [wanted, agency_id])
        return {nik for (nik,) in cursor.fetchall()}


def fingerprint(warnings: Iterable[Finding]) -> str:
    """What a tick confirms: exactly these warnings about exactly these values."""
    text = "|".join(sorted(f"{w.code}:{w.read}" for w in warnings))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
