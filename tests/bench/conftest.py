"""Each measure begins on swept tables."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections


@pytest.fixture(autouse=True)
def _swept(django_db_setup: None) -> Iterator[None]:
    """What earlier measures took back lies in the tables until it is swept, and the server would do that
    beside the next one."""
    parameters = connections["owner"].get_connection_params()
    name = connections["owner"].settings_dict["NAME"]
    with psycopg.connect(**{**parameters, "dbname": name}, autocommit=True) as owner:
        owner.execute("vacuum")
    yield
