"""Workbooks of odd values: identity numbers, dates, money and the rest, right, spoilt and wrong."""

import datetime

from tests.enrolment.spreadsheets.books import Grid

from .case import Case, row, written

NIK = "3673010107709"  # born 1 July 1970, a man; three digits of a serial are to follow
Told = tuple[object, object, tuple[str, ...]]
"""the cell, what must be read from it, and the codes of its problems"""

NIKS: dict[str, Told] = {
    "text": (f"{NIK}001", f"{NIK}001", ()),
    "apostrophe": (f"'{NIK}002", f"{NIK}002", ()),
    "no-break spaces": ("\u00a03673 0101\u00a00770 9003\u00a0", f"{NIK}003", ()),
    "dots": ("36.73.01.010770.9004", f"{NIK}004", ()),
    "label": (f"NIK : {NIK}005", f"{NIK}005", ()),
    "label of the card": (f"No. KTP {NIK}006", f"{NIK}006", ()),
    "decimal": (f"{NIK}007.0", f"{NIK}007", ()),
    "line break": ("36730101\n07709008", f"{NIK}008", ()),
    "ends in zero, as text": (f"{NIK}010", f"{NIK}010", ()),
    "E-notation": ("3,67301E+15", None, ("nik_damaged",)),
    "E-notation with a point": ("3.67301010770901E15", None, ("nik_damaged",)),
    "fifteen digits": (f"{NIK}01", None, ("nik_length",)),
    "seventeen digits": (f"{NIK}0011", None, ("nik_length",)),
    "letter for a digit": (f"{NIK[:12]}O9011", None, ("nik_length",)),
    "filler": ("1111111111111111", None, ("nik_filler",)),
    "run": ("1234567890123456", None, ("nik_filler",)),
    "serial of zeros": ("3673010107700000", None, ("nik_serial",)),
    "dash": ("-", None, ("nik_missing",)),
    "nothing": ("", None, ("nik_missing",)),
    "in work": ("masih proses", None, ("nik_length",)),
    "again": (f"{NIK}001", f"{NIK}001", ("nik_duplicate",)),
}
NUMBERS: dict[str, Told] = {
    "number": (int(f"{NIK}012"), f"{NIK}012", ()),
    "number that lost its last digit": (int(f"{NIK}010"), None, ("nik_damaged",)),
    "number of six digits": (367301, None, ("nik_length",)),
    "zero": (0, None, ("nik_missing",)),
}
_DAY = datetime.date(1985, 3, 12).isoformat()
DATES: dict[str, Told] = {
    text: (text, _DAY, ())
    for text in (
        "12/03/1985", "12-03-1985", "12.03.1985", "12 03 1985", "12-3-85", "1985-03-12", "1985/03/12",
        "12 Maret 1985", "12 MARET 1985", "12-Mar-85", "12Maret1985", "12 mrt 1985", "12031985",
        "1985-03-12 00:00:00", "' 12-03-1985",
    )
} | {
    text: (text, None, ("birth_date_invalid",))
    for text in ("31-04-1985", "03/25/1985", "12 Moret 1985", "1985", "12-03", "29 Februari 1985", "1-1-1899")
} | {"-": ("-", None, ()), "": ("", None, ())}  # fmt: skip
WAGES: dict[str, Told] = {
    text: (text, "1500000", ())
    for text in (
        "1500000", "1.500.000", "1,500,000", "Rp 1.500.000,-", "Rp. 1.500.000", "IDR 1,500,000.00",
        "1.500.000,00", "Rp1.500.000.-", "1 500 000",
    )
    if text != "1 500 000"
} | {
    "half": ("1.500.000,50", "1500000.50", ()),
    "number": (1_500_000, "1500000", ()),
    "1,5 juta": ("1,5 juta", None, ("wage_invalid",)),
    "daily": ("75.000", None, ("wage_invalid",)),
    "range": ("1.500.000 - 2.000.000", None, ("wage_invalid",)),
    "none": ("Rp -", None, ()),
}  # fmt: skip
OTHERS: dict[str, dict[str, Told]] = {
    "L/P": {
        **{word: (word, "L", ()) for word in ("L", "l", "LK", "Laki-laki", "LAKI LAKI", "Pria")},
        "?": ("X", None, ("sex_invalid",)),
    },
    "NO HP": {
        "plain": ("081234567890", "081234567890", ()),
        "number": (81234567890, "081234567890", ()),
        "plus": ("+62 812-3456-7890", "081234567890", ()),
        "two": ("081234567890/081234567891", None, ("phone_unusual",)),
        "none": ("-", None, ()),
    },
    "NO KPJ": {
        "plain": ("19012345678", "19012345678", ()),
        "number": (19012345678, "19012345678", ()),
        "short": ("190123456", "190123456", ("kpj_unusual",)),
        "none yet": ("belum ada", None, ("kpj_unusual",)),
    },
    "EMAIL": {
        "plain": ("ujang@example.com", "ujang@example.com", ()),
        "broken": ("ujang.example.com", None, ("email_invalid",)),
    },
    "TMT": {
        "plain": ("01/02/2019", "2019-02-01", ()),
        "words": ("1 Pebruari 2019", "2019-02-01", ()),
        "broken": ("sejak dulu", None, ("start_date_invalid",)),
    },
}
FIELDS = {
    "TGL LAHIR": "birth_date", "HONOR": "wage", "L/P": "sex", "NO HP": "phone", "NO KPJ": "kpj",
    "EMAIL": "email", "TMT": "start_date",
}  # fmt: skip


