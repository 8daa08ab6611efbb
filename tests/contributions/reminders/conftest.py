"""Who writes reminders."""

import pytest


@pytest.fixture
def city(client, city_manager):
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"
    return client
