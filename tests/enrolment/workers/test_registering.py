"""Marking many workers as registered, by the rules of the states, and taking it back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enrolment.models import AgencyFigures, Enrolment
from enrolment.workers.registering import register
from enrolment.workers.withdrawing import find_batch, withdraw_batch, withdraw_registration
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DAY, MONTH = dt.date(2020, 2, 1), dt.date(2020, 3, 1)
ENDED = {
    "state": "ended",
    "ended_on": dt.date(2019, 6, 1),
    "listed_on": dt.date(2019, 1, 1),
    "end_reason": "moved",
}


def registering(agency, by, **kwargs):
    asked = {"registered_on": DAY, "basis": "stated", "confirmed_month": None, "kpj": None, **kwargs}
    return register(enrolments=Enrolment.objects.for_agency(agency), by=by, **asked)


def days(worker):
    return worker.enrolments.values_list(
        "state", "listed_on", "submitted_on", "registered_on", "basis"
    ).latest("pk")


def test_listed_and_submitted_become_registered_and_figures_move(dishub, dishub_operator):
    WorkerFactory(agency=dishub)
    WorkerFactory(agency=dishub, _enrolment={"state": "submitted", "submitted_on": dt.date(2020, 1, 15)})

    done = registering(dishub, dishub_operator)

    assert (done["registered"], done["confirmed"], done["already"], done["refused"]) == (2, 0, 0, {})
    assert AgencyFigures.objects.get(agency=dishub, day=DAY).registered == 2


def test_days_after_the_registration_are_pulled_back(dishub, dishub_operator):
    later = dt.date(2020, 5, 1)
    worker = WorkerFactory(
        agency=dishub, _enrolment={"listed_on": later, "state": "submitted", "submitted_on": later}
    )

    registering(dishub, dishub_operator)

    assert days(worker) == ("registered", DAY, DAY, DAY, "stated")


def test_earlier_days_stay(dishub, dishub_operator):
    worker = WorkerFactory(agency=dishub)

    registering(dishub, dishub_operator)

    assert days(worker) == ("registered", dt.date(2020, 1, 1), None, DAY, "stated")


def test_stated_becomes_confirmed_and_keeps_its_day(dishub, dishub_operator):
    worker = WorkerFactory(agency=dishub, registered=True)

    done = registering(
        dishub, dishub_operator, registered_on=dt.date(2020, 3, 9), basis="confirmed", confirmed_month=MONTH
    )

    assert (done["registered"], done["confirmed"]) == (0, 1)
    assert days(worker)[3:] == (DAY, "confirmed")
    assert worker.enrolments.get().confirmed_month == MONTH


def test_confirmed_is_never_made_stated_again(dishub, dishub_operator):
    worker = WorkerFactory(agency=dishub)
    registering(dishub, dishub_operator, basis="confirmed", confirmed_month=MONTH)

    assert registering(dishub, dishub_operator)["already"] == 1
    assert days(worker)[4] == "confirmed"


def test_ended_and_overlapping_spells_are_refused_with_their_reasons(dishub, dishub_operator):
    WorkerFactory(agency=dishub, _enrolment=ENDED)
    returned = WorkerFactory(agency=dishub, _enrolment=ENDED)
    returned.enrolments.create(agency=dishub, listed_on=dt.date(2020, 1, 1))

    done = registering(dishub, dishub_operator, registered_on=dt.date(2019, 5, 1))

    assert done["refused"] == {"ended": 2, "earlier_spell": 1}
    assert not Enrolment.objects.filter(state="registered").exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"registered_on": timezone.localdate() + dt.timedelta(1)}, "future"),
        ({"basis": "confirmed"}, "month_missing"),
        ({"confirmed_month": MONTH}, "month_unwanted"),
        ({"basis": "confirmed", "confirmed_month": dt.date(2020, 1, 1)}, "month_before"),
        ({"basis": "confirmed", "confirmed_month": timezone.localdate() + dt.timedelta(40)}, "month_future"),
    ],
)
def test_days_that_do_not_fit_are_refused(dishub, dishub_operator, wrong, code):
    WorkerFactory(agency=dishub)

    with pytest.raises(ValidationError) as refused:
        registering(dishub, dishub_operator, **wrong)

    assert refused.value.code == code


def test_participant_numbers_come_from_the_call_then_from_the_list(dishub, dishub_operator):
    given = WorkerFactory(agency=dishub, kpj="11111111111")
    listed = WorkerFactory(agency=dishub, kpj="22222222222")
    without = WorkerFactory(agency=dishub)

    registering(dishub, dishub_operator, kpj={given.pk: "33333333333"})

    numbers = dict(Enrolment.objects.values_list("worker", "kpj"))
    assert numbers == {given.pk: "33333333333", listed.pk: "22222222222", without.pk: None}


def test_undo_restores_every_spell_as_it_was(dishub, dishub_operator):
    WorkerFactory(agency=dishub, _enrolment={"listed_on": dt.date(2020, 5, 1)})
    WorkerFactory(agency=dishub, registered=True)
    WorkerFactory(agency=dishub, _enrolment={"state": "submitted", "submitted_on": dt.date(2020, 1, 15)})
    fields = [f.name for f in Enrolment._meta.concrete_fields if f.name != "revision"]
    before = list(Enrolment.objects.order_by("pk").values(*fields))
    figures = list(AgencyFigures.objects.values_list("day", "listed", "registered"))

    done = registering(dishub, dishub_operator, basis="confirmed", confirmed_month=MONTH)
    result = withdraw_batch(agency=dishub, batch=done["batch"], by=dishub_operator)

    assert result == {"withdrawn": 3, "kept": 0}
    assert list(Enrolment.objects.order_by("pk").values(*fields)) == before
    assert len(list(AgencyFigures.objects.values_list("day", "listed", "registered"))) >= len(figures)


def test_undo_keeps_who_was_changed_since_and_works_once(dishub, dishub_operator):
    changed, untouched = WorkerFactory.create_batch(2, agency=dishub)
    done = registering(dishub, dishub_operator)
    changed.enrolments.update(kpj="12345678901")

    assert find_batch(dishub, done["batch"]).undoable == 1
    result = withdraw_batch(agency=dishub, batch=done["batch"], by=dishub_operator)
    assert result == {"withdrawn": 1, "kept": 1}
    assert (days(changed)[0], days(untouched)[0]) == ("registered", "listed")
    assert withdraw_batch(agency=dishub, batch=done["batch"], by=dishub_operator)["withdrawn"] == 0


def test_one_registration_taken_back_gives_the_former_days(dishub, dishub_operator):
    worker = WorkerFactory(agency=dishub, _enrolment={"listed_on": dt.date(2020, 5, 1)})
    registering(dishub, dishub_operator)
    registering(dishub, dishub_operator, basis="confirmed", confirmed_month=MONTH)

    withdraw_registration(enrolment=worker.enrolments.get(), by=dishub_operator)

    assert days(worker) == ("listed", dt.date(2020, 5, 1), None, None, None)
    with pytest.raises(ValidationError):
        withdraw_registration(enrolment=worker.enrolments.get(), by=dishub_operator)


def test_thirty_one_take_as_many_statements_as_one(dishub, dishub_operator):
    WorkerFactory(agency=dishub)
    with CaptureQueriesContext(connection) as one:
        registering(dishub, dishub_operator)
    Enrolment.objects.update(state="listed", registered_on=None, basis=None)
    WorkerFactory.create_batch(30, agency=dishub)
    with CaptureQueriesContext(connection) as many:
        registering(dishub, dishub_operator)

    assert len(many) == len(one)
