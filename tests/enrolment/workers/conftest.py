"""Who looks at the lists, and where."""

import pytest
from django.urls import reverse


@pytest.fixture
def as_dishub(client, dishub_operator):
    """A browser in which Dishub's operator is signed in."""
    client.force_login(dishub_operator)
    return client


@pytest.fixture
def at(dishub):
    """Addresses of Dishub's pages: `at("worker_detail", pk)`."""
    return lambda name="agency_workers", *args: reverse(name, args=[dishub.code, *args])
