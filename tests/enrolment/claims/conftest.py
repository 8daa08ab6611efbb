"""Claims for tests: an accident and a death at Dishub."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from agencies import access
from enrolment.claims.opening import Event, open_claim
from tests.factories import WorkerFactory

DAY = dt.date(2020, 3, 1)


@pytest.fixture(autouse=True)
def in_english():
    """What an action refuses is read in its own words."""
    with translation.override("en"):
        yield


@pytest.fixture
def worker(dishub):
    return WorkerFactory(agency=dishub, registered=True, wage="3000000", name="Asep Sunandar")


@pytest.fixture
def accident(worker):
    return open_claim(worker=worker, event=Event("accident", DAY, DAY, "Jalan Veteran"), by=access.SYSTEM)


@pytest.fixture
def death(worker):
    return open_claim(worker=worker, event=Event("death", DAY, DAY), by=access.SYSTEM)


@pytest.fixture
def page(client, dishub, dishub_operator):
    """`page("claim_step", pk, "file")`: a GET, or a POST with `data`, as Dishub's operator, in English."""
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    def ask(name, *args, data=None, follow=False, user=None, code=dishub.code):
        if user:
            client.force_login(user)
        address = reverse(name, args=[code, *args])
        return client.get(address) if data is None else client.post(address, data, follow=follow)

    return ask
