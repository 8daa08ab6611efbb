"""Many operators from one workbook: every row is somebody to invite or a problem with its cell."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from agencies.members import importing
from agencies.members.workbook import BadWorkbook, read
from agencies.models import Membership, User
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
PAGE = "/regions/36.73/members/workbook/"
HEAD = ["No", "Unit Kerja", "Nama", "NIP", "No. HP / WA", "E-mail"]


def book(*rows, head=HEAD, title=True) -> io.BytesIO:
    made = Workbook()
    sheet = made.active
    if title:
        sheet.append(["DAFTAR OPERATOR"])
        sheet.append([])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    file.name = "operator.xlsx"
    return file


def plan_of(region, *rows):
    sheet = read(book(*rows), importing.FIELDS, importing.NEEDED)
    return importing.plan(sheet=sheet, region=region, role="agency_operator")


@pytest.mark.parametrize(
    "unit", ["36.73/dishub", "dishub", "DINAS  PERHUBUNGAN", "Dishub", "Dinas Hub.", " dishub "]
)
def test_unit_is_found_by_code_names_or_alias(serang, dishub, unit):
    dishub.aliases = ["Dinas Hub"]
    dishub.save()
    [one] = plan_of(serang, [1, unit, "Siti"]).people
    assert one.invitee.place == dishub
    assert one.row == 4


def test_values_are_tidied(serang, dishub):
    row = [
        1,
        "Dishub",
        "  Siti   Aminah ",
        "19850312 201001 1 001",
        "+62 812-3456-789",
        "Siti@Serang.Example",
    ]
    [one] = plan_of(serang, row).people
    assert one.invitee.name == "Siti Aminah"
    assert one.invitee.nip == "198503122010011001"
    assert one.invitee.phone == "08123456789"
    assert one.invitee.email == "siti@serang.example"


@pytest.mark.parametrize("unit", ["Kelurahan Cipare", "Kel. Cipare", "kel cipare", "CIPARE"])
def test_kelurahan_is_found_without_its_kind(serang, unit):
    AgencyFactory(code="36.73/01.1002", name="Kelurahan Cipare", region=serang)
    assert plan_of(serang, [1, unit, "Siti"]).people


def test_village_and_district_of_one_name_are_told_apart_by_their_codes(serang):
    AgencyFactory(code="36.73/04", name="Kecamatan Curug", region=serang)
    AgencyFactory(code="36.73/04.1001", name="Kelurahan Curug", region=serang)
    (problem,) = plan_of(serang, [1, "Curug", "Siti"]).problems
    assert "36.73/04, 36.73/04.1001" in problem.what
    assert plan_of(serang, [1, "Kec. Curug", "Siti"]).people


def test_number_cell_of_a_telephone_gets_its_zero_back(serang, dishub):
    assert plan_of(serang, [1, "Dishub", "Siti", "", 81234567890]).people[0].invitee.phone == "081234567890"


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ([1, "Dinas Antah", "Siti"], "B", "No unit"),
        ([1, "Kembar", "Siti"], "B", "Several units"),
        ([1, "", "Siti"], "B", "unit is missing"),
        ([1, "Dishub", ""], "C", "name is missing"),
        ([1, "Dishub", "Siti", "12345"], "D", "18 digits"),
        ([1, "Dishub", "Siti", 198503122010011001], "D", "15 digits"),
        ([1, "Dishub", "Siti", "", "12"], "E", "telephone"),
        ([1, "Dishub", "Siti", "", "", "siti@"], "F", "e-mail"),
        ([1, "Dishub", "Siti", "198503122010011009"], "D", "has an account"),
    ],
)
def test_bad_cell_is_named_and_the_good_rows_stay(serang, dishub, row, cell, words):
    from django.utils import translation

    AgencyFactory(code="36.73/a", name="Kembar")
    AgencyFactory(code="36.73/b", name="Kembar")
    User.objects.create(username="ada", nip="198503122010011009")
    with translation.override("en"):
        plan = plan_of(serang, row, [2, "Dishub", "Budi"])
    [problem] = plan.problems
    assert (problem.row, problem.column) == (4, cell)
    assert words in problem.what
    assert [one.invitee.name for one in plan.people] == ["Budi"]


def test_same_person_twice_in_the_file_is_a_problem_of_both_rows(serang, dishub):
    nip = "198503122010011001"
    plan = plan_of(serang, [1, "Dishub", "Siti", nip], [2, "Dishub", "Siti A", nip])
    assert [problem.row for problem in plan.problems] == [4, 5]
    assert not plan.people


def test_same_name_in_the_same_unit_is_a_problem_of_the_later_row(serang, dishub, dlh):
    plan = plan_of(serang, [1, "Dishub", "Siti"], [2, "DLH", "Siti"], [3, "36.73/dishub", "SITI"])
    assert [problem.row for problem in plan.problems] == [6]
    assert len(plan.people) == 2


def test_unit_of_another_region_is_unknown(serang, cirebon):
    AgencyFactory(region=cirebon, code="32.74/dishub", name="Dinas Perhubungan Cirebon")
    assert not plan_of(serang, [1, "32.74/dishub", "Siti"]).people


def test_preview_then_confirm_invites_all_good_rows(client, city_manager, dishub):
    client.force_login(city_manager)
    file = book([1, "Dishub", "Siti"], [2, "Antah", "Budi"], [3, "Dishub", "Siti Lain"])
    response = client.post(PAGE, {"file": file, "role": "agency_operator"})
    assert response.status_code == 200
    assert not User.objects.filter(name="Siti").exists()
    assert [p.row for p in response.context["problems"]] == [5]

    done = client.post(f"{PAGE}confirm/", {"sheet": response.context["sheet"]})
    assert done.url == "/regions/36.73/members/invitations/"
    made = Membership.objects.filter(user__name__startswith="Siti")
    assert {m.user.username for m in made} == {"dishub.siti", "dishub.siti2"}
    assert {m.agency for m in made} == {dishub}
    page = client.get(done.url).content.decode()
    assert page.count("wa.me") == 2


def test_confirming_twice_or_with_forged_rows_invites_nobody_new(
    client, city_manager, cirebon_manager, dishub
):
    client.force_login(city_manager)
    file = book([1, "Dishub", "Siti"])
    sheet = client.post(PAGE, {"file": file, "role": "agency_operator"}).context["sheet"]
    for _ in range(2):
        client.post(f"{PAGE}confirm/", {"sheet": sheet})
    assert User.objects.filter(name="Siti").count() == 1
    client.post(f"{PAGE}confirm/", {"sheet": f"{sheet}x"})
    client.post(f"{PAGE}confirm/", {})
    client.force_login(cirebon_manager)
    client.post("/regions/32.74/members/workbook/confirm/", {"sheet": sheet})
    assert User.objects.filter(name="Siti").count() == 1


def bad_file(name: str) -> io.BytesIO:
    file = io.BytesIO()
    if name == "text":
        file.write(b"unit,nama\n")
    elif name == "large":
        file.write(b"PK" + b"x" * 1024 * 1024)
    elif name == "bomb":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b"0" * (21 * 1024 * 1024))
    elif name == "other zip":
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("a.txt", b"a")
    elif name == "no header":
        return book([1, 2], head=["A", "B"])
    elif name == "too long":
        return book(*([1, "Dishub", f"Siti {n}"] for n in range(2100)))
    file.seek(0)
    file.name = "x.xlsx"
    return file


@pytest.mark.parametrize("name", ["text", "large", "bomb", "other zip", "no header", "too long"])
def test_file_that_cannot_be_used_is_explained(client, city_manager, name):
    with pytest.raises(BadWorkbook):
        read(bad_file(name), importing.FIELDS, importing.NEEDED)
    client.force_login(city_manager)
    response = client.post(PAGE, {"file": bad_file(name), "role": "agency_operator"})
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_empty_file_and_no_file_are_explained(client, city_manager):
    client.force_login(city_manager)
    empty = io.BytesIO(b"")
    empty.name = "x.xlsx"
    for file in (empty, ""):
        assert client.post(PAGE, {"file": file, "role": "agency_operator"}).context["form"].errors["file"]


def test_example_is_read_as_it_is(client, city_manager, serang, dishub):
    client.force_login(city_manager)
    file = io.BytesIO(b"".join(client.get(f"{PAGE}example/").streaming_content))
    sheet = read(file, importing.FIELDS, importing.NEEDED)
    assert set(sheet.columns) == set(importing.FIELDS)
    plan = importing.plan(sheet=sheet, region=serang, role="agency_operator")
    assert not plan.problems


def test_cost_of_a_plan_does_not_grow_with_its_rows(serang, dishub):
    def counted(rows: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            plan_of(serang, *([n, "Dishub", f"Orang {n}"] for n in range(rows)))
        return len(queries)

    assert counted(1) == counted(50)