def cases() -> list[Case]:
    """Identity numbers in every kind of file, other values in the kinds that keep them differently."""
    found = []
    for kind in ("xlsx", "xls", "xlsb", "ods", "html"):
        told = NIKS if kind == "html" else NIKS | NUMBERS
        found.append(_niks(f"identity-numbers-{kind}", kind, told))
    for kind in ("csv-comma", "tsv-utf16", "csv-cp1252"):
        found.append(_niks(f"identity-numbers-{kind}", kind, NIKS))
    others = {"TGL LAHIR": DATES, "HONOR": WAGES} | OTHERS
    for number, (heading, told) in enumerate(others.items()):
        name = FIELDS[heading].replace("_", "-")
        found.append(_values(f"values-of-{name}", ("xlsx", "ods", "xlsb", "xls")[number % 4], heading, told))
    return [*found, _mismatches(), _nameless()]


def _niks(name: str, kind: str, told: dict[str, Told]) -> Case:
    rows: list[list[object]] = [["NO", "NAMA", "NIK", "JABATAN"]]
    people = []
    for number, (cell, nik, codes) in enumerate(told.values(), 1):
        rows.append([number, f"Ujang Contoh {chr(64 + number)}", cell, "Staf"])
        values = {"nik": nik, "name": f"Ujang Contoh {chr(64 + number)}", "position": "Staf"}
        people.append(row(number + 1, values, codes))
    return written(name, kind, [Grid(rows)], _truth(people))


def _values(name: str, kind: str, heading: str, told: dict[str, Told]) -> Case:
    """Values in one column; the identity numbers agree with a birth on 12 March 1985, a man."""
    rows: list[list[object]] = [["NO", "NAMA", "NO KTP", heading]]
    people = []
    for number, (cell, value, codes) in enumerate(told.values(), 1):
        nik = f"367301120385{9000 + number}"
        rows.append([number, "Ujang Contoh", nik, cell])
        people.append(row(number + 1, {"nik": nik, FIELDS[heading]: value}, codes))
    return written(name, kind, [Grid(rows)], _truth(people))


def _mismatches() -> Case:
    rows: list[list[object]] = [["NAMA", "NIK", "TGL LAHIR", "L/P"]]
    people = []
    for number, (day, sex, codes) in enumerate(
        [
            ("01-07-1970", "L", []),
            ("02-07-1970", "L", ["nik_birth_mismatch"]),
            ("01-07-1970", "P", ["nik_sex_mismatch"]),
            ("07-01-1970", "P", ["nik_birth_mismatch", "nik_sex_mismatch"]),
            ("", "", []),
        ],
        1,
    ):
        rows.append(["Ujang Contoh", f"{NIK}{100 + number}", day, sex])
        people.append(row(number + 1, {"nik": f"{NIK}{100 + number}", "sex": sex or None}, codes))
    return written("mismatches", "csv-semicolon-mark", [Grid(rows)], _truth(people))


def _nameless() -> Case:
    rows: list[list[object]] = [["NO", "NAMA", "NIK", "JABATAN"]]
    rows += [
        [1, "", f"{NIK}201", "Staf"],
        [2, "-", f"{NIK}202", "Staf"],
        [3, "  Ujang   Contoh ", f"{NIK}203", ""],
    ]
    people = [
        row(2, {"name": None, "nik": f"{NIK}201", "position": "Staf"}, ["name_missing"]),
        row(3, {"name": None, "nik": f"{NIK}202", "position": "Staf"}, ["name_missing"]),
        row(4, {"name": "Ujang Contoh", "nik": f"{NIK}203", "position": None}),
    ]
    return written("names-missing", "xlsx", [Grid(rows)], _truth(people))


def _truth(people: list[dict[str, object]]) -> dict[str, object]:
    return {
        "sheets": [["Sheet1", "read", None]],
        "rows": people,
        "skipped": [["Sheet1", 1, "header"]],
    }
