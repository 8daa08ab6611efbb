"""Workbooks of several sheets, files whose name lies about their kind, and a city's whole list."""

from tests.enrolment.spreadsheets.books import Grid
from tests.enrolment.spreadsheets.folk import people

from . import habits, spellings
from .case import Case, laid, roster, row, written
from .kinds import KINDS

OFFICES = ("Sekretariat", "UPT Parkir", "UPT Terminal", "Bidang Angkutan", "Bidang Lalu Lintas", "Seksi Uji")
SUMMARY = Grid(
    [
        ["REKAPITULASI TENAGA NON ASN"],
        ["NO", "UNIT KERJA", "LAKI-LAKI", "PEREMPUAN", "JUMLAH"],
        *([n, office, 3, 2, 5] for n, office in enumerate(OFFICES, 1)),
        ["", "JUMLAH", 18, 12, 30],
    ]
)
LYING = {
    "xlsx": "csv", "xls": "xlsx", "ods": "xlsx", "xlsb": "xls", "html": "csv", "csv-comma": "xls",
    "tsv-utf16": "xlsx", "xlsm": "ods", "html-untidy": "ods", "csv-cp1252": "pdf",
}  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [*_sheet_for_each_unit(), *_lying_names(), _city_list(), _same_person_twice(), _only_summaries()]


def _sheet_for_each_unit() -> list[Case]:
    """Each unit has its own sheet with its own header; summaries, hidden and empty sheets stand between."""
    ways = (
        (habits.titles, spellings.birth_in_one),
        (habits.letterhead, habits.numbering_row, spellings.tick_columns),
        (habits.three_row_header, habits.signature),
        (habits.begins_elsewhere, spellings.dates_in_words, spellings.money_with_dots),
        (habits.no_numbers, habits.shared_units),
        (habits.decoys, habits.employee_numbers, habits.totals),
    )
    folk = people(6 * len(OFFICES), seed=31)
    found = []
    for kind in ("xlsx", "xls", "xlsb", "ods", "xml-2003"):
        sheets = {
            office: laid(folk[6 * at : 6 * at + 6], way)
            for at, (office, way) in enumerate(zip(OFFICES, ways, strict=True))
        }
        spare = laid(people(6, seed=32), ()).grid
        others = {
            "REKAP": (SUMMARY, "no roster header"),
            "Lama": (Grid(spare.rows, hidden=True), "hidden"),
            "Rahasia": (Grid(spare.rows, hidden=True if kind == "ods" else "very"), "hidden"),
            "Sheet9": (Grid([]), "empty"),
        }
        found.append(roster(f"sheet-for-each-unit-{kind}", kind, sheets, others))
    return found


def _lying_names() -> list[Case]:
    found = []
    for at, (kind, ending) in enumerate(LYING.items()):
        built = laid(people(5, seed=40 + at), (habits.titles, habits.signature), KINDS[kind].merges)
        case = roster(f"called-{ending}-but-{kind}", kind, {"Sheet1": built})
        found.append(Case(case.name, ending, case.write, case.truth))
    return found


def _city_list() -> Case:
    rows: list[list[object]] = [["DAFTAR TENAGA NON ASN KOTA SERANG"], ["NO", "NAMA", "NIK", "OPD"]]
    told = []
    for number, one in enumerate(people(120, seed=50), 1):
        rows.append([number, one.name, one.nik, OFFICES[number % 6]])
        told.append(row(number + 2, {"nik": one.nik, "name": one.name, "unit": OFFICES[number % 6]}))
    skipped = [["Sheet1", 1, "title"], ["Sheet1", 2, "header"]]
    truth = {"sheets": [["Sheet1", "read", None]], "rows": told, "skipped": skipped}
    return written("city-list-with-an-opd-column", "xlsx", [Grid(rows)], truth)


def _same_person_twice() -> Case:
    one, two = people(2, seed=60)
    grids = [
        Grid([["NAMA", "NIK"], [one.name, one.nik]], "A"),
        Grid([["NAMA", "NIK"], [two.name, one.nik]], "B"),
    ]
    told = [
        row(2, {"nik": one.nik, "name": one.name}, sheet="A"),
        row(2, {"nik": one.nik, "name": two.name}, ["nik_duplicate"], sheet="B"),
    ]
    sheets = [["A", "read", None], ["B", "read", None]]
    truth = {"sheets": sheets, "rows": told, "skipped": [["A", 1, "header"], ["B", 1, "header"]]}
    return written("same-person-on-two-sheets", "ods", grids, truth)


def _only_summaries() -> Case:
    write = KINDS["xlsx"].write
    return Case("only-a-summary", "xlsx", lambda path: write(path, SUMMARY), refused="no_roster_header")
