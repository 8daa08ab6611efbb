"""Closed months: what is said of them is refused, what only reaches into them is named."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from enrolment.models import AgencyMonth, Enrolment
from enrolment.workers import closed
from enrolment.workers.registering import register
from enrolment.workers.withdrawing import withdraw_batch, withdraw_registration
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2020, 3, 1), dt.date(2020, 4, 1)
DAY = dt.date(2020, 3, 2)


def close(agency, month=MARCH):
    return AgencyMonth.objects.create(agency=agency, month=month, closed_at=timezone.now())


def confirm(agency, month=MARCH):
    spells = Enrolment.objects.for_agency(agency)
    return register(
        enrolments=spells, registered_on=DAY, basis="confirmed", confirmed_month=month, kpj=None, by=None
    )


def test_a_closed_month_confirms_nobody_any_more(dishub):
    WorkerFactory(agency=dishub)
    close(dishub)
    with pytest.raises(ValidationError) as refused:
        confirm(dishub)
    assert refused.value.code == "closed"
    assert confirm(dishub, APRIL)["registered"] == 1


def test_what_a_closed_month_confirmed_is_not_taken_back(dishub):
    WorkerFactory(agency=dishub)
    batch = confirm(dishub)["batch"]
    close(dishub)
    for take_back in (
        lambda: withdraw_batch(agency=dishub, batch=batch, by=None),
        lambda: withdraw_registration(enrolment=Enrolment.objects.get(), by=None),
    ):
        with pytest.raises(ValidationError):
            take_back()
    assert Enrolment.objects.get().state == "registered"


def test_months_from_the_day_on_are_named(dishub, dlh):
    close(dishub)
    close(dlh, APRIL)
    assert "2020" in closed.reached(dishub, DAY)
    assert closed.reached(dishub, APRIL) == ""


def submitting(worker):
    return {"which": "ticked", "worker": [worker.pk], "step": "check", "submitted_on": "2020-03-02"}


def registering(worker):
    asked = {"registered_on": "2020-03-02", "basis": "stated"}
    return {"which": "ticked", "worker": [worker.pk], "step": "check"} | asked


@pytest.mark.parametrize(
    ("name", "asked"), [("workers_submit", submitting), ("workers_register", registering)]
)
def test_a_preview_says_which_closed_month_it_reaches(as_dishub, at, dishub, name, asked):
    worker = WorkerFactory(agency=dishub)
    assert as_dishub.post(at(name), asked(worker)).context["closed"] == ""
    close(dishub)
    page = as_dishub.post(at(name), asked(worker))
    assert page.context["closed"] in page.content.decode()


def test_the_form_says_that_the_month_is_closed(as_dishub, at, dishub):
    worker = WorkerFactory(agency=dishub)
    close(dishub)
    asked = registering(worker) | {"basis": "confirmed", "confirmed_month": "2020-03"}
    page = as_dishub.post(at("workers_register"), asked)
    assert "confirmed_month" in page.context["form"].errors


def test_taking_back_what_a_closed_month_confirmed_says_so(as_dishub, at, dishub):
    WorkerFactory(agency=dishub)
    batch = confirm(dishub)["batch"]
    close(dishub)
    page = as_dishub.post(at("workers_withdraw", batch), follow=True)
    assert page.status_code == 200
    assert Enrolment.objects.get().state == "registered"
