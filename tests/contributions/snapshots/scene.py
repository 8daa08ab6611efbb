"""A city with two agencies and what happens to them, for the tests of frozen figures."""

import datetime as dt

import pytest

from agencies import access
from contributions.models import Snapshot, SnapshotFigures
from contributions.snapshots.taking import take

MONTH = dt.date(2020, 2, 1)
DAY = dt.date(2020, 2, 29)
COLUMNS = [field.attname for field in SnapshotFigures._meta.concrete_fields]


def freeze(region, month=MONTH, reason="", by=access.SYSTEM) -> Snapshot:
    return take(region=region, month=month, by=by, reason=reason)


def frozen_rows(snapshot) -> list[tuple]:
    return list(SnapshotFigures.objects.filter(snapshot=snapshot).order_by("pk").values_list(*COLUMNS))


@pytest.fixture
def open_as(client):
    """The page that a user sees, in English."""
    client.cookies["django_language"] = "en"

    def open_(user, address, status=200):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == status, address
        return b"".join(response) if response.streaming else response.content.decode()

    return open_
