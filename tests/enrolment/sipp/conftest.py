"""Dishub with a contribution group that lacks nothing, and people whom the portal would take."""

import datetime as dt

import pytest

from enrolment.models import SheetDetail
from tests.factories import WorkerFactory

MONTH = dt.date(2020, 3, 1)
WHOLE = {
    "birth_place": "Serang",
    "start_date": dt.date(2019, 1, 2),
    "wage": 3_000_000,
    "phone": "081234567890",
    "email": "asep@example.com",
    "address": "Jl. Kasemen 1",
    "mother_name": "Siti",
    "employee_no": "00123",
}


@pytest.fixture
def group(dishub):
    found = dishub.owned_groups.get(is_default=True)
    found.npp, found.work_location = "10001234", "SRG01"
    found.status_codes = {"honorer": "PKWT"}
    found.ktp_valid_until = dt.date(2099, 12, 31)
    found.save()
    return found


@pytest.fixture
def person(dishub, group):
    """Somebody of Dishub who lacks nothing; `married=None` leaves that out."""

    def make(name="Asep Sunandar", married=True, **values):
        worker = WorkerFactory(agency=dishub, name=name, **(WHOLE | values))
        if married is not None:
            SheetDetail.objects.create(worker=worker, agency=worker.agency, married=married)
        return worker

    return make


REGISTERED = {"state": "registered", "registered_on": dt.date(2020, 1, 10), "basis": "stated"}


def gone(reason="resigned", on=dt.date(2020, 2, 20)):
    return {**REGISTERED, "state": "ended", "ended_on": on, "end_reason": reason}
