"""The list on any day: who stood on it, in which state, with which values."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from enrolment import figures
from enrolment.models import AgencyFigures, Enrolment, Worker
from enrolment.workers.as_of import list_as_of, standing_on
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db

EVENTS = Worker.pgh_event_model.objects


def day(text):
    return dt.date.fromisoformat(text)


def record_on(worker, text, number=0):
    """Move one entry of a worker's history to noon of a day, as if it had been written then."""
    entry = EVENTS.filter(pgh_obj=worker.pk).order_by("pgh_id")[number]
    at = timezone.make_aware(dt.datetime.fromisoformat(f"{text}T12:00"))
    EVENTS.filter(pk=entry.pk).update(pgh_created_at=at)


def test_values_are_those_recorded_by_the_end_of_the_day(dishub):
    asep = WorkerFactory(agency=dishub, name="Asep", position="Juru parkir")
    Worker.objects.filter(pk=asep.pk).update(position="Sopir")
    record_on(asep, "2020-02-01")
    record_on(asep, "2020-03-01", 1)
    rows = {text: list_as_of(dishub, day(text)).rows for text in ("2020-01-01", "2020-02-29", "2020-03-01")}
    assert {text: row["position"] for text, (row,) in rows.items()} == {
        "2020-01-01": "Juru parkir",
        "2020-02-29": "Juru parkir",
        "2020-03-01": "Sopir",
    }
    assert [row["recorded_on"] for (row,) in rows.values()] == [day("2020-02-01"), None, None]


def test_a_day_ends_at_midnight_in_jakarta(dishub):
    asep = WorkerFactory(agency=dishub, position="Juru parkir")
    Worker.objects.update(position="Sopir")
    record_on(asep, "2020-02-01")
    change = EVENTS.filter(pgh_obj=asep.pk).latest("pgh_id")
    late = dt.datetime(2020, 2, 29, 18, 0, tzinfo=dt.UTC)  # one o'clock of 1 March in Jakarta
    EVENTS.filter(pk=change.pk).update(pgh_created_at=late)
    (row,) = list_as_of(dishub, day("2020-02-29")).rows
    assert row["position"] == "Juru parkir"


def test_who_was_not_yet_or_no_longer_on_the_list_is_not_on_it(dishub, dlh):
    WorkerFactory(agency=dishub, name="Asep", _enrolment={"listed_on": day("2020-01-10")})
    left = {"state": "ended", "ended_on": day("2020-02-10"), "end_reason": "resigned"}
    WorkerFactory(agency=dishub, name="Budi", _enrolment={"listed_on": day("2020-01-01")} | left)
    WorkerFactory(agency=dlh)
    names = {
        text: [row["name"] for row in list_as_of(dishub, day(text)).rows]
        for text in ("2019-12-31", "2020-01-01", "2020-01-10", "2020-02-09", "2020-02-10")
    }
    assert names == {
        "2019-12-31": [],
        "2020-01-01": ["Budi"],
        "2020-01-10": ["Asep", "Budi"],
        "2020-02-09": ["Asep", "Budi"],
        "2020-02-10": ["Asep"],
    }


def test_state_of_that_day_and_not_of_today():
    spell = Enrolment(
        listed_on=day("2020-01-01"), submitted_on=day("2020-01-15"), registered_on=day("2020-02-01"),
        basis="confirmed", confirmed_month=day("2020-03-01"),
    )  # fmt: skip
    days = ("2020-01-01", "2020-01-15", "2020-02-01", "2020-02-29", "2020-03-01")
    assert [standing_on(spell, day(text))[0] for text in days] == [
        "listed",
        "submitted",
        "stated",
        "stated",
        "confirmed",
    ]


def test_counts_agree_with_the_figures_of_the_day(dishub):
    WorkerFactory.create_batch(3, agency=dishub)
    WorkerFactory.create_batch(2, agency=dishub, registered=True, category="thl")
    figures.recount([dishub.pk])
    past = list_as_of(dishub, day("2020-02-15"))
    told = AgencyFigures.objects.filter(agency=dishub, day__lte=past.day).latest("day")
    assert past.by_sign() == {"listed": 3, "submitted": 0, "stated": 2, "confirmed": 0}
    assert (told.listed, told.registered) == (5, 2)
    assert past.by_category() == {"honorer": 3, "thl": 2}


@pytest.fixture
def page(client, dishub, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return reverse("agency_roster_as_of", args=[dishub.code])


def test_page_says_who_was_entered_later(client, dishub, page):
    WorkerFactory(agency=dishub, name="Asep")
    shown = " ".join(client.get(page, {"as_of": "2020-02-26"}).content.decode().split())
    assert "as of 26 February 2020" in shown
    assert "1 person was entered only after this day" in shown
    assert "entered only after" not in client.get(page).content.decode()


@pytest.mark.parametrize(("asked", "status"), [("2999-01-01", 400), ("kemarin", 400), ("", 200)])
def test_a_day_that_cannot_be_shown_is_said(client, page, asked, status):
    assert client.get(page, {"as_of": asked}).status_code == status


def test_query_count_does_not_grow(client, dishub, page, count_queries):
    WorkerFactory(agency=dishub)
    client.get(page)
    one = count_queries(lambda: client.get(page))
    WorkerFactory.create_batch(50, agency=dishub)
    assert count_queries(lambda: client.get(page)) == one


def test_workbook_holds_the_list_of_that_day_with_numbers_as_text(client, dishub, page):
    asep = WorkerFactory(agency=dishub, name="=Asep", _enrolment={"listed_on": day("2020-01-10")})
    address = reverse("agency_roster_as_of_export", args=[dishub.code])
    response = client.get(address, {"as_of": "2020-02-26"})
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    (row,) = sheet.iter_rows(min_row=2)
    assert (row[0].value, row[1].value, row[1].data_type) == (asep.nik, "=Asep", "s")
    assert "2020-02-26" in response["Content-Disposition"]
    empty = client.get(address, {"as_of": "2020-01-01"})
    assert load_workbook(io.BytesIO(empty.getvalue())).active.max_row == 1
