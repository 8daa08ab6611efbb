"""Sentences about problems of rows and files: codes come from `spreadsheets/`, words are made here.

Of a row's problem there are two: what is wrong (`problem_sentence`) and what to do (`problem_advice`).
A refused file gets one sentence with both (`refusal_sentence`). All are in the active language.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

FIELD_LABELS = {
    "nik": _("NIK"),
    "name": _("Name"),
    "birth_place": _("Place of birth"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "position": _("Position"),
    "unit": _("Unit"),
    "start_date": _("Start date"),
    "wage": _("Wage"),
    "phone": _("Mobile phone"),
    "address": _("Address"),
    "mother_name": _("Mother's maiden name"),
    "kpj": _("KPJ"),
    "email": _("E-mail"),
    "education": _("Education"),
    "employee_no": _("Employee number"),
    "note": _("Note"),
    "contract_until": _("Contract until"),
    "status": _("Status"),
    "category": _("Category"),
    "row_code": _("Row code"),
    "office": _("Agency (OPD)"),
}
"""What a field is called on screen, in the order in which people see the fields."""

SKIP_WORDS = {
    "blank": _("blank row"),
    "title": _("title"),
    "header": _("column header"),
    "repeated header": _("repeated header"),
    "column numbering": _("column numbering"),
    "group heading": _("group heading"),
    "total": _("total"),
    "signature": _("signature block"),
    "note": _("footnote"),
    "continuation": _("second line of a person"),
}
"""Why a row is no person: the reader's word -> words for people."""

SHEET_WORDS = {
    "hidden": _("hidden sheet"),
    "empty": _("empty sheet"),
    "no roster header": _("no header of a staff list found"),
    "no NIK column": _("no column with identity numbers (NIK) found"),
    "no name column": _("no column with names found"),
    "left out": _("left out, as you said"),
    "second list beside": _(
        "a second list beside the first one was not read; put it below the first or on a sheet of its own"
    ),
}
"""Why a sheet was skipped."""

_WRONG = {
    "nik_missing": _("The NIK is missing."),
    "nik_length": _("The NIK must have exactly 16 digits; read: “%(read)s”."),
    "nik_damaged": _(
        "NIK damaged by Excel: “%(read)s”. Excel keeps 15 digits only, so the last digits are lost."
    ),
    "nik_filler": _("“%(read)s” is a filler, not a NIK."),
    "nik_serial": _("The NIK “%(read)s” ends in 0000, which no NIK does."),
    "nik_duplicate": _("The NIK %(read)s is already in row %(row)s of sheet “%(sheet)s”."),
    "nik_other_agency": _("The NIK %(read)s also stands at another agency in the city's file."),
    "nik_birth_mismatch": _("The date of birth %(read)s differs from the one in the NIK."),
    "nik_sex_mismatch": _("The sex (%(read)s) differs from the one in the NIK."),
    "name_missing": _("The name is missing."),
    "birth_date_invalid": _("“%(read)s” is not a date of birth that can be understood."),
    "wage_invalid": _("“%(read)s” is not a monthly wage that can be understood."),
    "sex_invalid": _("The sex “%(read)s” was not understood and is left empty."),
    "start_date_invalid": _("The start date “%(read)s” was not understood and is left empty."),
    "contract_until_invalid": _("The contract's end “%(read)s” was not understood and is left empty."),
    "kpj_unusual": _("The KPJ “%(read)s” does not have the usual 11 digits."),
    "email_invalid": _("The e-mail address “%(read)s” was not understood and is left empty."),
    "phone_unusual": _("The phone number “%(read)s” was not understood and is left empty."),
    "row_unclear": _("The next row may be the rest of this one: read together as “%(read)s”."),
    "row_wrapped": _("The next row was taken for the rest of this one: read together as “%(read)s”."),
}

_ADVICE = {
    "nik_missing": _("Fill in the 16 digits from the KTP or the family card."),
    "nik_length": _("Compare with the KTP or the family card and type the 16 digits again."),
    "nik_damaged": _(
        "Set the column's format to Text, then retype the 16 digits from the KTP or the family card."
    ),
    "nik_filler": _("Fill in the 16 digits from the KTP or the family card."),
    "nik_serial": _("Compare with the KTP or the family card and type the 16 digits again."),
    "nik_duplicate": _("Delete the row that is too many, or correct the NIK of one of the two people."),
    "nik_other_agency": _(
        "Make sure that this person works for this agency; the city decides where somebody is on two lists."
    ),
    "nik_birth_mismatch": _("Compare both with the KTP; correct the date, or confirm that it is right."),
    "nik_sex_mismatch": _("Compare both with the KTP; correct the sex, or confirm that it is right."),
    "name_missing": _("Fill in the name as it stands on the KTP."),
    "birth_date_invalid": _("Write the date as day-month-year, for example 31-12-1985."),
    "wage_invalid": _("Write the wage for one month in full rupiah, for example 1500000; at least 100,000."),
    "sex_invalid": _("Write L or P."),
    "start_date_invalid": _("Write the date as day-month-year, for example 02-01-2019."),
    "contract_until_invalid": _("Write the date as day-month-year, for example 31-12-2027."),
    "kpj_unusual": _("Compare with the participant card; leave the cell empty if there is none."),
    "email_invalid": _("Write one complete address, for example name@example.com."),
    "phone_unusual": _("Write one number only, for example 081234567890."),
    "row_unclear": _("Put the whole text into one cell, or delete what does not belong to this person."),
    "row_wrapped": _("Compare with the file; correct the text if the next row is something else."),
}

