"""Names in a city's file: exact after normalising, never guessed."""

import pytest

from enrolment.rosters.city.names import Directory, Group, Meaning, Office, is_nameless, placed

DISHUB = Office(1, "36.73/dishub", "Dinas Perhubungan", ("Dinas Perhubungan", "Dishub"))
DINKES = Office(2, "36.73/dinkes", "Dinas Kesehatan", ("Dinas Kesehatan", "Dinkes"))
RSUD = Office(3, "36.73/rsud", "Rumah Sakit Umum Daerah", ("Rumah Sakit Umum Daerah", "RSUD"))
UKM = Office(
    4,
    "36.73/ukm",
    "Dinas Perdagangan, Industri, Koperasi dan UKM",
    ("Dinas Perdagangan, Industri, Koperasi dan UKM", "Disperdaginkop & UKM"),
)
SERANG = Office(5, "36.73/01", "Kecamatan Serang", ("Kecamatan Serang",))
TWO_OF_A_NAME = [Office(n, f"36.73/0{n}.1001", "Kelurahan Unyur", ("Kelurahan Unyur",)) for n in (6, 7)]
OFFICES = [DISHUB, DINKES, RSUD, UKM, SERANG, *TWO_OF_A_NAME]


def directory(**answers):
    return Directory("Kota Serang", OFFICES, answers)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("DINAS PERHUBUNGAN", DISHUB),
        ("Din. Perhubungan", DISHUB),
        ("  dinas   perhubungan  kota serang ", DISHUB),
        ("1. DISHUB", DISHUB),
        ("Disperdaginkop dan UKM", UKM),
        ("DINAS PERDAGANGAN INDUSTRI, KOPERASI & UKM", UKM),
        ("Kec. Serang", SERANG),
    ],
)
def test_name_is_found_however_it_is_written(text, office):
    assert directory().meaning(text) == Meaning(agency=office.pk, own=True)


@pytest.mark.parametrize("text", ["Perhubungan", "Dinas Perhubungn", "Serang", "Kelurahan Unyur", "", "-"])
def test_name_that_is_only_alike_or_that_two_have_is_asked(text):
    assert directory().meaning(text) is None


def test_suggestions_are_the_most_alike_and_namesakes_come_first():
    assert directory().suggestions("Perhubungan")[0] == DISHUB.pk
    assert directory().suggestions("Dinas Kesehatn") == [DINKES.pk]
    assert directory().suggestions("Balai Latihan") == []
    assert directory().suggestions("UPT RSUDX")[0] == RSUD.pk
    assert directory().suggestions("Dinas Perdagangan dan Perindustrian")[0] == UKM.pk
    assert directory().suggestions("Kel. Unyur")[:2] == [6, 7]


def test_answer_counts_before_names_and_not_when_its_agency_is_gone():
    answered = directory(**{"upt parkir": ">36.73/dishub", "rsud": "-", "lama": "36.73/lama"})
    assert answered.meaning("UPT Parkir") == Meaning(agency=1)
    assert answered.meaning("RSUD") == Meaning(left_out=True)
    assert answered.meaning("Lama") is None


def where(groups, known):
    found, asked = placed(groups, known)
    return {(g.sheet, g.unit): m.agency or m.left_out for g, m in found.items()}, [q.text for q in asked]


def test_unit_decides_and_what_nobody_knows_is_asked_once():
    groups = [
        Group("Data", "Dishub", 3),
        Group("Data", "DINKES", 2),
        Group("Data", "Dinas Angkutan", 4, ("Asep",)),
        Group("Data", "DINAS ANGKUTAN", 1, ("Budi",)),
        Group("Data", None, 1),
    ]
    assert where(groups, directory()) == (
        {("Data", "Dishub"): 1, ("Data", "DINKES"): 2},
        ["Dinas Angkutan", "Data"],
    )
    (angkutan, _) = placed(groups, directory())[1]
    assert (angkutan.rows, angkutan.samples, angkutan.is_sheet) == (5, ("Asep", "Budi"), False)


def test_sheet_decides_for_parts_of_its_agency_and_a_known_unit_still_wins():
    groups = [
        Group("DINKES", "Puskesmas Unyur", 5),
        Group("DINKES", "RSUD", 2),
        Group("DISHUB", None, 3),
    ]
    known = {("DINKES", "Puskesmas Unyur"): 2, ("DINKES", "RSUD"): 3, ("DISHUB", None): 1}
    assert where(groups, directory()) == (known, [])


def test_lone_sheet_with_an_agencys_name_does_not_swallow_units_nobody_knows():
    groups = [Group("DISHUB", "Dinkes", 5), Group("DISHUB", "Dinas Angkutan", 2)]
    assert where(groups, directory()) == ({("DISHUB", "Dinkes"): 2}, ["Dinas Angkutan"])


def test_unknown_sheet_is_asked_once_instead_of_each_of_its_units_unless_the_units_shall_decide():
    groups = [Group("DISHUB", None, 1), Group("BLUD", "Ruang A", 2), Group("BLUD", "Ruang B", 2)]
    assert where(groups, directory())[1] == ["BLUD"]
    assert where(groups, directory(blud="36.73/rsud"))[0][("BLUD", "Ruang A")] == RSUD.pk
    assert where(groups, directory(blud="*"))[1] == ["Ruang A", "Ruang B"]
    assert where(groups, directory(blud="-"))[0][("BLUD", "Ruang B")] is True


@pytest.mark.parametrize(
    ("name", "said"), [("Sheet1", True), ("Lembar 2", True), ("7", True), ("BLUD", False)]
)
def test_sheet_names_that_programs_give_mean_nothing(name, said):
    assert is_nameless(name) is said
