"""The worker list: what it shows, to whom, and that no search ever stands in an address."""

import datetime as dt

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


def address(agency, name="agency_workers", *args):
    return reverse(name, args=[agency.code, *args])


def names(response):
    return [row.record.name for row in response.context["table"].page.object_list]


@pytest.fixture
def as_dishub(client, dishub_operator):
    client.force_login(dishub_operator)
    return client


def test_list_shows_the_agencys_workers_with_masked_numbers(as_dishub, dishub, dlh):
    budi = WorkerFactory(agency=dishub, name="Budi Santoso")
    WorkerFactory(agency=dlh, name="Orang Lain")

    response = as_dishub.get(address(dishub))

    assert names(response) == ["Budi Santoso"]
    page = response.content.decode()
    assert budi.nik not in page
    assert budi.nik[:4] + "********" + budi.nik[-4:] in page
