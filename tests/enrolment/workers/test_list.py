"""The worker list: what it shows, to whom, and that no search ever stands in an address."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enrolment.models import Worker
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
ENDED = {"state": "ended", "ended_on": dt.date(2021, 1, 1), "end_reason": "resigned"}


def names(response):
    return [row.record.name for row in response.context["table"].page.object_list]


def test_list_shows_the_agencys_workers_with_masked_numbers(as_dishub, dishub, dlh, at):
    budi = WorkerFactory(agency=dishub, name="Budi Santoso")
    WorkerFactory(agency=dlh, name="Orang Lain")

    response = as_dishub.get(at())

    assert names(response) == ["Budi Santoso"]
    page = response.content.decode()
    assert budi.nik not in page
    assert budi.nik[:4] + "********" + budi.nik[-4:] in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("santoso", ["Budi Santoso"]),
        ("SANTOSO budi", ["Budi Santoso"]),
        ("{nik}", ["Budi Santoso"]),
        ("{last}", ["Budi Santoso"]),
        ("3673********{last}", ["Budi Santoso"]),
        ("siapa itu", []),
    ],
)
def test_search_finds_by_name_and_by_nik(as_dishub, dishub, at, typed, found):
    budi = WorkerFactory(agency=dishub, name="Budi Santoso", nik="3673011203859101")
    WorkerFactory(agency=dishub, name="Siti Aminah", nik="3673015203859202")

    response = as_dishub.post(at(), {"q": typed.format(nik=budi.nik, last=budi.nik[-4:])}, follow=True)

    assert names(response) == found


def test_search_by_nik_never_stands_in_an_address_or_on_the_page(as_dishub, dishub, at):
    budi = WorkerFactory(agency=dishub)

    response = as_dishub.post(at(), {"q": budi.nik})

    assert response.status_code == 302
    assert budi.nik not in response.url and budi.nik[-4:] not in response.url
    page = as_dishub.get(response.url).content.decode()
    assert budi.nik not in page
    assert "?search=" in response.url


def test_search_keeps_the_filters_and_clearing_drops_it(as_dishub, dishub, at):
    WorkerFactory(agency=dishub, name="Budi Satu", position="Juru parkir")
    WorkerFactory(agency=dishub, name="Budi Dua", position="Sopir")
    WorkerFactory(agency=dishub, name="Siti", position="Sopir")

    response = as_dishub.post(at() + "?position=Sopir&page=3", {"q": "budi"}, follow=True)
    assert names(response) == ["Budi Dua"]

    cleared = as_dishub.post(at() + "?" + response.request["QUERY_STRING"], {"q": " "}, follow=True)
    assert names(cleared) == ["Budi Dua", "Siti"]


def test_search_key_of_another_session_finds_everybody_and_says_so(as_dishub, dishub, at):
    WorkerFactory(agency=dishub, name="Budi")

    response = as_dishub.get(at() + "?search=fremd")

    assert names(response) == ["Budi"]
    assert "list-search" in response.content.decode()
    assert Session.objects.count() == 1


def test_search_finds_who_left_but_the_plain_list_does_not(as_dishub, dishub, at):
    WorkerFactory(agency=dishub, name="Sudah Keluar", _enrolment=ENDED)
    WorkerFactory(agency=dishub, name="Masih Ada")

    assert names(as_dishub.get(at())) == ["Masih Ada"]
    assert names(as_dishub.post(at(), {"q": "keluar"}, follow=True)) == ["Sudah Keluar"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=listed", ["Catat"]),
        ("status=submitted", ["Diajukan"]),
        ("status=registered", ["Pasti", "Terdaftar"]),
        ("status=stated", ["Terdaftar"]),
        ("status=confirmed", ["Pasti"]),
        ("status=uncovered", ["Catat", "Diajukan"]),
        ("status=ended", ["Keluar"]),
        ("status=all", ["Catat", "Diajukan", "Keluar", "Pasti", "Terdaftar"]),
        ("position=Sopir", ["Catat"]),
        ("unit=UPT+Terminal", ["Diajukan"]),
        ("unit=-&status=registered", ["Pasti", "Terdaftar"]),
        ("category=thl", ["Pasti"]),
        ("sort=-name", ["Terdaftar", "Pasti", "Diajukan", "Catat"]),
        ("status=unsinn&position=Sopir", ["Catat"]),
    ],
)
def test_filters_and_order(as_dishub, dishub, at, query, found):
    day = dt.date(2020, 2, 1)
    WorkerFactory(agency=dishub, name="Catat", position="Sopir")
    WorkerFactory(
        agency=dishub, name="Diajukan", unit="UPT Terminal",
        _enrolment={"state": "submitted", "submitted_on": day},
    )  # fmt: skip
    WorkerFactory(agency=dishub, name="Terdaftar", registered=True)
    confirmed = {"state": "registered", "registered_on": day, "basis": "confirmed", "confirmed_month": day}
    WorkerFactory(agency=dishub, name="Pasti", category="thl", _enrolment=confirmed)
    WorkerFactory(agency=dishub, name="Keluar", _enrolment=ENDED)

    assert names(as_dishub.get(f"{at()}?{query}")) == found


def test_tiles_count_the_states_and_lead_to_their_lists(as_dishub, dishub, at):
    WorkerFactory(agency=dishub)
    WorkerFactory.create_batch(2, agency=dishub, registered=True)
    WorkerFactory(agency=dishub, _enrolment=ENDED)

    tiles = as_dishub.get(at() + "?status=registered").context["tiles"]

    assert [tile["value"] for tile in tiles] == [3, 1, 0, 2, 1]
    assert [tile["current"] for tile in tiles] == [False, False, False, True, False]


def test_returned_worker_stands_once_with_the_new_spell(dishub):
    worker = WorkerFactory(agency=dishub, _enrolment=ENDED)
    worker.enrolments.create(agency=dishub, listed_on=dt.date(2022, 1, 1))

    (found,) = Worker.objects.for_agency(dishub).with_enrolment()

    assert (found.state, found.listed_on, found.left_on) == ("listed", dt.date(2022, 1, 1), None)


def test_empty_list_offers_the_first_step(as_dishub, at):
    response = as_dishub.get(at())

    assert "empty-state" in response.content.decode()
    assert at("worker_grid") in response.content.decode()


def test_page_of_fifty_takes_as_many_queries_as_a_page_of_one(as_dishub, dishub, at):
    WorkerFactory(agency=dishub)
    as_dishub.get(at())
    with CaptureQueriesContext(connection) as one:
        as_dishub.get(at() + "?per_page=50")
    WorkerFactory.create_batch(49, agency=dishub)
    with CaptureQueriesContext(connection) as fifty:
        as_dishub.get(at() + "?per_page=50")

    assert len(fifty) <= len(one) + 1  # the count behind "1–50 of 50" is asked for where pages are possible


def test_viewer_gets_no_boxes_and_a_leader_no_list(
    client, dishub, at, city_leader, branch_officer, dlh_operator
):
    WorkerFactory(agency=dishub)
    for user, status in ((city_leader, 403), (dlh_operator, 404), (branch_officer, 200)):
        client.force_login(user)
        response = client.get(at())
        assert response.status_code == status
    assert at("worker_add") not in response.content.decode()
    assert 'name="worker"' in response.content.decode()
