"""Which field a problem is about, and the column where it stands in a file."""

from collections.abc import Mapping
from typing import Any

from enrolment.models import Upload

FIELD_OF_CODE = {
    "nik_missing": "nik",
    "nik_length": "nik",
    "nik_damaged": "nik",
    "nik_filler": "nik",
    "nik_serial": "nik",
    "nik_duplicate": "nik",
    "nik_birth_mismatch": "birth_date",
    "nik_sex_mismatch": "sex",
    "name_missing": "name",
    "birth_date_invalid": "birth_date",
    "wage_invalid": "wage",
    "sex_invalid": "sex",
    "start_date_invalid": "start_date",
    "contract_until_invalid": "contract_until",
    "kpj_unusual": "kpj",
    "email_invalid": "email",
    "phone_unusual": "phone",
}
"""By its code, where the code says it: place and date of birth may share a column."""


def letters_of(upload: Upload) -> dict[str, dict[str, str]]:
    """Sheet → column letter → field, as the file was read; lists side by side share a sheet."""
    found: dict[str, dict[str, str]] = {}
    for sheet in upload.summary.get("sheets", ()):
        letters = found.setdefault(sheet["name"], {})
        for field, letter in sheet.get("columns", {}).items():
            letters.setdefault(letter, field)
    return found


def columns_of(upload: Upload) -> dict[str, dict[str, str]]:
    """Sheet → field → its column letter."""
    found: dict[str, dict[str, str]] = {}
    for sheet in upload.summary.get("sheets", ()):
        columns = found.setdefault(sheet["name"], {})
        for field, letter in sheet.get("columns", {}).items():
            columns.setdefault(field, letter)
    return found


def field_of_problem(problem: Mapping[str, Any], letters: Mapping[str, str]) -> str | None:
    """The field that a problem is about; `letters` are those of the row's sheet."""
    return FIELD_OF_CODE.get(problem["code"]) or letters.get(problem.get("column") or "")