_REFUSED = {
    "missing_file": _("the file does not exist. Check the path."),
    "is_a_directory": _("this is a folder. Name the file inside it."),
    "no_permission": _("the file may not be read. Give reading permission, or copy it elsewhere."),
    "empty_file": _("the file is empty. Choose the file with the staff list again."),
    "too_large": _(
        "the file is larger than %(megabytes)s MB. Delete pictures and unused sheets, or split the list "
        "over several files."
    ),
    "not_a_workbook": _("this is not a spreadsheet. Save the list from Excel as .xlsx and use that file."),
    "encrypted": _(
        "the file is protected by a password. Open it in Excel, remove the password (File, Info, Protect "
        "Workbook), save it and try again."
    ),
    "damaged_file": _(
        "the file is damaged. Open it in Excel, save it under a new name as .xlsx and try again."
    ),
    "too_much_inside": _(
        "the file unpacks to far more data than a staff list has. Copy the list into a new workbook and use "
        "that file."
    ),
    "too_many_cells": _(
        "a sheet is far larger than a staff list: something stands very far down or to the right. "
        "Copy only the list into a new workbook and use that file."
    ),
    "too_many_styles": _(
        "the workbook holds more than %(megabytes)s MB of cell formats, far more than a staff list has. Copy "
        "only the values of the list into a new workbook and use that file."
    ),
    "too_many_texts": _(
        "the workbook holds more than %(megabytes)s MB of text, far more than a staff list has. Copy only "
        "the list into a new workbook and use that file."
    ),
    "too_many_sheets": _(
        "the workbook has more than %(sheets)s sheets. Copy the sheets with the staff list into a new "
        "workbook and use that file."
    ),
    "cell_too_long": _(
        "a cell holds more than %(characters)s characters. Look for a line without separators, or save the "
        "list from Excel as .xlsx and use that file."
    ),
    "quote_never_closed": _(
        "in line %(row)s a quotation mark opens that is never closed, so that the people after it would be "
        "lost. Delete the mark, or save the list from Excel as .xlsx and use that file."
    ),
    "reader_memory": _(
        "reading the file takes too much memory. Copy only the list into a new workbook and use that file."
    ),
    "reader_timeout": _(
        "reading the file takes too long. Copy only the list into a new workbook and use that file."
    ),
    "reader_killed": _(
        "the file could not be read to its end. Copy only the list into a new workbook and use that file."
    ),
    "reading_failed": _(
        "reading the file failed for a reason on our side, three times over. Hand it in once more; if it "
        "fails again, tell whoever runs this installation."
    ),
    "reading_stopped": _(
        "reading the file was broken off again and again. Hand it in once more, or split the list over "
        "several files."
    ),
    "no_roster_header": _(
        "no header of a staff list was found. Put one row above the list that names its columns, at least "
        "NAMA and NIK."
    ),
    "no_nik_column": _("no column with identity numbers was found. Name the column with the 16 digits NIK."),
    "no_name_column": _("no column with names was found. Name the column with the people's names NAMA."),
    "no_rows": _("there is a header but no person beneath it. Choose the file that has the people in it."),
}


_UNTOLD = dict.fromkeys(("megabytes", "sheets", "characters", "row"), "?")


_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def problem_sentence(code: str, read: str | None = None, params: Mapping[str, object] | None = None) -> str:
    """What is wrong with the cell, in one sentence; a day that was understood stands as people write it."""
    if code == "nik_birth_mismatch" and read and (day := _ISO_DAY.fullmatch(read)):
        read = "-".join(reversed(day.groups()))
    return str(_WRONG[code]) % {"read": read or "", "row": "?", "sheet": "?", **(params or {})}


def problem_advice(code: str) -> str:
    """What to do about it, in one sentence."""
    return str(_ADVICE[code])


def refusal_sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    """Why the whole file cannot be used and what to do, beginning in lower case ("error: FILE: …")."""
    return str(_REFUSED[code]) % {**_UNTOLD, **(params or {})}


def field_label(field: str) -> str:
    """What a field is called on screen."""
    return str(FIELD_LABELS[field])
