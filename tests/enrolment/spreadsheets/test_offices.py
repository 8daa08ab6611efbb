"""The agency's column beside that of the unit within it: it never takes the unit's place by itself."""

import pytest

from enrolment.spreadsheets import reader
from enrolment.spreadsheets.fields import rows_from_copy
from enrolment.spreadsheets.offices import is_office

from .books import Grid, read, xlsx
from .folk import people

FOLK = people(3, seed=17)
OFFICES = (
    "OPD|SKPD|Nama OPD|PERANGKAT DAERAH|Organisasi Perangkat Daerah|INSTANSI|Dinas|UNIT ORGANISASI|Satker"
)
PARTS = "UNIT KERJA|BIDANG|UPT|Penempatan|KODE OPD|NO INDUK|INDUK|UNIT|Lokasi Kerja|KEPALA DINAS"


@pytest.mark.parametrize(
    ("heading", "said"),
    [(h, True) for h in [*OFFICES.split("|"), "SATUAN KERJA", "Unor Induk", "UNIT KERJA / OPD"]]
    + [(h, False) for h in PARTS.split("|")],
)
def test_heading_names_an_agency_or_not(heading, said):
    assert is_office(heading) is said


def _book(tmp_path, *headings):
    body = [[i, p.name, p.nik, *(f"{h} {i}" for h in headings)] for i, p in enumerate(FOLK, 1)]
    return xlsx(tmp_path / "a.xlsx", Grid([["NO", "NAMA", "NIK", *headings], *body]))


@pytest.mark.parametrize(
    ("headings", "unit", "office"),
    [
        (("OPD", "UNIT KERJA"), "UNIT KERJA 1", "OPD 1"),
        (("UNIT KERJA", "UNIT ORGANISASI"), "UNIT KERJA 1", "UNIT ORGANISASI 1"),
        (("NAMA OPD", "BIDANG"), "BIDANG 1", "NAMA OPD 1"),
        (("OPD", "BIDANG"), "OPD 1", None),  # as it was read before there was an office
        (("OPD", "SKPD"), "OPD 1", None),
        (("OPD",), "OPD 1", None),
        (("UNIT KERJA",), "UNIT KERJA 1", None),
        (("KODE OPD", "UNIT KERJA"), "UNIT KERJA 1", None),
        (("UNOR INDUK", "UNIT KERJA"), "UNIT KERJA 1", "UNOR INDUK 1"),
    ],
)
def test_office_is_read_beside_a_unit_that_stays_what_it_was(tmp_path, headings, unit, office):
    rows, summary = read(_book(tmp_path, *headings))
    assert (rows[0]["unit"], rows[0]["office"]) == (unit, office)
    assert ("office" in summary["sheets"][0]["columns"]) == bool(office)


def test_file_of_a_city_has_the_agency_apart_from_its_part(tmp_path):
    path = _book(tmp_path, "OPD", "BIDANG")
    with reader.read(path, matching={"by_office": True}) as reading:
        rows = list(rows_from_copy(reading))
    assert [(row["unit"], row["office"]) for row in rows] == [(f"BIDANG {n}", f"OPD {n}") for n in (1, 2, 3)]
    seen = reader.look(path, matching={"by_office": True})["shown"]
    assert (seen["fields"]["D"], seen["fields"]["E"]) == ("office", "unit")


def test_agency_merged_down_over_its_people_is_theirs(tmp_path):
    head = ["NO", "NAMA", "NIK", "SKPD", "UNIT KERJA"]
    body = [[i, p.name, p.nik, "Dishub" if i == 1 else "", "Parkir"] for i, p in enumerate(FOLK, 1)]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", Grid([head, *body], merges=[(1, 3, 3, 3)])))
    assert [row["office"] for row in rows] == ["Dishub"] * 3


def test_office_can_be_matched_by_hand(tmp_path):
    columns = {"B": "name", "C": "nik", "D": "office", "E": "unit"}
    matching = {"sheets": {"Sheet1": {"rows": [1, 1], "columns": columns}}}
    with reader.read(_book(tmp_path, "KANTORNYA", "RUANGNYA"), matching=matching) as reading:
        (first, *_rest) = rows_from_copy(reading)
    assert (first["office"], first["unit"]) == ("KANTORNYA 1", "RUANGNYA 1")
