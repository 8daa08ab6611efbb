"""A city with two agencies: one with a gap and unpaid months, one without a list; a total stated for it."""

import datetime as dt

import pytest

from contributions.reports import actions, making
from tests.contributions.billing import money
from tests.contributions.coverage.stories import enrol
from tests.factories import StatedFigureFactory

DAY = dt.date(2020, 4, 20)
SIGNER = {
    "office": "Dinas Tenaga Kerja",
    "title": "Kepala Dinas",
    "name": "Budi",
    "nip": "",
    "place": "Serang",
}


@pytest.fixture
def city(serang, dishub, dlh):
    """Dishub: 3 registered since February, whose March nobody paid, and 2 only listed; DLH: nothing."""
    money.terms(dishub)
    enrol(dishub, 3, registered_on=dt.date(2020, 2, 1), listed_on=dt.date(2020, 1, 10))
    enrol(dishub, 2)
    money.assessed(dishub, money.FEB)
    money.pay(dishub, "48600")
    money.assessed(dishub, money.MAR)
    StatedFigureFactory(
        region=serang, metric="workers_total", value=10, as_of="2020-01-01", speaker="Sekda", source="Radar",
        is_denominator=True,
    )  # fmt: skip
    return serang


@pytest.fixture
def asked(city):
    """Makes a report at once, as the worker would."""

    def ask(**more):
        values = {"as_of": DAY, "language": "id", "decision": "Setujui anggaran.", "signer": SIGNER}
        values |= {"recipient": "Wali Kota Serang", "by": None} | more
        report = actions.ask(region=city, **values)
        making.make(report=str(report.pk))
        report.refresh_from_db()
        return report

    return ask
