"""The quick grid: good rows are saved, bad ones stay; pasting needs no script."""

import pytest

from enrolment.models import AgencyFigures, Worker
from enrolment.workers.pasting import pasted_rows
from tests.factories import WorkerFactory, nik


def sent(*rows, **head):
    data = {"listed_on": "2020-01-01", "category": "thl", "do": "save", "row": [], **head}
    for number, row in enumerate(rows):
        data["row"].append(str(number))
        data |= {f"r{number}-{name}": value for name, value in row.items()}
    return data


def row(**changed):
    return {
        "name": "Budi",
        "nik": nik(),
        "birth_date": "12-03-1985",
        "sex": "L",
        "wage": "2500000",
        **changed,
    }


@pytest.mark.django_db
def test_blank_grid_has_ten_rows(as_dishub, at):
    assert len(as_dishub.get(at("worker_grid")).context["grid"].rows) == 10


@pytest.mark.django_db
def test_good_rows_are_saved_in_one_go_and_blank_ones_ignored(as_dishub, dishub, at):
    response = as_dishub.post(at("worker_grid"), sent(row(), {"name": ""}, row(sex="Laki-laki")))

    assert response.url == at()
    assert set(Worker.objects.values_list("category", "sex")) == {("thl", "L")}
    assert AgencyFigures.objects.get(agency=dishub).listed == 2


@pytest.mark.django_db
def test_bad_rows_stay_with_their_text_while_good_ones_are_saved(as_dishub, at):
    response = as_dishub.post(
        at("worker_grid"), sent(row(name="Baik"), row(name="Salah", nik="123", wage="5"))
    )

    assert [w.name for w in Worker.objects.all()] == ["Baik"]
    grid = response.context["grid"]
    assert len(grid.rows) == 10
    assert (grid.rows[0]["name"].value(), grid.rows[0]["nik"].value()) == ("Salah", "123")
    assert set(grid.rows[0].errors) == {"nik", "wage"}


@pytest.mark.django_db
def test_the_same_nik_twice_and_one_on_the_list_wait(as_dishub, dishub, at):
    listed, twice = WorkerFactory(agency=dishub), nik()

    response = as_dishub.post(at("worker_grid"), sent(row(nik=twice), row(nik=twice), row(nik=listed.nik)))

    assert Worker.objects.filter(nik=twice).count() == 1
    first, second = response.context["grid"].bad
    assert first.errors["nik"]
    assert at("worker_detail", listed.pk) in str(second.errors["nik"])


@pytest.mark.django_db
def test_a_doubt_waits_for_its_tick(as_dishub, dlh, at):
    elsewhere = WorkerFactory(agency=dlh)
    rows = [row(nik=elsewhere.nik), row(sex="P")]

    response = as_dishub.post(at("worker_grid"), sent(*rows))
    assert Worker.objects.count() == 1
    tokens = [r.token for r in response.context["grid"].bad]
    as_dishub.post(
        at("worker_grid"), sent(*(r | {"confirmed": t} for r, t in zip(rows, tokens, strict=True)))
    )

    assert Worker.objects.count() == 3


@pytest.mark.django_db
def test_pasted_cells_fill_rows_below_what_was_typed(as_dishub, at):
    lines = [f"Orang {n}\t{nik()}\t12/03/1985\tL" for n in range(14)]
    data = sent(row(name="Diketik"), {"name": ""}, do="paste", pasted="\r\n".join(lines))

    grid = as_dishub.post(at("worker_grid"), data).context["grid"]

    assert [r["name"].value() for r in grid.rows] == ["Diketik", *(f"Orang {n}" for n in range(14))]
    assert len({r.prefix for r in grid.rows}) == 15
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_more_rows_keep_what_was_typed(as_dishub, at):
    grid = as_dishub.post(at("worker_grid"), sent(row(name="Diketik", nik="12"), do="more")).context["grid"]

    assert grid.rows[0]["nik"].value() == "12"
    assert len(grid.rows) == 11 and len({r.prefix for r in grid.rows}) == 11


@pytest.mark.django_db
def test_nothing_filled_in_and_a_day_in_the_future_save_nothing(as_dishub, at):
    assert as_dishub.post(at("worker_grid"), sent({"name": ""})).status_code == 200
    response = as_dishub.post(at("worker_grid"), sent(row(), listed_on="2999-01-01"))

    assert response.context["head"].errors["listed_on"]
    assert response.context["grid"].rows[0]["name"].value() == "Budi"
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_place_and_date_in_one_cell_become_two(as_dishub, at):
    as_dishub.post(at("worker_grid"), sent(row(birth_date="Serang, 12 Maret 1985")))

    assert Worker.objects.get().birth_place == "Serang"


@pytest.mark.django_db
def test_grid_is_for_who_may_edit(client, branch_officer, dlh_operator, at):
    for user, status in ((branch_officer, 403), (dlh_operator, 404)):
        client.force_login(user)
        assert client.post(at("worker_grid"), sent(row())).status_code == status


NIK = "3673011203859001"


@pytest.mark.parametrize(
    "text",
    [
        f"Budi\t{NIK}\t12-03-1985",
        f"1\tBudi\t{NIK}\t12-03-1985",
        f"{NIK}\tBudi\t12-03-1985",
        f"NO\tNAMA LENGKAP\tNO. KTP\tTGL LAHIR\n1\tBudi\t{NIK}\t12-03-1985",
        f"TGL LAHIR\tNAMA\tJABATAN LAMA ISTRI\tNIK\n12-03-1985\t Budi \tx\t{NIK}\n\t\t\t\n",
    ],
)
def test_pasted_block_is_understood_with_and_without_a_header(text):
    (found,) = pasted_rows(text)

    assert {name: cell for name, cell in found.items() if cell} == {
        "name": "Budi",
        "nik": NIK,
        "birth_date": "12-03-1985",
    }


def test_pasted_nothing_and_far_too_much():
    assert pasted_rows(" \n\t\n") == []
    assert len(pasted_rows("Budi\t1\n" * 900)) == 200
