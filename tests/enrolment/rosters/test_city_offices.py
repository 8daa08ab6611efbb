"""A city's file with a column for the agency and one for the unit within it: the agency's places the row."""

import pytest

from enrolment.models import StagedRow, UploadKind
from enrolment.rosters.city.names import Directory, Group, Office, placed, unit_kept
from tests.enrolment.rosters.city_books import at, by_two_columns, hand_in, row

DISHUB = Office(1, "36.73/dishub", "Dinas Perhubungan", ("Dinas Perhubungan", "Dishub"))
DINKES = Office(2, "36.73/dinkes", "Dinas Kesehatan", ("Dinas Kesehatan", "Dinkes"))
UNYUR = Office(3, "36.73/05.1001", "Kelurahan Unyur", ("Kelurahan Unyur",))


def directory(**answers):
    return Directory("Kota Serang", [DISHUB, DINKES, UNYUR], answers)


def group(office, unit, rows=1, sheet="Data"):
    return Group(sheet, unit, rows, (), office)


def where(groups, known):
    found, asked = placed(groups, known)
    return [found[g].agency if g in found else None for g in groups], [q.text for q in asked]


def test_agency_decides_even_where_the_unit_names_another_one():
    groups = [group("Dishub", "UPT Parkir"), group("Dinkes", "Kelurahan Unyur"), group("Dinkes", None)]
    assert where(groups, directory()) == ([1, 2, 2], [])


def test_unit_decides_where_the_agencys_cell_is_empty_or_only_the_city():
    groups = [group("Dishub", "UPT Parkir"), group(None, "Dinkes"), group("Pemerintah Kota Serang", "Dinkes")]
    assert where(groups, directory()) == ([1, 2, 2], [])


def test_column_that_names_no_agency_gives_way_to_the_unit():
    groups = [group("Pemprov Banten", "Dishub"), group("Pemprov Banten", "Dinkes")]
    assert where(groups, directory()) == ([1, 2], [])


def test_unknown_agency_is_asked_once_and_not_guessed_from_the_unit():
    groups = [group("Dishub", None), group("Dinas Angkutan", "Dinkes", 3), group("Dinas Angkutan", "Unit B")]
    assert where(groups, directory()) == ([1, None, None], ["Dinas Angkutan"])
    (asked,) = placed(groups, directory())[1]
    assert (asked.rows, asked.is_office, asked.is_sheet) == (4, True, False)
    assert where(groups, directory(**{"dinas angkutan": "36.73/dishub"})) == ([1, 1, 1], [])
    assert where(groups, directory(**{"dinas angkutan": "*"})) == ([1, 2, None], ["Unit B"])


def test_unit_that_is_only_the_agencys_name_is_none_and_a_part_in_the_agencys_column_is_one():
    known = directory(**{"upt parkir": ">36.73/dishub"})
    assert unit_kept(group("Dishub", "Dinas Perhubungan"), known, 1) is None
    assert unit_kept(group("Dishub", "Bidang Lalin"), known, 1) == "Bidang Lalin"
    assert unit_kept(group("Dinkes", "Kelurahan Unyur"), known, 2) == "Kelurahan Unyur"
    assert unit_kept(group("UPT Parkir", None), known, 1) == "UPT Parkir"


@pytest.mark.django_db
@pytest.mark.parametrize("columns", [("SKPD", "UNIT KERJA"), ("OPD", "BIDANG"), ("NAMA OPD", "UPT")])
def test_rows_are_placed_by_the_agencys_column_and_keep_their_unit(
    client, city_manager, serang, dishub, dlh, columns
):
    client.force_login(city_manager)
    people = [("Dishub", "UPT Parkir", row("Asep")), ("DINAS LINGKUNGAN HIDUP", "Dishub", row("Budi"))]
    upload = hand_in(client, serang, by_two_columns(people, columns), UploadKind.CITY_LISTS)
    assert (upload.counts["unplaced"], upload.counts["agencies"]) == (0, 2)
    client.post(at(serang, "region_upload_hand_out", upload.pk))
    rows = StagedRow.objects.values_list("agency", "name", "unit")
    assert set(rows) == {(dishub.pk, "Asep", "UPT Parkir"), (dlh.pk, "Budi", "Dishub")}
